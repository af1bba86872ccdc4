"""Vietnamese text: cleaning, folding, sorting, searching, and deadlines as people say them."""

"""What goes back: a receipt for each laptop, and what it has not got yet."""

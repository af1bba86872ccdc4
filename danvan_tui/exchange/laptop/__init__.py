"""What a laptop sends to its office, what it knows to have arrived, and what comes back."""

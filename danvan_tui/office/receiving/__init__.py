"""What comes in: files looked at one by one, taken together, set aside where they cannot be."""

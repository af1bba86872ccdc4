"""Looking at promises again: recording what was found, at the office and at a later meeting."""

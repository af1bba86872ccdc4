"""What comes in and goes out: rosters, export files, their checking."""

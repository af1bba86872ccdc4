"""What comes in and goes out: rosters, export files, what laptops and the office send."""

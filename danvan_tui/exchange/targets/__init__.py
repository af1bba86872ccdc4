"""Where files are carried to and fetched from: folders, sticks and servers."""

"""Lets `python -m danvan_tui` do what the `danvan` command does."""

from danvan_tui.cli import main

if __name__ == "__main__":
    main()

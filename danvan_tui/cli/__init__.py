"""The `danvan` command: each command imports only the room it needs."""

from danvan_tui.cli.start import main

__all__ = ["main"]

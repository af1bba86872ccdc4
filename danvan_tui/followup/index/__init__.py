"""The index: the promises of all sessions, joined and kept ready; never the truth."""

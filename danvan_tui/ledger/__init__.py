"""The truth on the disk: operations, journal, TinyDB state, one open session, the shelf."""

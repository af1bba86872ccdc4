"""The only widgets the screens use."""

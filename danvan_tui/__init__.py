"""Takes the notes of a village dialogue and follows what was promised."""

__version__ = "0.1.0"

"""What can go wrong when something comes in or goes out, in sentences for people."""


class ExportError(Exception):
    """An export could not be written; nothing that looks whole was left."""


class RosterError(Exception):
    """A file cannot be read as a list of people; nothing was taken over."""


class MergeError(Exception):
    """Two notes of a meeting cannot be put together; nothing was changed."""

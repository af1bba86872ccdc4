"""What can go wrong at the office, in sentences for people."""


class OfficeError(Exception):
    """A failure that people are told about in one sentence; what was taken before is kept."""

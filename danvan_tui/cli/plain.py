"""What may be printed of any text: nothing a terminal would obey, nothing endless."""

from danvan_tui.vietnamese.clean import clean_lines

_BEGINNING = 600
_END = 400


def plain(text: str) -> str:
    """The text without control characters; bytes of a path that are no text become escapes."""
    return clean_lines(text.encode("utf-8", "backslashreplace").decode())


def shortened(text: str) -> str:
    """The same without the middle of what somebody's own words make endless."""
    text = plain(text)
    if len(text) <= _BEGINNING + _END:
        return text
    return f"{text[:_BEGINNING]} … {text[-_END:]}"

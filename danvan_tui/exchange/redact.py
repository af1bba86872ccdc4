"""Takes numbers of phones and identity cards out of posted text."""

import re

from danvan_tui.ledger.veil import HIDDEN

_GAP = r"[ \u00a0.\-–]?"
_DATE = r"(?:0?[1-9]|[12]\d|3[01])[.\- ](?:0?[1-9]|1[0-2])[.\- ]\d{4}(?!\d)"
_NUMBER = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?!{_DATE})"
    rf"(?:(?:\+{_GAP}84|\(0\d{{1,3}}\)|0)(?:{_GAP}\d){{7,11}}|84\d{{9}}|\d{{9}}|\d{{12}})(?!\d)"
)


def without_numbers(text: str) -> str:
    """The text with phone and card numbers hidden; dates, areas and sums of money stay."""
    return _NUMBER.sub(HIDDEN, text)

"""Who speaks, written as people write it: ``Đỗ Thị Ánh, Thôn Xuân Trạch: what was said``."""

import re

from danvan_tui.capture.context import Context
from danvan_tui.capture.cursor import Cursor
from danvan_tui.capture.denunciation import before_one
from danvan_tui.capture.people import could_be_name, is_name, year_in
from danvan_tui.capture.places import is_village, known_place, name_of_place
from danvan_tui.capture.who import LONGEST_SAID, Who, chosen

_END = re.compile(r":|\.(?=\s|$)")
_MOST_WORDS = 5  # in the name of a village


def read_written(cursor: Cursor, context: Context) -> Who | None:
    """The person whose name and village begin the line, up to a colon or a full stop."""
    if cursor.at or cursor.is_quoted() or not cursor.text[:1].isupper():
        return None
    head = cursor.text[:LONGEST_SAID]
    end = _END.search(head)
    said = before_one(head[: end.start()] if end else head, context)
    is_cut = len(said) < (end.start() if end else len(head))
    if not (end or is_cut):
        return None
    who = written_name(said, context)
    if who is not None:
        cursor.take(len(said) + (not is_cut))
    return who


def written_name(said: str, context: Context) -> Who | None:
    """The person of this name and village; None where the words may be anything else.

    The whole name of somebody listed needs no village.
    """
    name, *about = (part.strip() for part in said.split(","))
    if len(name.split()) < 2 or not is_name(name) or not could_be_name(name):
        return None
    if not all(year_in(detail) or _is_village(detail, context) for detail in about):
        return None
    found = context.people.named(name, about)
    if found:
        return chosen(found)
    if not any(map(_is_no_year, about)) or context.spoken.names_field(name):
        return None
    return Who(name=name, village=", ".join(about))


def _is_no_year(detail: str) -> bool:
    return year_in(detail) is None


def _is_village(detail: str, context: Context) -> bool:
    """Whether it is a village of the session, or written as a place is: Khu Hà Thượng, Tổ 5."""
    if known_place(detail, context.villages):
        return True
    name = name_of_place(detail)
    return (
        is_village(detail)
        and len(name) <= _MOST_WORDS
        and all(word[0].isupper() or word.isdigit() or word == "số" for word in name)
    )

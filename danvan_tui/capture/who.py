"""Who is meant behind the sign @: ``@tam``, ``@12``, ``@Đỗ Thị Ánh, Thôn Xuân Trạch:``."""

import re
from typing import NamedTuple

from danvan_tui.capture.context import Context
from danvan_tui.capture.cursor import Cursor
from danvan_tui.capture.denunciation import before_one
from danvan_tui.capture.people import LONGEST_NAME, could_be_name, is_name
from danvan_tui.capture.places import kind_of_place, known_place, same_words, words_of
from danvan_tui.language import _
from danvan_tui.model.records import Attendee

NUMBER = re.compile("[0-9]{1,6}")
LONGEST_SAID = 120  # characters of a name, the village with it
_SHOWN = 3
_SIGNS = ":,;."


class Who(NamedTuple):
    """One person, listed or only named; or the reason why it is not clear who."""

    attendee: Attendee | None = None
    name: str = ""
    village: str = ""
    problem: str = ""
    several: bool = False


def number_in(word: str) -> int | None:
    """The number that a word is."""
    return int(word) if NUMBER.fullmatch(word) else None


def read_at_sign(cursor: Cursor, context: Context) -> Who | None:
    """The person behind the sign @, if one comes next."""
    word = cursor.word()
    if not word.startswith("@"):
        return None
    said, at_colon = _up_to_end_of_name(cursor, context)
    who = _whole_name(said, context) if said else None
    if who:
        cursor.take(1 + len(said))
        if cursor.rest().startswith(":"):
            cursor.take(1)
        return who
    words, who = _longest_run(cursor, context)
    for word in words:
        cursor.take(len(word))
    run = " ".join(words)[1:].rstrip(_SIGNS)
    listed = who.attendee or who.several
    ends = " ".join(said.split()).rstrip(_SIGNS) == run or is_code(cursor.word(), context)
    if at_colon and listed and not ends:
        return Who(problem=_one_word_or_name())
    return who


def is_code(word: str, context: Context) -> bool:
    """Whether the word is a code that may stand behind a name."""
    lists = context.catalogues
    return any(word in known.by_code for known in (lists.kinds, lists.fields, lists.outcomes))


def _longest_run(cursor: Cursor, context: Context) -> tuple[list[str], Who]:
    """The words from the sign @ on that name somebody listed, and who that is."""
    text = before_one(cursor.rest()[: 1 + LONGEST_SAID], context)
    words = _before_code(text.split(maxsplit=LONGEST_NAME)[:LONGEST_NAME], context)
    said = [word.rstrip(_SIGNS) for word in (words[0][1:], *words[1:])]
    count, found = context.people.opening(said)
    if count > 1:
        return words[:count], chosen(found)
    return [cursor.word()], find_part(cursor.word()[1:].rstrip(_SIGNS), context)


def _before_code(words: list[str], context: Context) -> list[str]:
    """The words up to the first that ends in a sign, or before a code or a quotation."""
    for at, word in enumerate(words):
        if at and (word[0] in '"“' or is_code(word, context)):
            return words[:at]
        if word[-1] in _SIGNS:
            return words[: at + 1]
    return words


def find_part(part: str, context: Context) -> Who:
    """The one person with this number, or with this part of a name."""
    number = number_in(part)
    found = context.people.called(part) if number is None else context.people.numbered(number)
    return chosen(found) if found else Who(problem=_nobody())


def chosen(found: tuple[Attendee, ...]) -> Who:
    """The only one of the people found; where there are more, all of them are listed."""
    if len(found) == 1:
        return Who(attendee=found[0])
    return Who(problem=which_one(found), several=True)


def which_one(found: tuple[Attendee, ...]) -> str:
    """The question which of several people is meant."""
    shown = "; ".join(described(attendee) for attendee in found[:_SHOWN])
    more = "; …" if len(found) > _SHOWN else ""
    return _(
        "Several people fit: {people}. Nothing was recorded; please give the attendance number."
    ).format(people=shown + more)


def described(attendee: Attendee) -> str:
    """A person by number, name, village and year of birth, or position where no year is known."""
    own = str(attendee.birth_year) if attendee.birth_year else attendee.position
    details = ", ".join(filter(None, (attendee.name, attendee.village, own)))
    return f"{attendee.number} {details}"


def _up_to_end_of_name(cursor: Cursor, context: Context) -> tuple[str, bool]:
    """What may be a whole name because it ends at a colon or a denunciation; whether at a colon."""
    start = cursor.at + 1
    before, colon, _behind = cursor.text[start : start + LONGEST_SAID].partition(":")
    said = before_one(before, context)
    if not (colon or said != before) or '"' in said or "“" in said:
        return "", False
    return said, bool(colon)


def _whole_name(said: str, context: Context) -> Who | None:
    """The person of this name and village; None where the words are no name.

    A name that is not on the list must have its capitals or a village, so that the beginning of a
    sentence is never taken for one.
    """
    name, *about = (part.strip() for part in said.split(","))
    about = [detail for detail in about if detail]
    found = context.people.named(name, about)
    if found:
        return chosen(found)
    if not is_name(name) and not any(_is_village(detail, context) for detail in about):
        return None
    if any(is_code(word, context) for word in name.split()[1:]):
        return None
    if not about and _is_end_of_listed(name, context):
        return None
    if not could_be_name(name):
        return Who(problem=no_possible_name())
    return Who(name=name, village=", ".join(about))


def _is_end_of_listed(name: str, context: Context) -> bool:
    """Whether a name without village is one word of a listed name, or how a listed name ends."""
    words = name.split()
    if len(words) == 1:
        return bool(context.people.called(name))
    count, found = context.people.opening(words)
    return count == len(words) and any(
        same_words(name, " ".join(attendee.name.split()[-count:])) for attendee in found
    )


def _is_village(words: str, context: Context) -> bool:
    return bool(kind_of_place(words_of(words)) or known_place(words, context.villages))


def _nobody() -> str:
    return _(
        "Nobody on the list is called that. Nothing was recorded; please write the whole name "
        "with capitals and a colon, as in “@Đỗ Thị Ánh, Thôn Xuân Trạch: …”."
    )


def no_possible_name() -> str:
    """What to say of words that cannot be a new name."""
    return _(
        "A name has at most eight words, no figure and no sign @. Nothing was recorded; please "
        "write the name alone, then a comma and the village."
    )


def _one_word_or_name() -> str:
    return _(
        "It is not clear where the name ends. Nothing was recorded; please write a new name with "
        "capitals before the colon, or put what was said in double quotes."
    )

"""Reading who came and who left: numbers, a new person, or a count of heads."""

import re
from dataclasses import replace

from danvan_tui.capture.context import Context
from danvan_tui.capture.people import could_be_name, is_name, year_in
from danvan_tui.capture.places import has_digit, is_village, known_place, same_place, same_words
from danvan_tui.capture.reading import HeadCount, Newcomer, Reading, What
from danvan_tui.capture.who import chosen, described, find_part, no_possible_name, number_in
from danvan_tui.language import _
from danvan_tui.ledger.guard import SHORT_LIMIT
from danvan_tui.model.records import Attendee, Presence

_COUNT = re.compile(r"([1-9][0-9]{0,4})\s+(?=\S*[^\W\d])")
_GROUP_FIRST = re.compile(r"([^\W\d][^\d,]*?)\s+([1-9][0-9]{0,4})(?:\s+(\D.*))?")
_SEPARATORS = re.compile(r"[\s,;]+")
_RANGE = re.compile(r"([0-9]{1,6})[-–]([0-9]{1,6})")
_AROUND_DASH = re.compile(r"(?<=[0-9])\s+([-–])\s+(?=[0-9])")
_PHONE = re.compile(r"[+0][0-9 .]{7,14}")
_MOST_WORDS = 30  # in a group and its village
_LONGEST_RANGE = 200  # numbers; more were a slip
_PEOPLE_WORDS = ("người", "đại biểu")


def read_arrival(line: str, context: Context) -> Reading:
    """Numbers or names of those who came, a count of heads, or a person not on the list."""
    text = line[1:].strip(" ,;")
    words = _words(text)
    if all(_points_at_person(word) for word in words):
        return _pointed_at(words, context, arriving=True)
    counted = _COUNT.match(text)
    if counted and "," not in text:
        return _counted(int(counted[1]), text[counted.end() :].split(), context)
    told = _GROUP_FIRST.fullmatch(text)
    if told and _group(told[1], context):
        return _counted(int(told[2]), [*told[1].split(), *(told[3] or "").split()], context)
    if words[0][:1].isdigit() or words[0].startswith("@"):
        return Reading(what=What.ATTENDANCE, content=line[1:].strip(), problem=_mixed())
    return _part_of_name(text, context, arriving=True) or _newcomer(line[1:], context)


def read_departure(line: str, context: Context) -> Reading:
    """Numbers or names of those who left."""
    text = line[1:].strip(" ,;")
    words = _words(text)
    if all(_points_at_person(word) for word in words):
        return _pointed_at(words, context, arriving=False)
    left = _part_of_name(text, context, arriving=False)
    return left or Reading(what=What.ATTENDANCE, content=text, problem=_only_numbers())


def _words(text: str) -> list[str]:
    """What stands between spaces and commas; "15 - 30" is one word."""
    return _SEPARATORS.split(_AROUND_DASH.sub(r"\1", text))


def _part_of_name(text: str, context: Context, *, arriving: bool) -> Reading | None:
    """The one listed person whom words without a comma fit: tám, vvt, thị mùi.

    Several words that begin with capitals are a whole name: that of somebody listed, unless he
    is here already; then it may be somebody new, of whom more needs to be said.
    """
    words = text.split()
    if "," in text:
        return None
    if len(words) > 1 and is_name(text):
        found = context.people.named(text)
        if len(found) == 1 and arriving and found[0].presence is Presence.PRESENT:
            return None
    elif len(words) == 1:
        found = context.people.called(text)
    else:
        count, fitting = context.people.opening(words)
        found = fitting if count == len(words) else ()
    if not found:
        return None
    who = chosen(found)
    ids = (who.attendee.id,) if who.attendee else ()
    reading = Reading(what=What.ATTENDANCE, problem=who.problem)
    return replace(reading, arriving=ids) if arriving else replace(reading, leaving=ids)


def _points_at_person(word: str) -> bool:
    is_number = number_in(word) is not None or bool(_RANGE.fullmatch(word))
    return is_number or (word.startswith("@") and len(word) > 1)


def _pointed_at(words: list[str], context: Context, *, arriving: bool) -> Reading:
    found: dict[str, None] = {}
    parts, problem = _one_by_one(words, context)
    reading = Reading(what=What.ATTENDANCE, problem=problem)
    for part in parts:
        who = find_part(part, context)
        if who.attendee is None:
            nobody = number_in(part) is not None and not who.several
            problem = _no_number(part) if nobody else who.problem
            reading = replace(reading, problem=reading.problem or problem)
        else:
            found[who.attendee.id] = None
    ids = tuple(found)
    return replace(reading, arriving=ids) if arriving else replace(reading, leaving=ids)


def _one_by_one(words: list[str], context: Context) -> tuple[list[str], str]:
    """The words with the listed numbers of a range in its place; a problem with a range, if any."""
    parts: list[str] = []
    problem = ""
    for word in words:
        ends = _RANGE.fullmatch(word)
        if ends is None:
            parts.append(word.removeprefix("@"))
            continue
        first, last = int(ends[1]), int(ends[2])
        if not 0 <= last - first < _LONGEST_RANGE:
            problem = problem or _no_range(word)
            continue
        within = [n for n in range(first, last + 1) if context.people.numbered(n)]
        parts += map(str, within)
        problem = problem or ("" if within else _no_number(word))
    return list(dict.fromkeys(parts)), problem


def _counted(count: int, words: list[str], context: Context) -> Reading:
    """A count of a group of a village; the same counted again replaces the count before."""
    reading = Reading(what=What.ATTENDANCE, content=f"{count} {' '.join(words)}")
    if any("+" in word for word in words):
        return replace(reading, problem=_mixed())
    parted = _parted(words, context)
    if parted is None:
        return replace(reading, problem=_which_village())
    said, village = parted
    group = _group(said, context)
    if group is None and has_digit(said):
        return replace(reading, problem=_mixed())
    doubts = []
    if group is None:
        group = said
        doubts.append(_("{words}: not a known group").format(words=said))
    if village and village not in context.villages:
        doubts.append(_("{village}: not a village of this session").format(village=village))
    earlier = _counted_before(group, village, context)
    counted = HeadCount(count, group, village, earlier)
    return replace(reading, content="", head_count=counted, doubts=tuple(doubts))


def _parted(words: list[str], context: Context) -> tuple[str, str] | None:
    """The words for the group and the village behind them; a known group decides where to part."""
    if len(words) > _MOST_WORDS:
        return None
    unknown: tuple[str, str] | None = None
    for start in range(len(words), -1, -1):
        group, place = " ".join(words[:start]), " ".join(words[start:])
        village = known_place(place, context.villages)
        if place and not (village or is_village(place)):
            continue
        if _group(group, context) is not None:
            return group, village or place
        if place:
            unknown = group, village or place
    return unknown


def _group(said: str, context: Context) -> str | None:
    """The id of the group that was said, empty where none was; None for unknown words."""
    if not said or any(same_words(said, people) for people in _PEOPLE_WORDS):
        return ""
    for name, group in context.catalogues.groups.by_name.items():
        if same_words(said, name):
            return group.id
    return None


def _counted_before(group: str, village: str, context: Context) -> str:
    for attendee in context.people.attendance:
        same_village = attendee.village == village or same_place(village, attendee.village)
        if attendee.count is not None and attendee.group == group and same_village:
            return attendee.id
    return ""


def _newcomer(text: str, context: Context) -> Reading:
    name, *details = (part.strip() for part in text.split(","))
    if not name or len(text) > SHORT_LIMIT:
        return Reading(what=What.ATTENDANCE, problem=_no_name() if name else _only_numbers())
    if not could_be_name(name):
        return Reading(what=What.ATTENDANCE, content=text.strip(), problem=no_possible_name())
    newcomer = _described(Newcomer(name), details, context)
    reading = Reading(what=What.ATTENDANCE, newcomer=newcomer)
    if not is_name(name) and not known_place(newcomer.village, context.villages):
        return replace(reading, problem=_no_name())
    same = [known for known in context.people.named(name) if _may_be(newcomer, known)]
    if same:
        return replace(reading, problem=_already_listed(same[0]))
    return reading


def _described(newcomer: Newcomer, details: list[str], context: Context) -> Newcomer:
    """The newcomer with year of birth, telephone and role where told; the rest is the village."""
    places = []
    for detail in filter(None, details):
        role = next(
            (
                role.id
                for name, role in context.catalogues.roles.by_name.items()
                if same_words(detail, name)
            ),
            "",
        )
        if year_in(detail) and newcomer.birth_year is None:
            newcomer = newcomer._replace(birth_year=year_in(detail))
        elif _PHONE.fullmatch(detail) and not newcomer.phone:
            newcomer = newcomer._replace(phone=detail)
        elif role and not newcomer.role:
            newcomer = newcomer._replace(role=role)
        else:
            places.append(detail)
    village = ", ".join(places)
    return newcomer._replace(village=known_place(village, context.villages) or village)


def _may_be(newcomer: Newcomer, known: Attendee) -> bool:
    """Whether the newcomer may be somebody on the list: nothing told of them tells them apart."""
    if newcomer.birth_year and newcomer.birth_year != known.birth_year:
        return False
    if not newcomer.village or not known.village:
        return True
    return same_place(newcomer.village, known.village)


def _already_listed(known: Attendee) -> str:
    return _(
        "On the list already: {person}. Nothing was recorded; please type “+ {number}”, or add the "
        "year of birth if this is somebody else."
    ).format(person=described(known), number=known.number)


def _no_number(number: str) -> str:
    return _(
        "Nobody on the list has number {number}. Nothing was recorded; please check the number."
    ).format(number=number)


def _no_range(said: str) -> str:
    return _(
        "“{range}” goes backwards or has more than {most} numbers. Nothing was recorded; please "
        "write the smaller number first, as in “= 15-30”."
    ).format(range=said, most=_LONGEST_RANGE)


def _only_numbers() -> str:
    return _(
        "Please type attendance numbers here. Nothing was recorded; text that begins with this "
        "sign goes in double quotes."
    )


def _which_village() -> str:
    return _(
        "It is not clear which village was counted. Nothing was recorded; please write it as in "
        "“+ 25 Thôn Gò Vối”."
    )


def _no_name() -> str:
    return _(
        "Is this a name? Nothing was recorded; please write a new name with capitals, as in "
        "“+ Nguyễn Văn A, Thôn Gò Vối”. Other text goes in double quotes."
    )


def _mixed() -> str:
    return _(
        "Numbers and words are mixed. Nothing was recorded; please type numbers only, one count "
        "with its village, or one new name."
    )

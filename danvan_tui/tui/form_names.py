"""Who and which units are named in the fields of a form, understood as on the capture line."""

from collections.abc import Sequence

from danvan_tui.capture.context import Context
from danvan_tui.capture.people import could_be_name
from danvan_tui.capture.places import known_place
from danvan_tui.capture.units import known_units
from danvan_tui.capture.who import no_possible_name, number_in
from danvan_tui.language import _
from danvan_tui.model.records import Attendee, Value
from danvan_tui.tui.understood import Understood

_MOST_COMMAS = 4  # in the name of a unit


def speaker(_name: str, text: str, context: Context) -> Understood:
    """Who spoke: an attendance number, or a name with its village, on the list or not."""
    if not text:
        return Understood({"speaker": None, "speaker_name": None})
    number = number_in(text)
    name, *about = (part.strip() for part in text.split(","))
    about = [detail for detail in about if detail]
    found = context.people.named(name, about) if number is None else context.people.numbered(number)
    if len(found) > 1:
        return Understood({}, "", _which(found))
    if found:
        return _listed(found[0])
    if number is not None:
        return Understood({}, "", _("No participant has this number"))
    if not name or not could_be_name(name):
        return Understood({}, "", no_possible_name())
    return _unlisted(name, ", ".join(about), context)


def unit(name: str, text: str, context: Context) -> Understood:
    """The one unit that is responsible, by its code, its name, or as it was typed."""
    text = text.strip(" ,;")
    named = units_named(text, context) if ";" in text else known_units(text, context)
    if len(named) > 1:
        problem = _("One unit here, please; the others are supporting units: {units}")
        return Understood({}, "", problem.format(units="; ".join(named[1:])))
    return Understood({name: next(iter(named), text) or None}, _told(named or [text], context))


def units(name: str, text: str, context: Context) -> Understood:
    """Several units, each by its code, its name, or as it was typed."""
    named = units_named(text, context)
    return Understood({name: named or None}, _told(named, context))


def units_named(text: str, context: Context) -> list[str]:
    """The units between commas or semicolons; the name of a known one may have commas in it."""
    named: list[str] = []
    for part in text.split(";"):
        words = [piece.strip() for piece in part.split(",") if piece.strip()]
        while words:
            count, known = _first_known(words, context)
            named += known or words[:1]
            del words[:count]
    return list(dict.fromkeys(named))


def _first_known(words: Sequence[str], context: Context) -> tuple[int, tuple[str, ...]]:
    """How many parts between commas name a known unit, and which; one part where none does."""
    for count in range(min(len(words), 1 + _MOST_COMMAS), 0, -1):
        known = known_units(", ".join(words[:count]), context)
        if known:
            return count, known
    return 1, ()


def _told(named: Sequence[str], context: Context) -> str:
    unknown = [one for one in named if one and not known_units(one, context)]
    told = [" · ".join(one for one in named if one and one not in unknown)]
    if unknown:
        said = _("{units}: in no list, recorded as typed")
        told.append(said.format(units=" · ".join(unknown)))
    return " — ".join(filter(None, told))


def _listed(person: Attendee) -> Understood:
    hint = ", ".join(filter(None, [person.name, person.village]))
    return Understood({"speaker": person.id, "speaker_name": None}, hint)


def _unlisted(name: str, village: str, context: Context) -> Understood:
    village = known_place(village, context.villages) or village
    values: dict[str, Value] = {"speaker": None, "speaker_name": name}
    person = ", ".join(filter(None, [name, village]))
    hint = _("{person} (not on the list)").format(person=person)
    return Understood(values | ({"village": village} if village else {}), hint)


def _which(found: Sequence[Attendee]) -> str:
    problem = _("Several participants have this name; their numbers: {numbers}")
    return problem.format(numbers=", ".join(str(one.number) for one in found))

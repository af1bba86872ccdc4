"""Days, times and deadlines as they are read aloud, and texts in lines that can be read."""

from datetime import date

from danvan_tui.language import _
from danvan_tui.model.records import Commitment


def day_in_words(iso: str) -> str:
    """An ISO date with its parts named; anything else as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    # As papers write it: 05, but month 3; only January and February could be misread.
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return _("{day}/{month}/{year}").format(day=f"{day.day:02}", month=month, year=day.year)


def moment_in_words(time: str, iso: str) -> str:
    """A time (``HH:MM``) on a day; only one of them where the other is not known."""
    clock, day = _time_in_words(time), day_in_words(iso)
    if clock and day:
        return _("{time} on {day}").format(time=clock, day=day)
    return clock or day


def deadline_in_words(promise: Commitment) -> str:
    """By when: the day, and the words that were said where they say more than its numbers."""
    said = promise.due_text
    if promise.due:
        day = day_in_words(promise.due)
        if any(letter.isalpha() for letter in said):
            return _("{day} (said: “{words}”)").format(day=day, words=said)
        return day
    if said:
        return said
    if promise.due_unclear:
        return _("unclear, because {reason}").format(reason=promise.due_unclear)
    return _("not written down yet")


def lines(text: str) -> list[str]:
    """The lines of a text without the empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _time_in_words(time: str) -> str:
    hour, colon, minute = time.partition(":")
    if not (colon and hour.isdigit() and minute.isdigit()):
        return time
    if int(minute) == 0:
        return _("{hour}:00").format(hour=int(hour))
    return _("{hour}:{minute}").format(hour=int(hour), minute=minute)

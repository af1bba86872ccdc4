"""What the board should show, picked plainly from promises that were reckoned by hand."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache

from tests.evidence.by_hand import Told
from tests.evidence.report_by_hand import place

_TONES = "\u0300\u0301\u0303\u0309\u0323"
OWED = frozenset({"overdue", "due_soon", "in_progress", "no_deadline", "reported_done"})


class Promises:
    """All promises, picked one by one."""

    def __init__(self, told: Iterable[Told], today: date) -> None:
        self.all = list(told)
        self.urgency = {one.id: one.urgency(today) for one in self.all}
        self._texts = {one.id: _words(_text(one)) for one in self.all}
        self._words = {word for text in self._texts.values() for word in text.split()}

    def by(self, dimension: str, value: str) -> set[str]:
        """Those with this unit, village, field, session or chair."""
        return {one.id for one in self.all if value in values(one, dimension)}

    def groups(self, dimension: str) -> dict[str, set[str]]:
        """Those that belong together."""
        found: dict[str, set[str]] = {}
        for one in self.all:
            for value in self._keys(one, dimension):
                found.setdefault(value, set()).add(one.id)
        return found

    def _keys(self, told: Told, dimension: str) -> set[str]:
        if dimension == "urgency":
            return {self.urgency[told.id]}
        return {told.due[:7]} if dimension == "month" else values(told, dimension)

    def promised(self, since: str, until: str) -> set[str]:
        """Those of a period."""
        return {one.id for one in self.all if since <= one.session.record["date"] <= until}

    def owed(self) -> set[str]:
        """Those somebody has to do or to confirm."""
        return {one for one, urgency in self.urgency.items() if urgency in OWED}

    def counts(self, among: set[str]) -> Counter[str]:
        """How many there are of each urgency."""
        return Counter(self.urgency[one] for one in among)

    def saying(self, query: str) -> set[str]:
        """Those in which every piece of a query begins a word."""
        found = set(self._texts)
        for piece in query.split():
            found &= self._having(_words(piece))
        return found

    def _having(self, piece: str) -> set[str]:
        if " " in piece:  # a code with other signs in it
            return {one for one, text in self._texts.items() if f" {piece}" in f" {text}"}
        meant = {word for word in self._words if _begins(word, piece)}
        return {one for one, text in self._texts.items() if not meant.isdisjoint(text.split())}


def values(told: Told, dimension: str) -> set[str]:
    """What a promise has of a dimension; of villages several."""
    if dimension == "village":
        return {place(village) for village in told.villages} or {""}
    if dimension == "field":
        return {"" if told.secret else str(told.issue["field"])}
    record = told.session.record
    return {{"unit": told.unit, "session": record["code"], "chair": record["chair"]}[dimension]}


def _text(told: Told) -> str:
    content = "" if told.secret else str(told.promise["content"])
    issue = "" if told.secret else " ".join(str(told.issue["content"]).split())[:200]
    where = " ".join(told.villages)
    return f"{content} {issue} {told.unit} {where} {told.session.record['chair']} {told.name}"


def _words(text: str) -> str:
    letters = unicodedata.normalize("NFC", text).lower()
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def _begins(word: str, typed: str) -> bool:
    """Whether a word begins as typed: marks that are typed are there, others may be."""
    (letters, tone), (looked_for, wanted) = _spelled(word), _spelled(typed)
    if len(letters) < len(looked_for) or (wanted and tone != wanted):
        return False
    return all(
        base == known and (not shape or shape == has)
        for (base, shape), (known, has) in zip(looked_for, letters, strict=False)
    )


@cache
def _spelled(word: str) -> tuple[list[tuple[str, str]], str]:
    """The letters of a word, each with the mark of its own, and the tone of all of it."""
    letters: list[tuple[str, str]] = []
    tone = ""
    for char in unicodedata.normalize("NFD", word.replace("đ", "d\u0335")):
        if char in _TONES:
            tone = char
        elif unicodedata.combining(char):
            letters[-1] = (letters[-1][0], char)
        else:
            letters.append((char, ""))
    return letters, tone

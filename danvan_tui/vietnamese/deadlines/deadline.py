"""What comes of reading a deadline: the words, the date if there is one, and how sure it is."""

from datetime import date
from enum import Enum
from typing import NamedTuple


class Certainty(Enum):
    """How far the words carry: only ``exact`` and ``convention`` have a date."""

    exact = "exact"
    convention = "convention"  # a customary reading: show it and let the user confirm
    open = "open"  # understood, and names no day
    unclear = "unclear"  # not understood, or contradictory: better said than guessed


class Deadline(NamedTuple):
    """A deadline as said, with the day it means.

    ``how`` and ``hint`` are Vietnamese phrases for the person who typed the words.
    """

    said: str
    date: date | None
    how: str
    certainty: Certainty
    hint: str | None = None


class Found(NamedTuple):
    """A deadline inside a sentence: ``text[start:end]`` are its words."""

    start: int
    end: int
    deadline: Deadline

"""Whether typing works: what arrives is held against the sentence that was to be typed."""

from enum import StrEnum

from danvan_tui.vietnamese.fold import canonical, fold

SENTENCE = "Đề nghị xã sửa đường trước Tết"
"""All five tones, đ, ê, ư and ươ in thirty letters, and a word an input method rewrites often."""


class Verdict(StrEnum):
    """What is wrong with typing here, if anything."""

    UNFINISHED = "unfinished"
    WORKS = "works"
    NO_MARKS = "no_marks"
    GARBLED = "garbled"


def diagnose(typed: str, wanted: str) -> Verdict:
    """What the text typed so far shows; a word is judged once a space follows it.

    Case, spaces around words, marks sent on their own and the placement of the tone do not matter.
    """
    said, meant = _words(typed), _words(wanted)
    if said == meant:
        return Verdict.WORKS
    judged = said if _is_last_done(typed, said, meant) else said[:-1]
    if len(said) <= len(meant) and judged == meant[: len(judged)]:
        return Verdict.UNFINISHED
    arrived = "".join(judged)
    return Verdict.NO_MARKS if arrived and arrived.isascii() else Verdict.GARBLED


def _is_last_done(typed: str, said: list[str], meant: list[str]) -> bool:
    """Whether the last word is finished, or can no longer become the last one wanted."""
    if typed[-1:].isspace() or not said:
        return True
    marked = not said[-1].isascii()
    return marked and len(said) == len(meant) and not fold(meant[-1]).startswith(fold(said[-1]))


def _words(text: str) -> list[str]:
    return canonical(text).lower().split()

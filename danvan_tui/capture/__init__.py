"""The capture line: what one typed line means, and the operations it becomes."""

from danvan_tui.capture.context import Context
from danvan_tui.capture.grammar import read_line
from danvan_tui.capture.help import grammar_help
from danvan_tui.capture.reading import Chip, HeadCount, Newcomer, Reading, What
from danvan_tui.capture.recording import Recorded, acknowledgement, edits_for, record_line

__all__ = [
    "Chip",
    "Context",
    "HeadCount",
    "Newcomer",
    "Reading",
    "Recorded",
    "What",
    "acknowledgement",
    "edits_for",
    "grammar_help",
    "read_line",
    "record_line",
]

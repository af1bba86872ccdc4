"""The capture line: what one typed line means, and the operations it becomes."""

from danvan_tui.capture.completion import Completion, complete
from danvan_tui.capture.context import Context
from danvan_tui.capture.grammar import read_line
from danvan_tui.capture.help import grammar_help
from danvan_tui.capture.protecting import protect
from danvan_tui.capture.reading import Chip, HeadCount, Newcomer, Reading, What
from danvan_tui.capture.recording import Recorded, acknowledgement, edits_for, record_line
from danvan_tui.capture.unparse import unparse

__all__ = [
    "Chip",
    "Completion",
    "Context",
    "HeadCount",
    "Newcomer",
    "Reading",
    "Recorded",
    "What",
    "acknowledgement",
    "complete",
    "edits_for",
    "grammar_help",
    "protect",
    "read_line",
    "record_line",
    "unparse",
]

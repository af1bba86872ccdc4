"""What came of reading the text in one field of a form."""

from dataclasses import dataclass

from danvan_tui.model.records import Value


@dataclass(frozen=True)
class Understood:
    """What a field's text means: values to record, a word on it, or what is wrong with it."""

    values: dict[str, Value]
    hint: str = ""
    problem: str = ""

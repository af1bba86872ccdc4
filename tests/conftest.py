"""What all tests share: messages in English, the language they stand in in the code."""

from collections.abc import Iterator

import pytest

from danvan_tui import language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English in this test, whatever another one chose."""
    before = language.chosen()
    language.choose("en")
    yield
    language.choose(before)

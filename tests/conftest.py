"""What all tests share: messages in English, the language they stand in in the code."""

from collections.abc import Iterator

import pytest

from danvan_tui import language

_LONG = 80  # letters of a name of a test that anybody reads


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English in this test, whatever another one chose."""
    before = language.chosen()
    language.choose("en")
    yield
    language.choose(before)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a case by so many bytes, or by its first letters: a packed file differs every time."""
    if isinstance(val, bytes):
        return f"{len(val)} bytes"
    if isinstance(val, str) and len(val) > _LONG:
        return f"{val[:_LONG]}..."
    return None

"""Promise: who only says the same has the words of the other, where the law allows it."""

import pytest

from danvan_tui.model.records import Issue
from danvan_tui.model.repeating import words_of


def _issue(record: str, content: str = "", same_as: str = "", *, protected: bool = False) -> Issue:
    return Issue(id=record, content=content, same_as=same_as, protected=protected)


_KNOWN = {
    one.id: one
    for one in (
        _issue("road", "đường"),
        _issue("same", same_as="road"),
        _issue("chained", same_as="same"),
        _issue("own", "cầu", same_as="road"),
        _issue("secret", "nhận tiền", protected=True),
        _issue("tied", same_as="secret"),
        _issue("circle", same_as="back"),
        _issue("back", same_as="circle"),
        _issue("lost", same_as="elsewhere"),
        _issue("empty"),
    )
}


@pytest.mark.parametrize(
    ("issue", "words"),
    [
        ("road", "đường"),
        ("same", "đường"),
        ("chained", "đường"),
        ("own", "cầu"),
        *((one, "") for one in ("secret", "tied", "circle", "lost", "empty")),
    ],
)
def test_words_are_its_own_or_those_of_the_first_that_has_some(issue: str, words: str) -> None:
    assert words_of(_KNOWN[issue], _KNOWN) == words

"""The index finds exactly what a plain scan with ``matches`` finds, whatever came and went."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_tui.archive.index import Index
from danvan_tui.archive.postings import merged
from danvan_tui.vietnamese.search import matches, search_key, words_of

SPELLINGS = (
    "đường dương Đường đương dưỡng duong thôn Thôn thon Văn vân văn Xá xã xa Hòa hoà hóa họa "
    "Lê lệ Thị thị đ d a ấn 12 120 2026 nước Nước nuôc ngập ngâp ngõ ngo t th thủy thuỷ"
)
WORDS = SPELLINGS.split()
words = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
texts = st.one_of(words, words, st.text(max_size=30))
documents = st.lists(texts, min_size=1, max_size=3)
queries = st.one_of(
    words,
    st.lists(st.sampled_from(WORDS).map(lambda word: word[:2]), max_size=4).map(" ".join),
    st.text("lthvxđdn", min_size=2, max_size=3),
    st.text(max_size=12),
)
Steps = list[tuple[list[str], int | None]]
steps: st.SearchStrategy[Steps] = st.lists(
    st.tuples(documents, st.none() | st.integers(0, 20)), max_size=12
)


def scan(held: dict[int, list[str]], query: str) -> list[int]:
    return [
        number
        for number in sorted(held, reverse=True)
        if any(matches(query, search_key(text)) for text in held[number])
    ]


def newest_first(held: Iterable[int]) -> list[range]:
    return merged(range(one, one + 1) for one in sorted(held, reverse=True))


def add(index: Index, *texts: str) -> int:
    return index.add([words_of(text) for text in texts])


def built(done: Steps) -> tuple[Index, dict[int, list[str]]]:
    """An index after some additions, each with an earlier document taken out or not."""
    index, held = Index(), {}
    for texts, goes in done:
        held[add(index, *texts)] = texts
        if goes in held:
            del held[goes]
            index.remove(goes)
    return index, held


@settings(deadline=None, max_examples=400)
@given(steps, st.lists(queries, min_size=1, max_size=4))
def test_the_index_finds_what_a_scan_finds(done: Steps, asked: list[str]) -> None:
    index, held = built(done)
    order = newest_first(held)
    for query in asked:
        search = index.search(query, order, limit=1000)
        search.finish()
        assert search.hits == scan(held, query), query
        assert search.count == len(search.hits)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(words, min_size=1, max_size=2), min_size=1, max_size=12), queries)
def test_it_finds_the_same_among_many(few: list[list[str]], query: str) -> None:
    """So many that words are kept as bits, and patterns take the place of loops."""
    index = Index()
    held = {add(index, *texts): texts for texts in few * (1300 // len(few))}
    search = index.search(query, newest_first(held), limit=2000)
    search.finish()
    found = {number for number, texts in enumerate(few) if _is_hit(texts, query)}
    assert search.hits == [n for n in sorted(held, reverse=True) if n % len(few) in found]


def _is_hit(texts: list[str], query: str) -> bool:
    return any(matches(query, search_key(text)) for text in texts)


@pytest.mark.parametrize("many", [1, 900])
@pytest.mark.parametrize(
    ("texts", "query", "found"),
    [
        (["Lê Thị Hòa"], "lth", True),
        (["Đinh Văn Hải"], "đv", True),
        (["Đinh Văn Hải"], "dvh", True),
        (["Dương Văn Hải"], "đvh", False),
        (["Lê Thị Hòa"], "lt ho", False),
        (["đường hỏng", "thôn xa lắm"], "thôn xa", True),
        (["đường hỏng", "thôn xa lắm"], "duong thon", False),
        (["hỏng đường", "đường thôn hỏng"], "duong hong", True),
        (["hỏng đường", "", "đường thôn"], "duong hong", False),
        (["中文 字 đường"], "字 đ", True),
    ],
)
def test_initials_and_several_texts(texts: list[str], query: str, found: bool, many: int) -> None:
    index = Index()
    for _copy in range(many):
        add(index, *texts)
    search = index.search(query, [range(many)], limit=many)
    search.finish()
    assert search.count == (many if found else 0)


def test_a_search_goes_on_in_slices_and_gives_the_newest_first() -> None:
    index = Index()
    for number in range(3000):
        add(index, f"Thôn {number} đường hỏng" if number % 3 else f"Thôn {number} hỏng đường")
    search = index.search("duong hong", newest_first(range(3000)), limit=5)
    search.go_on(99)
    assert (search.count, search.complete) == (66, False)
    assert search.hits == [2999, 2998, 2996, 2995, 2993]
    search.finish()
    assert (search.count, search.complete) == (2000, True)
    assert search.hits == [2999, 2998, 2996, 2995, 2993]


def test_words_of_two_texts_are_no_words_of_one() -> None:
    index = Index()
    document = add(index, "đường thôn", "hỏng")
    for query, found in (("thon", [document]), ("hong", [document]), ("thon hong", [])):
        search = index.search(query, [range(1)])
        search.finish()
        assert search.hits == found


def test_where_a_syllable_stands() -> None:
    index = Index()
    for text in ("Đường thôn hỏng", "dương", "đường", "nước"):
        add(index, text, "Văn Xá")
    index.remove(2)
    assert index.standing("duong") == 0b0011
    assert index.standing("duo") == index.standing("đường") == 0
    assert index.standing("xa") == 0b1011

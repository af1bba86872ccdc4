"""The date of a document, which is no deadline: Quyết định số 12/QĐ-UBND ngày 05/12/2026."""

from typing import Final

from danvan_tui.vietnamese.deadlines.words import Words, digits, listed, touches, word_at

_BEFORE_DATE: Final = "ngày mùng mồng ký đề ban hành , vào"
_NAMES: Final = frozenset(
    {
        "quyết định", "công văn", "văn bản", "thông báo", "nghị quyết", "nghị định", "thông tư",
        "kế hoạch", "biên bản", "tờ trình", "hợp đồng", "chỉ thị", "kết luận", "hướng dẫn",
        "giấy mời", "báo cáo", "luật", "đơn",
    }
)  # fmt: skip
_LONGEST_ISSUER: Final = 6  # words of "của UBND xã Phú Mận"


def of_document(words: Words, at: int) -> bool:
    """Whether what stands at a place is the date of the document named right before it.

    A document without its number must be one that is referred to: "theo quyết định ngày …".
    """
    if word_at(words, at) != "ngày" and digits(words, at, 2) is None:
        return False
    end = at
    while end and listed(words, end - 1, _BEFORE_DATE):
        end -= 1
    for name_end in (end, _before_issuer(words, end)):
        start = _before_number(words, name_end)
        name = _name_before(words, start)
        referred = listed(words, name - 1, "theo cứ tại") if name else False
        if name is not None and (start < name_end or referred):
            return True
    return False


def _before_issuer(words: Words, end: int) -> int:
    found = (end - back for back in range(2, _LONGEST_ISSUER + 1))
    return next((at for at in found if word_at(words, at) == "của"), end)


def _before_number(words: Words, end: int) -> int:
    """The place before "số 12/QĐ-UBND"; the same where no number ends here."""
    start = end - 1
    while start > 0 and touches(words, start):
        start -= 1
    if digits(words, start) is None or start < 0:
        return end
    return start - listed(words, start - 1, "số")


def _name_before(words: Words, end: int) -> int | None:
    """Where the name of a document begins that ends here."""
    for length in (2, 1):
        start = end - length
        if start >= 0 and " ".join(word.text for word in words[start:end]) in _NAMES:
            return start
    return None

"""Promise: a line of an answer says on which opinion, how and by whom it was answered."""

import pytest

from danvan_tui.capture import Chip, Context, What, read_line


@pytest.mark.parametrize(
    ("line", "number", "outcome", "by", "content"),
    [
        ("> đã rõ", 2, "", "", "đã rõ"),
        (">đã rõ", 2, "", "", "đã rõ"),
        (">1 đã rõ", 1, "", "", "đã rõ"),
        (">1: đã rõ", 1, "", "", "đã rõ"),
        ("> 1 hộ đã rõ", 2, "", "", "1 hộ đã rõ"),
        ("> tr đã rõ", 2, "explained", "", "đã rõ"),
        (">1 tr @phong đã rõ", 1, "explained", "Nguyễn Hồng Phong", "đã rõ"),
        ("> 1: tr đã rõ", 2, "explained", "Nguyễn Hồng Phong", "đã rõ"),
        ("> @Trần Minh Đức: hd đã rõ", 2, "guided", "Trần Minh Đức", "đã rõ"),
        (
            "> @Lê Văn Xuân, Điện lực: đã rõ",
            2,
            "",
            "Lê Văn Xuân, Điện lực",
            "đã rõ",
        ),
        ("> @hồng phong tr đã rõ", 2, "explained", "Nguyễn Hồng Phong", "đã rõ"),
        ("> kn đã rõ", 2, "", "", "kn đã rõ"),
        ("> hd", 2, "guided", "", ""),
        ("> 999: đã rõ", 2, "", "", "999: đã rõ"),
        ("/đã rõ", 2, "", "", "đã rõ"),
        ("/ tr đã rõ", 2, "explained", "", "đã rõ"),
        ("/1 tr @phong đã rõ", 1, "explained", "Nguyễn Hồng Phong", "đã rõ"),
    ],
)
def test_answer(
    two_issues: Context, line: str, number: int, outcome: str, by: str, content: str
) -> None:
    reading = read_line(line, two_issues)
    assert reading.what is What.ANSWER
    assert reading.issue == two_issues.issues[number - 1].id
    assert (reading.issue_number, reading.outcome, reading.by) == (number, outcome, by)
    assert reading.content == content
    assert not reading.problem


def test_what_an_answer_misses_reads_as_one_phrase(two_issues: Context) -> None:
    assert Chip("", "no text yet", clear=False) in read_line("> hd", two_issues).chips
    assert Chip("", "no opinion yet", clear=False) in read_line(">9 rõ", two_issues).chips


def test_several_who_may_have_answered_are_named(two_issues: Context) -> None:
    problem = read_line("> @bách đã rõ", two_issues).problem
    assert all(name in problem for name in ("33 Quách Đức Bách", "64 Bạch Công Bách"))

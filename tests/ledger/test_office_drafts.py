"""Each window types into drafts of its own; what one left behind goes to the next."""

from pathlib import Path

from danvan_tui.ledger.office_drafts import OfficeDrafts, office_drafts

TYPED = {"where": "p", "line": "1 bà con đã thấy"}


def test_two_windows_type_into_files_of_their_own(tmp_path: Path) -> None:
    first, second = OfficeDrafts(tmp_path), OfficeDrafts(tmp_path)
    first.file("review").write(TYPED)
    assert second.file("review").read() == {}
    second.file("review").write({"where": "q", "line": "khác"})
    assert first.file("review").read() == TYPED
    assert [one.read()["where"] for one in office_drafts(tmp_path)] == ["p", "q"]
    first.let_go()
    second.let_go()


def test_what_windows_left_goes_to_those_that_come_next(tmp_path: Path) -> None:
    first, second = OfficeDrafts(tmp_path), OfficeDrafts(tmp_path)
    first.file("review")
    second.file("duty").write(TYPED)
    first.let_go()
    second.let_go()
    again = OfficeDrafts(tmp_path)
    assert again.file("duty").read() == TYPED
    other = OfficeDrafts(tmp_path)
    assert other.file("duty").read() == {}
    again.let_go()
    other.let_go()


def test_who_is_alone_types_into_the_first_again_and_again(tmp_path: Path) -> None:
    for line in ("một", "hai"):
        drafts = OfficeDrafts(tmp_path)
        drafts.file("review").write({"line": line})
        drafts.let_go()
    assert {path.name for path in tmp_path.glob("*.log")} == {"review.log"}

"""What was fetched over the network lies in the office only while somebody works with it."""

from pathlib import Path

from danvan_tui.office.office import Office
from danvan_tui.office.receiving.fetching import fetching_folder


def _left(office: Office) -> set[Path]:
    return set(office.folder.glob("fetched-*"))


def test_what_a_killed_program_fetched_is_gone_once_somebody_fetches_again(office: Office) -> None:
    for name in ("fetched-abc", "fetched-empty"):
        (office.folder / name).mkdir(parents=True)
    (office.folder / "fetched-abc" / "0").write_bytes("Bà Mùi tố cáo".encode())
    with fetching_folder(office) as folder:
        assert _left(office) == {folder}
    assert _left(office) == set()


def test_what_another_window_fetches_just_now_is_left_alone(office: Office) -> None:
    with fetching_folder(office) as first:
        (first / "0").write_bytes(b"x")
        with fetching_folder(office) as second:
            assert _left(office) == {first, second}
        assert (first / "0").read_bytes() == b"x"

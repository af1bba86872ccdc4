"""Promise: lists of people are offered where people put files, the newest first."""

import os
from pathlib import Path

from danvan_tui.exchange.roster.nearby import lists_in


def put(path: Path, when: int) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("Họ và tên\n", encoding="utf-8")
    os.utime(path, (when, when))
    return path


def test_lists_are_offered_the_newest_first(tmp_path: Path) -> None:
    old = put(tmp_path / "Downloads" / "danh sách.csv", 100)
    new = put(tmp_path / "Desktop" / "DANH SÁCH.XLSX", 300)
    put(tmp_path / "Desktop" / "~$DANH SÁCH.XLSX", 400)
    put(tmp_path / "Desktop" / "thông báo.docx", 500)
    (tmp_path / "Desktop" / "thư mục.csv").mkdir()
    places = [tmp_path / "Downloads", tmp_path / "Desktop", tmp_path / "không có"]
    assert lists_in(places) == [new, old]


def test_a_folder_full_of_lists_stays_short_enough_to_choose_from(tmp_path: Path) -> None:
    for number in range(40):
        put(tmp_path / "d" / f"{number}.csv", number)
    assert [path.name for path in lists_in([tmp_path / "d"])] == [
        f"{number}.csv" for number in range(39, 9, -1)
    ]

"""The one who denounces, all ways to write who it is, and a look for traces of it."""

import re

from danvan_tui.capture import Reading
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.model.records import Table

NAME, VILLAGE = "Trịnh Thị Mùi", "Thôn Hợp Lực"
BETRAYING = re.compile(r"tr[iị]nh|m[uù]i|h[oợ]p l[uự]c|1957", re.IGNORECASE)

SPEAKERS = [
    "1",
    "@1",
    "@mùi",
    "@mui",
    "@trinh",
    "@thị mùi",
    "@trinh thi mui",
    "@Thị Mùi:",
    "@ttm",
    f"@{NAME}:",
    f"@{NAME}, {VILLAGE}:",
    f"@{NAME}, 1957:",
    f"@{NAME}, Thôn Khác:",
    "@trinh thi mui, hop luc:",
    "@Trịnh Văn Mùi, Thôn Hợp Lực:",
    "@mùi:",
    f"{NAME}:",
    f"{NAME}, {VILLAGE}:",
    f"{NAME},{VILLAGE}:",
    f"{NAME}, {VILLAGE}.",
    f"{NAME}, 1957:",
    f"{NAME}, Thôn Khác:",
]
CODES = [
    *("TC", "Tc", "tC", "tc:", "TC:", "tc,", "tc.", "Tc;"),
    *("“tc”", '"tc"', "'tc'", "“TC”:", '"tc:"', "“tc.”", "‘tc’"),
]


def assert_silent(reading: Reading) -> None:
    """Nothing that is shown of a line says who spoke."""
    assert not BETRAYING.search(shown(reading))


def shown(reading: Reading) -> str:
    """All that is shown of a line that is being typed."""
    return " ".join([reading.problem, *(f"{chip.label} {chip.text}" for chip in reading.chips)])


def list_denouncer(notebook: Notebook, times: int = 1) -> None:
    """Put the denouncer on the list of those present, or several who are called the same."""
    for _ in range(times):
        notebook.record(
            [notebook.new(Table.ATTENDANCE, name=NAME, village=VILLAGE, birth_year=1957)]
        )

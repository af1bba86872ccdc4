"""Works out data/holidays.json anew: `python tests/samples/make_holidays.py`.

To be run, and looked at, whenever the library of holidays knows more: a test tells.
"""

import json
from pathlib import Path

from danvan_tui.vietnamese.workdays import days_off

YEARS = range(2020, 2046)
FILE = Path(__file__).parents[2] / "data" / "holidays.json"


def worked_out() -> dict[str, dict[str, str]]:
    """The days off of each year, in order, as they stand in the file."""
    return {
        str(year): {day.isoformat(): name for day, name in sorted(days_off(year).items())}
        for year in YEARS
    }


if __name__ == "__main__":
    text = json.dumps(worked_out(), ensure_ascii=False, indent=1) + "\n"
    FILE.write_text(text, encoding="utf-8", newline="\n")

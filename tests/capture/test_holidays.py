"""Promise: the days off that were worked out beforehand are those of the library."""

import json
import subprocess
import sys

import pytest

from danvan_tui.capture.holidays import public_holidays
from danvan_tui.vietnamese.workdays import days_off
from tests.samples.make_holidays import FILE, YEARS, worked_out


def test_the_file_says_what_the_library_knows_now() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == worked_out()


@pytest.mark.parametrize("year", [1999, YEARS[0], 2026, YEARS[-1], YEARS[-1] + 1])
def test_every_year_has_its_days_off(year: int) -> None:
    assert public_holidays(year) == days_off(year)


def test_reading_a_deadline_does_not_load_the_library() -> None:
    program = (
        "import sys\n"
        "from danvan_tui.capture.context import calendar_of\n"
        "from danvan_tui.model.catalogue import load_catalogues\n"
        "from danvan_tui.model.folders import shipped_data\n"
        "from datetime import date\n"
        "calendar = calendar_of(load_catalogues(shipped_data(), None))\n"
        "print(calendar.add_working_days(date(2026, 11, 20), 3), 'holidays' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().split() == ["2026-11-26", "False"]

"""The public holidays, without loading the library that knows those of all countries."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import msgspec

from danvan_tui.model.folders import MissingDataError, shipped_data
from danvan_tui.vietnamese.workdays import days_off

_FILE = "holidays.json"


def public_holidays(year: int) -> Mapping[date, str]:
    """The days off of a year by law, with their names.

    Those of the years around are worked out beforehand: the library takes 12 MB and a tenth of a
    second, which a key would wait for.
    """
    return _worked_out().get(year) or days_off(year)


@cache
def _worked_out() -> Mapping[int, Mapping[date, str]]:
    try:
        data = (shipped_data() / _FILE).read_bytes()
        return MappingProxyType(msgspec.json.decode(data, type=dict[int, dict[date, str]]))
    except (OSError, ValueError, MissingDataError):
        return {}  # the library knows them too

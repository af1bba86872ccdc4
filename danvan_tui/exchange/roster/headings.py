"""Finds the row of headings and what each column holds, with or without marks."""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from danvan_tui.exchange.roster.tables import Rows
from danvan_tui.vietnamese.clean import clean
from danvan_tui.vietnamese.fold import fold

_SEARCHED_ROWS = 60
_LONGEST = 80  # characters in a heading


class Column(Enum):
    """What a column holds; only these are taken over, a card number never is."""

    NAME = auto()
    FAMILY = auto()
    GIVEN = auto()
    ROLE = auto()
    POSITION = auto()
    VILLAGE = auto()
    UNIT = auto()
    ADDRESS = auto()
    BIRTH = auto()
    PHONE = auto()
    NOTE = auto()


_PLACE = r"(?:thon|ban|xom|khu|to|ap|buon|lang|khoi|pho)"
_PATTERNS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.FAMILY, r"ho|ho (?:va )?(?:ten |chu )?(?:dem|lot)|(?:ten|chu) (?:dem|lot)|dem"),
        (Column.GIVEN, r"ten"),
        (
            Column.NAME,
            r".*\bho(?: va| [&,/-]|)(?: chu)? ten\b.*|ten (?:nguoi|dai bieu|cong dan)\b.*",
        ),
        (Column.NAME, r"nguoi (?:tham )?du|dai bieu|(?:full )?name"),
        (
            Column.PHONE,
            r".*\b(?:dien thoai|s ?d ?t|so d ?t|di dong|phone|mobile|zalo)\b.*|d ?t|tel",
        ),
        (Column.BIRTH, r".*\b(?:nam sinh|ngay sinh|sinh nam|sinh ngay)\b.*|n ?s|nam ?/ ?sinh"),
        (Column.ROLE, r"vai tro\b.*|thanh phan\b.*|tu cach\b.*|role"),
        (Column.POSITION, r"chuc (?:vu|danh)\b.*|cong viec|position"),
        (Column.UNIT, r"(?:ten )?(?:don vi|co quan|noi cong tac|to chuc)\b.*"),
        (Column.VILLAGE, rf"(?:ten )?{_PLACE}(?: dan pho| dan cu| vuc)?(?: [,/-] .*| {_PLACE}.*)?"),
        (Column.VILLAGE, r"village"),
        (Column.ADDRESS, r"(?:dia chi|noi o|cho o|noi cu tru|thuong tru|ho khau)\b.*|address"),
        (Column.NOTE, r"ghi chu\b.*|note"),
    )
)


@dataclass
class Layout:
    """Where the headings stand and which columns hold what."""

    row: int
    columns: dict[Column, list[int]] = field(default_factory=dict)

    @property
    def has_names(self) -> bool:
        """Whether people's names can be read."""
        return Column.NAME in self.columns or Column.GIVEN in self.columns


def find_layout(rows: Rows) -> Layout | None:
    """The row that reads most like headings and has a column of names."""
    layouts = (_layout(number, row) for number, row in enumerate(rows[:_SEARCHED_ROWS]))
    found = [layout for layout in layouts if layout.has_names]
    if not found:
        return None
    best = max(found, key=lambda layout: (len(layout.columns), -layout.row))
    _add_years_by_sex(best, rows)
    return best


def seen_headings(rows: Rows) -> list[str]:
    """The cells of the fullest of the first rows: most likely the headings that were meant."""
    rows = [[clean(cell).strip() for cell in row] for row in rows[:_SEARCHED_ROWS]]
    fullest = max(rows, key=lambda row: sum(map(bool, row)), default=[])
    return [cell[:30] for cell in fullest if any(map(str.isalnum, cell))][:12]


def heading(cell: str) -> Column | None:
    """What a column with this heading holds."""
    if len(cell) > _LONGEST:
        return None
    words = " ".join(re.sub(r"[.:*()_\"']", " ", fold(clean(cell))).split())
    words = re.sub(r"\s*([,/&-])\s*", r" \1 ", words).strip()
    for column, pattern in _PATTERNS:
        if pattern.fullmatch(words):
            return column
    return None


def _layout(number: int, row: list[str]) -> Layout:
    layout = Layout(number)
    for place, cell in enumerate(row):
        column = heading(cell)
        if column is not None:
            layout.columns.setdefault(column, []).append(place)
    return layout


def _add_years_by_sex(layout: Layout, rows: Rows) -> None:
    """Lists often give the year of birth in two columns, "Nam" and "Nữ", under one heading."""
    if Column.BIRTH not in layout.columns or layout.row + 1 >= len(rows):
        return
    below = [fold(clean(cell)) for cell in rows[layout.row + 1]]
    first = layout.columns[Column.BIRTH][0]
    if below[first : first + 2] == ["nam", "nu"]:
        layout.columns[Column.BIRTH] = [first, first + 1]

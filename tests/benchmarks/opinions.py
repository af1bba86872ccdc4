"""Generated opinions, seeded: sentences of the samples taken apart and put together anew."""

import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta

from danvan_tui.archive.archive import Reading
from danvan_tui.archive.issues import Meeting, Prepared, Raised
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import IssueState
from danvan_tui.vietnamese.fold import fold

_FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Vũ Phan Trịnh Đặng Bùi Đỗ Hồ Ngô Dương Lý Cao Lò Sùng"
_MIDDLES = "Văn Thị Hữu Đình Quang Xuân Ngọc Minh Thanh Đức Công Bá Kim Thu Hồng"
_HEADS = "b c ch d đ g gi h k kh l m n ng nh p ph qu r s t th tr v x"
_TAILS = (
    "a á à ả ã ạ an án àn ang áng âm ấm ân ấn âu ấu ay áy e é en én eo ê ế ền ệt i í inh ính ít "
    "iêm iên iến iêu o ó ò on ón ong óng ô ố ổ ôi ối ông ống ơ ớ ơi ới u ú ù un ung úng uôn uống "
    "ư ứ ừ ưa ứa ương ướng ường ược"
)
_MADE_UP, _BARE, _MISTYPED = 0.08, 0.06, 0.02  # shares of the words


def readings(issues: int, sessions: int, seed: int = 1) -> Iterator[Reading]:
    """So many opinions in so many sessions, as the archive reads them: the newest first."""
    writer = _Writer(random.Random(seed))
    day = date(2026, 11, 22)
    for number in range(sessions):
        count = issues // sessions + (number < issues % sessions)
        held = day - timedelta(days=number // 4)
        code = f"DT-{held.year}-{sessions - number:03}"
        villages = tuple(writer.chance.sample(writer.villages, 2))
        meeting = Meeting(f"{code}-{number:06x}", code, held.isoformat(), villages)
        raised = [writer.raised(f"{number}.{one}", one, villages) for one in range(1, count + 1)]
        prepared = [Prepared(meeting, one) for one in raised]
        yield Reading(meeting.folder, 0, None, meeting, prepared)


class _Writer:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.syllables = [head + tail for head in _HEADS.split() for tail in _TAILS.split()]
        names = chance.sample(self.syllables, 160)
        self.villages = [
            f"Thôn {a.title()} {b.title()}"
            for a, b in zip(names[:80], reversed(names[80:]), strict=True)
        ]
        path = shipped_data() / "samples" / "issues.json"
        samples = json.loads(path.read_text(encoding="utf-8"))
        told = [one["content"] for one in samples]
        self.clauses = [
            clause.split() for text in told for clause in re.split(r"[.,;:?] ?", text) if clause
        ]
        self.fields = sorted({one["field"] for one in samples})

    def raised(self, issue: str, number: int, villages: tuple[str, ...]) -> Raised:
        chance = self.chance
        family, middle = chance.choice(_FAMILIES.split()), chance.choice(_MIDDLES.split())
        words = [
            self._word(word)
            for _clause in range(chance.randint(2, 4))
            for word in chance.choice(self.clauses)
        ]
        return Raised(
            issue=issue,
            number=number,
            speaker=f"{family} {middle} {chance.choice(self.syllables).title()}",
            village=chance.choice(villages),
            field=chance.choice(self.fields),
            content=" ".join(words),
            state=IssueState.NOTED,
        )

    def _word(self, word: str) -> str:
        chance = self.chance
        if word.isdecimal():
            return str(chance.randint(1, 2000))
        drawn = chance.random()
        if drawn < _MADE_UP:
            return chance.choice(self.syllables)
        if drawn < _MADE_UP + _BARE:
            return fold(word)
        if drawn < _MADE_UP + _BARE + _MISTYPED:
            place = chance.randrange(len(word))
            return word[:place] + chance.choice("aeiouhtng") + word[place:]
        return word

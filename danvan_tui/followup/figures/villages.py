"""The villages of all sessions, each under one name however it was spelled."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from danvan_tui.capture.places import kind_of_place, same_place, words_of
from danvan_tui.vietnamese.fold import fold


class Villages:
    """Spellings of villages put together; the fullest and most frequent one names them all."""

    def __init__(self, spellings: Iterable[str]) -> None:
        """``spellings``: as often as each was written."""
        self._names: dict[str, str] = {}
        known: Mapping[str, list[str]] = defaultdict(list)  # by what every spelling ends with
        for spelling in _best_first(Counter(spellings)):
            alike = known[fold(words_of(spelling)[-1])]
            name = next((one for one in alike if same_village(spelling, one)), spelling)
            self._names[spelling] = name
            if name == spelling:
                alike.append(name)

    @property
    def names(self) -> list[str]:
        """One name for each village."""
        return list(dict.fromkeys(self._names.values()))

    def name(self, spelling: str) -> str:
        """The name of a village that was spelled so."""
        return self._names.get(spelling, spelling)

    def names_of(self, spellings: Sequence[str]) -> list[str]:
        """The names of several villages, each once."""
        return list(dict.fromkeys(self.name(one) for one in spellings if words_of(one)))

    def called(self, typed: str) -> frozenset[str]:
        """Every spelling of the villages that are called so."""
        meant = {name for name in self.names if same_village(typed, name)}
        return frozenset(one for one, name in self._names.items() if name in meant)


def same_village(village: str, other: str) -> bool:
    """Whether both are one village, whichever of them was written without marks."""
    return same_place(village, other) or same_place(other, village)


def _best_first(written: Counter[str]) -> list[str]:
    """With its marks first, then with the word for its kind, then the most frequent."""

    def rank(spelling: str) -> tuple[bool, bool, int, str]:
        words = words_of(spelling)
        return spelling.isascii(), not kind_of_place(words), -written[spelling], spelling

    return sorted((one for one in written if words_of(one)), key=rank)

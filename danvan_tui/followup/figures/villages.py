"""The villages of all sessions, each under one name however it was spelled."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

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


class Places:
    """The villages of communes: those that are called alike in two communes are two."""

    def __init__(self, spellings: Iterable[tuple[str, str]]) -> None:
        """``spellings``: each with its commune, which is empty where there is but one."""
        theirs: dict[str, list[str]] = defaultdict(list)
        for commune, spelling in spellings:
            theirs[commune].append(spelling)
        self._villages = {commune: Villages(those) for commune, those in theirs.items()}

    def all(self) -> Iterator[tuple[str, str]]:
        """Every village: its commune and its name there."""
        for commune, known in self._villages.items():
            yield from ((commune, name) for name in known.names)

    def name(self, commune: str, spelling: str) -> str:
        """The one name of a village, with its commune where there are several."""
        known = self._villages.get(commune)
        return with_commune(known.name(spelling) if known else spelling, commune)

    def names_of(self, commune: str, spellings: Sequence[str]) -> list[str]:
        """The names of several villages, each once."""
        known = self._villages.get(commune)
        names = known.names_of(spellings) if known else spellings
        return [with_commune(name, commune) for name in names]

    def called(self, typed: str) -> Mapping[str, frozenset[str]]:
        """For each commune every spelling of its villages that are called so."""
        return {commune: known.called(typed) for commune, known in self._villages.items()}


def with_commune(name: str, commune: str) -> str:
    """A name that another commune may have too; the same where there is but one commune."""
    return ", ".join(filter(None, (name, commune))) if commune else name


def same_village(village: str, other: str) -> bool:
    """Whether both are one village, whichever of them was written without marks."""
    return same_place(village, other) or same_place(other, village)


def _best_first(written: Counter[str]) -> list[str]:
    """With its marks first, then with the word for its kind, then the most frequent."""

    def rank(spelling: str) -> tuple[bool, bool, int, str]:
        words = words_of(spelling)
        return spelling.isascii(), not kind_of_place(words), -written[spelling], spelling

    return sorted((one for one in written if words_of(one)), key=rank)

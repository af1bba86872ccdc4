"""Which key does what: the keys commands come with, and those a commune chose for them.

A screen binds ``bindings_for("session")``; the app gives Textual ``KeyPlan.keymap`` once, and the
plan says everywhere else which key it really is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from textual.binding import Binding

from danvan_tui.language import _
from danvan_tui.tui.commands import COMMANDS, Command
from danvan_tui.tui.widgets.bars import Key

Keys = tuple[str, ...]

_LETTERS: Final = "bfglnoprst"
# What is left of Ctrl and a letter: the others are Enter, Tab or Backspace to a terminal, are used
# by text fields, or leave the program.
_USABLE: Final = frozenset(
    [f"f{number}" for number in range(1, 25)] + [f"ctrl+{letter}" for letter in _LETTERS]
)
_BY_ID: Final = {command.id: command for command in COMMANDS}


def bindings_for(place: str = "") -> list[Binding]:
    """The bindings of a screen's own commands, or of those the app has everywhere."""
    own = [command for command in COMMANDS if place in (command.places or ("",))]
    return [
        Binding(
            ",".join(command.keys or (f"unbound+{command.id}",)),  # a place for a chosen key
            command.action,
            show=False,
            priority=command.priority,
            id=command.id,
        )
        for command in own
    ]


def name_of(key: str) -> str:
    """A key as it is written on the keyboard: "F9", "Ctrl+F"."""
    return {"escape": "Esc"}.get(key) or "+".join(part.capitalize() for part in key.split("+"))


def _names(keys: Keys) -> str:
    return ", ".join(map(name_of, keys))


@dataclass(frozen=True)
class KeyPlan:
    """The keys every command has, and what was wrong with those that were asked for."""

    keymap: Mapping[str, str] = field(default_factory=dict)
    """The commands with other keys than they come with, for ``App.set_keymap``."""
    problems: tuple[str, ...] = ()
    """Sentences for the person; where there is one, that command kept its keys."""

    @classmethod
    def of(cls, wanted: Mapping[str, str]) -> KeyPlan:
        """The plan with the keys of the settings file; what cannot be used is left as it was."""
        chosen: dict[str, Keys] = {}
        problems: list[str] = []
        for name, text in wanted.items():
            keys = tuple(filter(None, (part.strip().lower() for part in text.split(","))))
            problem = _unusable(name, text, keys)
            if problem:
                problems.append(problem)
            else:
                chosen[name] = tuple(dict.fromkeys(keys))
        problems += _settle(chosen)
        return cls({name: ",".join(keys) for name, keys in chosen.items()}, tuple(problems))

    def keys(self, command: str) -> Keys:
        """The keys of a command, the main one first; none where it is only in the palette."""
        chosen = self.keymap.get(command)
        return tuple(chosen.split(",")) if chosen else _BY_ID[command].keys

    def key_name(self, command: str) -> str:
        """The main key of a command as it is written on the keyboard, or nothing."""
        return _names(self.keys(command)[:1])

    def key_names(self, command: str) -> str:
        """All keys of a command as they are written on the keyboard."""
        return _names(self.keys(command))

    def bar_key(self, command: str, words: str = "") -> Key:
        """The entry of a command in the bar of keys, with its own or other short words."""
        known = _BY_ID[command]
        return Key(self.key_name(command), words or _(known.short), known.action)


def _unusable(name: str, text: str, keys: Keys) -> str:
    """Why this command cannot have these keys, or nothing."""
    command = _BY_ID.get(name)
    if command is None:
        return _(
            "settings.toml, [keys]: there is no command “{command}”. "
            "The help lists their names; this line was left out."
        ).format(command=_shown(name))
    if command.fixed:
        return _(
            "settings.toml, [keys]: “{command}” always has the key {keys}; this line was left out."
        ).format(command=name, keys=_names(command.keys))
    refused = [key for key in keys if key not in _USABLE and key not in command.keys]
    if refused or not keys:
        return _(
            "settings.toml, [keys]: “{key}” cannot be used for “{command}”, which keeps {keys}. "
            "Please use F1 to F24, or Ctrl with one of the letters {letters}."
        ).format(
            key=_shown(text),
            command=name,
            keys=_names(command.keys) or _("no key"),
            letters=" ".join(_LETTERS.upper()),
        )
    return ""


def _settle(chosen: dict[str, Keys]) -> Iterator[str]:
    """Take back chosen keys until no screen has two commands on one; says each time why."""
    while clash := _clash(chosen):
        key, winner, loser = clash
        del chosen[loser.id]
        yield _(
            "settings.toml, [keys]: {key} is the key of “{winner}” and cannot be that of “{loser}” "
            "too. “{loser}” keeps {keys}; please give one of them another key."
        ).format(
            key=name_of(key),
            winner=winner.id,
            loser=loser.id,
            keys=_names(loser.keys) or _("no key"),
        )


def _clash(chosen: Mapping[str, Keys]) -> tuple[str, Command, Command] | None:
    """A key two commands of one screen have; the second of them is the one chosen last."""
    order = {name: place for place, name in enumerate(chosen)}
    commands = sorted(COMMANDS, key=lambda command: order.get(command.id, -1))
    for first, second in combinations(commands, 2):
        if first.places and second.places and not set(first.places) & set(second.places):
            continue
        both = set(_keys_of(first, chosen)) & set(_keys_of(second, chosen))
        if both:
            return min(both), first, second
    return None


def _keys_of(command: Command, chosen: Mapping[str, Keys]) -> Keys:
    return chosen.get(command.id, command.keys)


def _shown(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())[:40]

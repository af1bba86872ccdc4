"""The published schema is what the code makes, accepts its files and refuses others."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from danvan_tui.exchange.document import Profile
from danvan_tui.exchange.export import build_export
from danvan_tui.exchange.schema import SCHEMA_FILE, schema_text
from danvan_tui.ledger.notebook import Notebook
from danvan_tui.ledger.operation import Edit
from danvan_tui.model.folders import shipped_data
from danvan_tui.model.records import Table
from tests.exchange.reviewing import followed_up

AT = "2026-11-22T12:00:00+07:00"


@pytest.fixture
def validator() -> Draft202012Validator:
    published = (shipped_data() / "schema" / SCHEMA_FILE).read_text(encoding="utf-8")
    loaded = json.loads(published)
    Draft202012Validator.check_schema(loaded)
    return Draft202012Validator(loaded)


_MAY_BE_MISSING = frozenset({"opening_review"})


def _exports(meeting: Notebook) -> Iterator[dict[str, Any]]:
    issue = meeting.new(Table.ISSUES, kind="denunciation", speaker_name="Lường Thị Xuyến")
    meeting.record([issue])
    meeting.record([Edit(Table.ISSUES, issue.record, {"village": None})])
    meeting.undo()
    followed_up(meeting)
    for profile in Profile:
        yield json.loads(build_export(meeting, profile, at=AT))


def test_the_published_schema_is_what_the_code_makes() -> None:
    published = (shipped_data() / "schema" / SCHEMA_FILE).read_text(encoding="utf-8")
    assert published == schema_text()


def test_every_profile_fits_the_schema(meeting: Notebook, validator: Draft202012Validator) -> None:
    for export in _exports(meeting):
        validator.validate(export)


def _mutations(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The tree once for each key left out or added at its top and one part deeper."""
    for key in tree:
        if key not in _MAY_BE_MISSING:
            yield {name: value for name, value in tree.items() if name != key}
        yield tree | {key: {"surprise": 1}}
    yield tree | {"surprise": 1}
    for key in ("session", "counts", "figures", "protected", "unattached"):
        if key in tree:
            yield tree | {key: tree[key] | {"surprise": 1}}
    for key in ("issues", "attendance", "operations", "opening_review"):
        if isinstance(tree.get(key), list):
            changed = copy.deepcopy(tree)
            changed[key][0]["surprise"] = 1
            yield changed
            yield tree | {key: [*tree[key], 7]}


@pytest.mark.parametrize("profile", Profile)
def test_a_file_written_before_there_were_reviews_fits_the_schema(
    profile: Profile, validator: Draft202012Validator
) -> None:
    path = Path(__file__).parent / "files" / f"before_reviews_{profile.value}.json"
    validator.validate(json.loads(path.read_text(encoding="utf-8")))


def test_the_schema_refuses_what_the_program_never_writes(
    meeting: Notebook, validator: Draft202012Validator
) -> None:
    for export in _exports(meeting):
        for mutation in _mutations(export):
            assert not validator.is_valid(mutation), mutation
        for key, wrong in {
            "version": 2,
            "format": "other",
            "profile": "secret",
            "sha256": "abc",
            "end": "",
        }.items():
            assert not validator.is_valid(export | {key: wrong}), key


def test_everything_in_the_schema_is_described(validator: Draft202012Validator) -> None:
    schema: Any = validator.schema
    assert schema["description"]
    for name, definition in schema["$defs"].items():
        assert definition.get("description"), name

"""Errors in a catalogue name the file, the line and the remedy, whatever stands in it."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from danvan_tui.model.catalogue import CatalogueError, load_catalogues
from danvan_tui.model.folders import shipped_data
from tests.model.conftest import CATALOGUES, NEW_FIELD, with_file

BEFORE = "# ghi chú\n" + NEW_FIELD + "\n"
ENTRY = '[[field]]\nid = "x"\nname = "X"\ncode = "kx"\n'
ERRORS = {
    "syntax": (BEFORE + "[[field]]\nid = \n", 8, "rules of a catalogue file", "compare the line"),
    "unfinished": (BEFORE + '[[field]]\nname = "X', 8, "rules", "compare the line"),
    "missing id": (BEFORE + '[[field]]\nname = "X"\n', 7, "lacks “id”", "add a line id"),
    "missing name": (BEFORE + '[[field]]\nid = "x"\n', 7, "lacks “name”", "add a line name"),
    "missing code": (BEFORE + '[[field]]\nid="x"\nname="X"', 7, "lacks “code”", "2 to 6"),
    "wrong type": (BEFORE + ENTRY + 'hidden = "yes"', 7, "“hidden”", "true or false"),
    "wrong list": (BEFORE + ENTRY + 'aliases = "Y"', 7, "“aliases”", "a list of texts"),
    "bad id": (BEFORE + ENTRY.replace('"x"', '"X y"'), 7, "“id”", "lower-case"),
    "empty name": (BEFORE + ENTRY.replace('"X"', '"  "'), 7, "“name”", "short text"),
    "unknown key": (BEFORE + ENTRY + 'colour = "red"', 7, "“colour” is not known", "only: id"),
    "unknown table": (BEFORE + "[[fields]]\n", 7, "“fields” is not known", "[[field]]"),
    "table": ("\n[field]\n", 2, "not a list", "[[field]]"),
    "double id": (BEFORE + NEW_FIELD, 7, "“tourism” stands twice", "keep one"),
    "double code": (BEFORE + ENTRY.replace("kx", "dt"), 7, "code “dt” is already", "another"),
    "code of a kind": (
        BEFORE + ENTRY.replace("kx", "kn"),
        7,
        "used by the entry “proposal”",
        "hide",
    ),
    "code of an outcome": (
        BEFORE + ENTRY.replace("kx", "ck"),
        7,
        "used by the entry “promised”",
        "hide",
    ),
    "double name": (BEFORE + ENTRY.replace('"X"', '"Y tế"'), 7, "name “Y tế” is", "another"),
    "long code": (BEFORE + ENTRY.replace("kx", "toolong"), 7, "“code”", "2 to 6"),
    "accents": (BEFORE + ENTRY.replace("kx", "đx"), 7, "“code”", "2 to 6"),
    "input method": (BEFORE + ENTRY.replace("kx", "ddk"), 7, "would change the code", "without w"),
    "inline": ('\n\nfield = [{id = "x"}]\n', 3, "lacks “name”", "add a line name"),
    "control": (BEFORE + ENTRY.replace('"X"', '"X\\u001b[2J"'), 7, "invisible", "type it anew"),
    "two lines": (BEFORE + ENTRY.replace('"X"', '"""X\nY"""'), 7, "invisible", "one line"),
    "direction mark": (BEFORE + ENTRY.replace('"X"', '"X\u202eY"'), 7, "invisible", "anew"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_an_error_names_file_line_and_remedy(own: Path, case: str) -> None:
    text, line, problem, remedy = ERRORS[case]
    with pytest.raises(CatalogueError) as caught:
        with_file(own, "fields", text)
    error = caught.value
    assert error.path == own / "catalogues" / "fields.toml"
    assert error.line == line
    assert problem in error.problem
    assert remedy in error.remedy
    message = str(error)
    assert f"{error.path}, line {line}: {error.problem}" in message
    assert "left as they are" in message
    assert message.isprintable()


def test_an_encoding_other_than_utf_8_is_named_with_its_line(own: Path) -> None:
    with pytest.raises(CatalogueError, match=r"fields\.toml, line 3: .*UTF-8") as caught:
        with_file(own, "fields", b'[[field]]\nid = "x"\nname = "\xd0\xe2t"\n')
    assert "save it with encoding UTF-8" in caught.value.remedy


def test_a_file_that_cannot_be_opened_is_named(own: Path) -> None:
    (own / "catalogues" / "fields.toml").mkdir()
    with pytest.raises(CatalogueError, match=r"fields\.toml, line 1: .*cannot be read"):
        load_catalogues(shipped_data(), own)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("deadlines", '[[deadline]]\nid = "complaint_accept"\nunit = "hours"\n', '"working_days"'),
        ("deadlines", '[[deadline]]\nid = "complaint_accept"\nlimit = 0\n', "from 1 to 1000"),
        ("kinds", '[[kind]]\nid = "report"\nmark = "X"\n', '"V", "P", "M"'),
        ("kinds", '[[kind]]\nid = "report"\nrank = 0\n', "from 1 to 1000"),
        ("fields", '[[field]]\nid = "land"\nwords = "nương"\n', "a list of texts"),
        ("days_off", '[[day]]\ndate = 24\noff = true\nname = "x"\n', "a day such as 2026-11-24"),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_ones(
    own: Path, name: str, text: str, expected: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        with_file(own, name, text)
    assert expected in caught.value.remedy
    assert caught.value.line == 1


def test_the_communes_file_is_at_fault_where_it_takes_a_later_shipped_code(own: Path) -> None:
    with pytest.raises(CatalogueError, match=r"kinds\.toml, line 2: .*“rural_roads”"):
        with_file(own, "kinds", '\n[[kind]]\nid = "report"\ncode = "gt"\n')


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_shipped_file_that_is_missing_is_named(tmp_path: Path, name: str) -> None:
    shutil.copytree(shipped_data() / "catalogues", tmp_path / "catalogues")
    (tmp_path / "catalogues" / f"{name}.toml").unlink()
    with pytest.raises(CatalogueError, match=rf"{name}\.toml, line 1: "):
        load_catalogues(tmp_path, None)


# Whatever bytes stand in an own file

_FRAGMENTS = st.sampled_from(
    [
        *(
            "[[field]]",
            "[[day]]",
            "[field]",
            "field = ",
            "id = ",
            "name = ",
            "code = ",
            "hidden = ",
        ),
        *("aliases = ", "date = ", "protected = ", '"land"', '"x"', '"kn"', '"\\u001b"', "true"),
        *("2026-11-24", "2026-11-24T00:00:00", "07:00", "nan", "-1", "1e9", "[", "]", "{", "}"),
        *("\n", "\n", "\n", "\r", "=", ".", ",", "#", "'''", '"""', "\ufeff", "Đ", "\u0301"),
    ]
)
_BYTES = st.binary(max_size=80) | st.lists(_FRAGMENTS, max_size=25).map(
    lambda parts: "".join(parts).encode()
)


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.sampled_from(["fields", "kinds", "days_off"]), data=_BYTES)
@example(name="fields", data=b"a = " + b"[" * 5000)
@example(name="fields", data=b"a = 1" + b"0" * 5000)
@example(name="fields", data=b'[[field]]\nid = "x"\nname' + b".a" * 5000 + b" = 1")
@example(name="fields", data=b"[[field]]\nid = 0x" + b"f" * 9000)
@example(name="fields", data=b"[[field]]\nid = [1]\n")
@example(name="days_off", data=b"[[day]]\ndate = {}\n")
@example(name="days_off", data=b"[[day]]\ndate = 2026-11-24T00:00:00\noff=true\nname='x'\n")
@example(name="fields", data=b"\xff\xfe[\0")
def test_any_bytes_load_or_are_refused_politely(own: Path, name: str, data: bytes) -> None:
    for file in (own / "catalogues").iterdir():
        file.unlink()
    refusal = None
    try:
        with_file(own, name, data)
    except CatalogueError as error:
        refusal = error
    if refusal:
        assert refusal.path == own / "catalogues" / f"{name}.toml"
        assert 1 <= refusal.line <= data.count(b"\n") + 1
        assert str(refusal).isprintable()

"""Every message has a Vietnamese text with the same placeholders; nothing is left over."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parents[1] / "danvan_tui"
LOCALE = PACKAGE / "locale"
VIETNAMESE = LOCALE / "vi" / "LC_MESSAGES"
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")

MessageId = str | tuple[str, ...]


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="vi")


def _messages(catalog: Catalog) -> dict[MessageId, Message]:
    return {
        tuple(message.id) if isinstance(message.id, list | tuple) else message.id: message
        for message in catalog
        if message.id
    }


@pytest.fixture(scope="module")
def said() -> set[MessageId]:
    """Every message in the code."""
    keywords = {**DEFAULT_KEYWORDS, "N_": None}
    return {
        message
        for _file, _line, message, _comments, _context in extract_from_dir(
            PACKAGE, method_map=[("**.py", "python")], keywords=keywords
        )
    }


@pytest.fixture(scope="module")
def translated() -> dict[MessageId, Message]:
    """Every message of the Vietnamese catalogue."""
    return _messages(_read(VIETNAMESE / "danvan.po"))


def test_every_message_of_the_code_is_there_and_nothing_is_left_over(
    said: set[MessageId], translated: dict[MessageId, Message]
) -> None:
    assert said - translated.keys() == set()
    assert translated.keys() - said == set()
    assert _messages(_read(LOCALE / "danvan.pot")).keys() == said


def test_every_message_is_translated_with_the_same_placeholders(
    translated: dict[MessageId, Message],
) -> None:
    faulty = [key for key, message in translated.items() if not _is_good(key, message)]
    assert faulty == []


@pytest.mark.parametrize("domain", ["danvan", "click"])
def test_the_compiled_catalogue_is_the_readable_one(domain: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, _read(VIETNAMESE / f"{domain}.po"))
    assert (VIETNAMESE / f"{domain}.mo").read_bytes() == compiled.getvalue()


def _is_good(key: MessageId, message: Message) -> bool:
    """Whether the text is there, sure, and fills in the same things."""
    if message.fuzzy:
        return False
    wanted = [key] if isinstance(key, str) else list(key)
    texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return all(
        text.strip() and any(_filled(text) == _filled(source) for source in wanted)
        for text in texts
    )


def _filled(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text))


def test_no_message_stands_inside_an_f_string_where_extraction_does_not_look() -> None:
    inside = re.compile(r"""f["'].*\{ *(?:_|ngettext)\(["']""")
    missed = [
        f"{path.name}: {line.strip()}"
        for path in PACKAGE.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if inside.search(line)
    ]
    assert missed == []

"""The one gate for text from outside: typing, paste, import, file names and error texts."""

import re
import unicodedata

_STRINGS = (  # OSC, DCS, SOS, PM and APC: only a closed one is removed, an open one keeps its words
    "(?:\x1b[]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x90\x98\x9b-\x9f\r\n]*(?:\x07|\x1b\\\\|\x9c)"
)
_SEQUENCES = re.compile(
    f"{_STRINGS}"
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor moves
    "|\x1b[()*+#%][0-~]"  # character sets
    "|\x1b[=>78cDEHMNOZ]"  # short ones
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co"})
_INVISIBLE = re.compile(  # drawn as nothing, although Unicode calls them letters or marks
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def clean(text: str) -> str:
    """The text on one line, composed (NFC) and without anything a terminal would obey or hide.

    Line ends and tabs become a space; other spaces stay as they were typed.
    """
    if text.isascii() and text.isprintable():
        return text
    return clean_lines(text).replace("\n", " ").replace("\t", " ")


def clean_lines(text: str) -> str:
    """The same for text of several lines: keeps tabs, and every line end becomes a newline."""
    if not text.isprintable():
        text = _LINE_ENDS.sub("\n", _SEQUENCES.sub("", text))
        text = "".join(filter(_is_kept, text))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def _is_kept(char: str) -> bool:
    if char in "\n\t":
        return True
    return unicodedata.category(char) not in _DROPPED_CATEGORIES and not _is_noncharacter(char)


def _is_noncharacter(char: str) -> bool:
    return "\ufdd0" <= char <= "\ufdef" or ord(char) & 0xFFFE == 0xFFFE

"""Making the line that is being typed a denunciation, by one key."""

from danvan_tui.capture import signs
from danvan_tui.capture.context import Context
from danvan_tui.capture.cursor import Cursor
from danvan_tui.capture.denunciation import code_of, typed_code
from danvan_tui.capture.glued import split_codes
from danvan_tui.capture.grammar import read_line
from danvan_tui.capture.reading import What
from danvan_tui.capture.written import written_name


def protect(line: str, context: Context) -> str:
    """The line with the code of a denunciation behind its speaker, in place of another kind.

    A line that is no issue stays as it is, and so does one that is protected already.
    """
    text, code = line.strip(), code_of(context)
    if text.startswith(tuple(signs.ALL)):
        return line
    reading = read_line(text, context)
    if reading.what is What.ISSUE and reading.kind and reading.protected and not reading.problem:
        return line
    slots = {taken.slot: taken for taken in reading.taken}
    speaker, kind = slots.get("speaker"), slots.get("kind")
    if kind:
        head, rest = text[: kind.start], text[kind.end :]
    elif speaker:
        head, rest = text[: speaker.end], text[speaker.end :]
    elif written_name(text, context):
        head, rest = f"{text}:", ""
    else:
        head, rest = "", text
    behind = Cursor(rest)
    behind.take(len(typed_code(behind, context)))
    number, codes = _glued(behind, context)
    said = behind.rest().strip()
    made = " ".join(filter(None, (head.strip(), number, code, *codes, said)))
    return made if said else f"{made} "


def _glued(cursor: Cursor, context: Context) -> tuple[str, list[str]]:
    """A number and the codes glued in the next word, taken off the line, without those of kinds."""
    word = cursor.word()
    number, *codes = split_codes(word, context) or [""]
    if not number.isdigit():
        number, codes = "", [number, *codes]
    if len(codes) < 2 and not (number and codes):
        return "", []
    cursor.take(len(word))
    kinds = (*context.catalogues.kinds.by_code, code_of(context))
    return number, [code for code in codes if code not in kinds]

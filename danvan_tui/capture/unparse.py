"""Taking one understood word back, with the key that is pressed right behind it."""

from danvan_tui.capture import signs
from danvan_tui.capture.context import Context
from danvan_tui.capture.denunciation import code_of
from danvan_tui.capture.grammar import read_line
from danvan_tui.vietnamese.clean import clean


def unparse(line: str, cursor: int, context: Context) -> tuple[str, int] | None:
    """The line with a quotation mark that takes back what was understood right before the cursor.

    None where no understood word and its space stand there, so that an ordinary Backspace is
    meant; also behind the code of a denunciation, which is never undone by the way.
    """
    said = line[:cursor]
    if not said.endswith(" ") or said.endswith("  ") or clean(line) != line:
        return None
    lead = len(line) - len(line.lstrip())
    for taken in read_line(line, context).taken:
        word = line[lead + taken.start : lead + taken.end]
        if lead + taken.end != len(said) - 1 or word.strip(".:,;").lower() == code_of(context):
            continue
        at = lead + taken.quote
        glued = at > lead and line[at - 1] not in f" {signs.ON_OPINION}"
        mark = ' "' if glued else '"'
        return line[:at] + mark + line[at:], len(said) + len(mark)
    return None

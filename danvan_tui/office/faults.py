"""What is said where this program itself fails over one file: where, so that it can be mended."""

from pathlib import Path
from traceback import extract_tb

from danvan_tui.language import _


def told_of(error: Exception) -> str:
    """One sentence for people; it stays with the file that waits, and holds no word of it."""
    place = extract_tb(error.__traceback__)[-1]
    return _(
        "This program did not understand the file (at {place}). Nothing of it was taken, "
        "everything else was; please show the file to whoever looks after the program."
    ).format(place=f"{Path(place.filename).name}:{place.lineno}")

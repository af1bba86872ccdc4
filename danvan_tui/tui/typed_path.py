"""A path that somebody typed."""

import os
from pathlib import Path


def typed_path(words: str) -> Path:
    """The path, without the quotes Windows copies it with; ``~`` is the person's own folder.

    Where nobody is called so, it stays as it was typed: there is no such file then.
    """
    return Path(os.path.expanduser(words.strip().strip('"')))  # noqa: PTH111 - that of Path raises

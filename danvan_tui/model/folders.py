"""Where things lie: the data that came with the program, and the folder of the commune's own."""

import os
from pathlib import Path

from danvan_tui.language import _

ENVIRONMENT_VARIABLE = "DANVAN_DATA"


class MissingDataError(Exception):
    """The catalogues that come with the program cannot be found."""


def shipped_data(package: Path = Path(__file__).parents[1]) -> Path:
    """The data folder that came with the program.

    An installed wheel carries it inside the package, a source checkout beside the package.
    """
    candidates = (package / "data", package.parent / "data")
    for folder in candidates:
        if (folder / "catalogues").is_dir():
            return folder
    raise MissingDataError(
        _(
            "The lists that come with the program (fields, units, deadlines) were not found in "
            "{folders}. Your notes have not been touched. Please install the program again."
        ).format(folders=", ".join(str(folder) for folder in candidates))
    )


def data_folder(chosen: str | None) -> Path:
    """The folder that holds the sessions; it need not exist yet.

    What was chosen on the command line comes first, then the environment, then the platform.
    """
    named = chosen or os.environ.get(ENVIRONMENT_VARIABLE)
    if named:
        return Path(named).absolute()
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed by those who chose

    return user_data_path("danvan", appauthor=False)


def said_with(command: str, root: Path) -> str:
    """A command as it has to be typed to work on this folder, named only where it must be."""
    if root == data_folder(None):
        return command
    return f'{command} --data "{root}"' if " " in str(root) else f"{command} --data {root}"

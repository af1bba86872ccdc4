"""Promise: two laptops, a stick that loses a file and the office agree in the end.

`python -m tests.evidence.story` tells the same with a process for every command.
"""

from pathlib import Path

from click.testing import CliRunner

from danvan_tui.cli.root import danvan
from tests.evidence.story import Done, Story


def here(arguments: list[str], lines: str) -> Done:
    """Run one command in this process."""
    done = CliRunner().invoke(danvan, arguments, input=lines, catch_exceptions=False)
    return Done(done.exit_code, done.stdout, done.stderr)


def test_two_laptops_and_the_office_agree_though_the_stick_lost_a_file(tmp_path: Path) -> None:
    story = Story(tmp_path, here)
    story.tell()
    assert story.steps[-1].startswith("All three hold the same entries")

from pathlib import Path

from tests.evidence.story import Story


def test_two_laptops_and_the_office_agree_though_the_stick_lost_a_file(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.tell()
    assert story.steps[-1].startswith("All three hold the same entries")

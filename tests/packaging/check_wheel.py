"""Builds the wheel, installs it into a venv of its own and uses it: run by `.ci/run`."""

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
INSIDE = (
    "danvan_tui/data/catalogues/fields.toml",
    "danvan_tui/data/samples/demo/danvan.json",
    "danvan_tui/data/schema/",
    "danvan_tui/locale/vi/LC_MESSAGES/danvan.mo",
    "danvan_tui/locale/vi/LC_MESSAGES/click.mo",
    ".tcss",
)
OUTSIDE = ("tests/", ".venv", ".ci/")


def main() -> None:
    """Build, look inside, install and run; stops with an error where anything is amiss."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        wheel = build(work)
        look_inside(wheel)
        use(install(wheel, work), work)
    print("the wheel is complete and works")


def build(work: Path) -> Path:
    """The wheel of this checkout."""
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(work), str(ROOT)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (wheel,) = work.glob("*.whl")
    return wheel


def look_inside(wheel: Path) -> None:
    """What the program needs is in the wheel, and nothing that belongs to the checkout only."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for wanted in INSIDE:
        assert any(wanted in name for name in names), f"{wanted} is not in the wheel"
    for unwanted in OUTSIDE:
        assert not any(name.startswith(unwanted) for name in names), f"{unwanted} is in the wheel"


def install(wheel: Path, work: Path) -> Path:
    """The folder of the commands of a clean venv with the wheel."""
    venv.create(work / "venv", with_pip=True)
    commands = work / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([commands / "python", "-m", "pip", "install", "-q", str(wheel)], check=True)
    return commands


def use(commands: Path, work: Path) -> None:
    """The installed command speaks Vietnamese, makes the demo, lists it; the screens load."""
    environment = os.environ | {"TMPDIR": str(work), "TEMP": str(work), "LC_ALL": "C"}
    environment.pop("PYTHONPATH", None)

    def said(*line: str) -> str:
        return subprocess.run(
            [commands / line[0], *line[1:]],
            check=True,
            cwd=work,
            env=environment,
            stdout=subprocess.PIPE,
        ).stdout.decode("utf-8")

    assert said("danvan", "--version").startswith("danvan ")
    assert "Cách dùng:" in said("danvan", "--help")
    demo = said("danvan", "demo", "--no-screen").strip()
    assert "Thôn Đồng Mận" in said("danvan", "--data", demo, "list")
    assert said("danvan", "--data", demo, "check")
    said("python", "-c", "import danvan_tui.tui; danvan_tui.tui.run")


if __name__ == "__main__":
    main()

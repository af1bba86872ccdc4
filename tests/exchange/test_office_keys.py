"""An office gets its keys once, and gets them back from the page in the safe."""

import shutil
from pathlib import Path

import pytest

from danvan_tui import language
from danvan_tui.exchange.failing import KeysError, Trouble
from danvan_tui.exchange.keys import make_keys, read_keys, read_public
from danvan_tui.exchange.office_keys import (
    KEY_FILE,
    PUBLIC_FILE,
    RECOVERY_FILE,
    init_office,
    recover_office,
    show_office,
)
from danvan_tui.exchange.parcel import Kind, Parcel, make_parcel, open_parcel
from danvan_tui.exchange.parties import PublicKeys

_NAME = "UBND xã Phú Mận"


def _parcel(to: PublicKeys) -> Parcel:
    return make_parcel(
        make_keys("Máy"),
        kind=Kind.PACKAGE,
        name="Máy",
        to=to,
        seal=True,
        written="2026-11-22",
        body=b"x",
    )


def _trouble(folder: Path, file: Path) -> Trouble:
    with pytest.raises(KeysError) as caught:
        recover_office(folder, file)
    assert caught.value.sentence.endswith(".")
    return caught.value.trouble


def _init(folder: Path) -> tuple[PublicKeys, Path]:
    """An office whose page lies in the safe."""
    public, page = init_office(folder, _NAME)
    return public, page.rename(folder.parent / f"{folder.name}-page.txt")


def test_an_office_has_three_files(tmp_path: Path) -> None:
    public, page = init_office(tmp_path / "office", _NAME)
    assert page == tmp_path / "office" / RECOVERY_FILE
    assert read_public(tmp_path / "office" / PUBLIC_FILE) == public
    keys, safe = read_keys(tmp_path / "office" / KEY_FILE), read_keys(page)
    assert (public.name, public.id, public.recipient) == (_NAME, keys.id, keys.recipient)
    assert safe.recipient == public.recovery
    assert safe.identity != keys.identity


def test_the_page_can_be_put_elsewhere_at_once(tmp_path: Path) -> None:
    _public, page = init_office(tmp_path / "office", _NAME, tmp_path)
    assert page == tmp_path / RECOVERY_FILE
    assert not (tmp_path / "office" / RECOVERY_FILE).exists()


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_the_page_is_read_whatever_language_it_was_printed_in(tmp_path: Path, lang: str) -> None:
    language.choose(lang)
    public, page = init_office(tmp_path / "office", _NAME)
    assert read_keys(page).recipient == public.recovery
    assert max(len(line) for line in page.read_text("utf-8").splitlines()) <= 100


def test_keys_are_made_only_once(tmp_path: Path) -> None:
    public, _page = _init(tmp_path / "office")
    before = (tmp_path / "office" / KEY_FILE).read_bytes()
    with pytest.raises(KeysError) as caught:
        init_office(tmp_path / "office", "Văn phòng khác")
    assert caught.value.trouble is Trouble.TAKEN
    assert (tmp_path / "office" / KEY_FILE).read_bytes() == before
    assert read_public(tmp_path / "office" / PUBLIC_FILE) == public


@pytest.mark.parametrize("left", [PUBLIC_FILE, RECOVERY_FILE])
def test_an_office_that_lost_its_key_is_sent_to_the_safe(tmp_path: Path, left: str) -> None:
    init_office(tmp_path, _NAME)
    for name in {KEY_FILE, PUBLIC_FILE, RECOVERY_FILE} - {left}:
        (tmp_path / name).unlink()
    with pytest.raises(KeysError, match="office recover"):
        init_office(tmp_path, _NAME)
    assert [path.name for path in tmp_path.iterdir()] == [left]


def test_an_office_without_a_name_is_not_begun(tmp_path: Path) -> None:
    with pytest.raises(KeysError):
        init_office(tmp_path / "office", " \x1b[31m ")
    assert not (tmp_path / "office").exists()


def test_a_full_disk_leaves_an_office_that_recovers(tmp_path: Path) -> None:
    _public, page = init_office(tmp_path / "office", _NAME)
    (tmp_path / "office" / KEY_FILE).unlink()  # the disk was full behind the page
    (tmp_path / "office" / PUBLIC_FILE).unlink()
    assert recover_office(tmp_path / "office", page).name == _NAME


def test_all_that_was_and_will_be_sealed_opens_after_the_key_was_lost(tmp_path: Path) -> None:
    public, page = _init(tmp_path / "office")
    before = _parcel(public)
    shutil.rmtree(tmp_path / "office")
    renewed = recover_office(tmp_path / "office", page)
    assert (renewed.id, renewed.name) == (public.id, _NAME)
    assert renewed.fingerprint == public.fingerprint
    keys = read_keys(tmp_path / "office" / KEY_FILE)
    for parcel in (before, _parcel(public), _parcel(renewed)):
        assert open_parcel(parcel.data, keys).body == b"x"
    (tmp_path / "office" / KEY_FILE).unlink()  # and lost again
    assert recover_office(tmp_path / "office", page) == renewed


def test_a_whole_key_is_left_alone(tmp_path: Path) -> None:
    _public, page = _init(tmp_path / "office")
    before = (tmp_path / "office" / KEY_FILE).read_bytes()
    assert _trouble(tmp_path / "office", page) is Trouble.TAKEN
    assert (tmp_path / "office" / KEY_FILE).read_bytes() == before


def test_a_damaged_key_is_kept_beside(tmp_path: Path) -> None:
    public, page = _init(tmp_path / "office")
    key = tmp_path / "office" / KEY_FILE
    for number, name in enumerate(("office.key.damaged", "office.key.damaged-2")):
        key.write_bytes(b"torn %d" % number)
        assert recover_office(tmp_path / "office", page).id == public.id
        assert key.with_name(name).read_bytes() == b"torn %d" % number
        assert read_keys(key).id == public.id


def test_the_page_of_another_office_is_refused(tmp_path: Path) -> None:
    _init(tmp_path / "mine")
    _public, page = _init(tmp_path / "other")
    before = sorted(path.read_bytes() for path in (tmp_path / "mine").iterdir())
    assert _trouble(tmp_path / "mine", page) is Trouble.WRONG_KEY
    (tmp_path / "mine" / PUBLIC_FILE).rename(tmp_path / "away")
    assert _trouble(tmp_path / "mine", page) is Trouble.WRONG_KEY
    (tmp_path / "away").rename(tmp_path / "mine" / PUBLIC_FILE)
    assert sorted(path.read_bytes() for path in (tmp_path / "mine").iterdir()) == before
    (tmp_path / "mine" / KEY_FILE).unlink()
    assert _trouble(tmp_path / "mine", page) is Trouble.WRONG_KEY
    assert not (tmp_path / "mine" / KEY_FILE).exists()


def test_a_mistyped_page_changes_nothing(tmp_path: Path) -> None:
    _public, page = _init(tmp_path / "office")
    (tmp_path / "office" / KEY_FILE).unlink()
    text = page.read_text("utf-8")
    page.write_text(text.replace("sign-2: ", "sign-2: f"), encoding="utf-8")
    assert _trouble(tmp_path / "office", page) is Trouble.CHANGED
    assert not (tmp_path / "office" / KEY_FILE).exists()


def test_the_public_file_is_shown_and_carried(tmp_path: Path) -> None:
    public, _page = _init(tmp_path / "office")
    stick = tmp_path / "stick"
    stick.mkdir()
    assert show_office(tmp_path / "office") == (public, tmp_path / "office" / PUBLIC_FILE)
    for _again in range(2):
        assert show_office(tmp_path / "office", stick) == (public, stick / PUBLIC_FILE)
        assert read_public(stick / PUBLIC_FILE) == public
    (tmp_path / "office" / PUBLIC_FILE).unlink()
    assert show_office(tmp_path / "office")[0] == public  # written again


def test_another_offices_file_on_the_stick_is_left(tmp_path: Path) -> None:
    _init(tmp_path / "office")
    (tmp_path / PUBLIC_FILE).write_bytes(b"another")
    with pytest.raises(KeysError) as caught:
        show_office(tmp_path / "office", tmp_path)
    assert caught.value.trouble is Trouble.TAKEN
    assert (tmp_path / PUBLIC_FILE).read_bytes() == b"another"


def test_a_public_file_beside_another_key_is_not_given_to_laptops(tmp_path: Path) -> None:
    _init(tmp_path / "mine")
    _init(tmp_path / "other")
    shutil.copy(tmp_path / "other" / PUBLIC_FILE, tmp_path / "mine")
    with pytest.raises(KeysError) as caught:
        show_office(tmp_path / "mine")
    assert caught.value.trouble is Trouble.WRONG_KEY


def test_a_folder_without_keys_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(KeysError, match="office init"):
        show_office(tmp_path)

"""Drives that can be taken out are offered, the computer's own disks are not."""

import ctypes
import os
import sys
from pathlib import Path

import pytest

from danvan_tui.exchange.targets.drives import (
    Drive,
    on_linux,
    on_mac,
    on_windows,
    removable_drives,
    stands_on,
)

MOUNTS = r"""sysfs /sys sysfs rw 0 0
/dev/nvme0n1p2 / ext4 rw 0 0
/dev/nvme0n1p1 /boot/efi vfat rw 0 0
/dev/sdb1 /media/hien/USB\040XANH vfat rw 0 0
/dev/sdc1 /srv/the\011nho exfat rw 0 0
/dev/sdd1 /mnt/disk ext4 rw 0 0
/dev/sde1 / ext4 rw 0 0
/dev/loop3 /media/loop squashfs ro 0 0
//server/share /media/share cifs rw 0 0
tmpfs /run/media tmpfs rw 0 0
/dev/mmcblk0p1 /run/media/hien/TH\303\212 vfat rw 0 0
broken
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the system's own folder has links")
def test_linux_offers_what_is_mounted_for_people_or_can_be_taken_out(tmp_path: Path) -> None:
    for disk, part, removable in (("sdc", "sdc1", "1"), ("sdd", "sdd1", "0"), ("sde", "sde1", "1")):
        (tmp_path / "devices" / disk / part).mkdir(parents=True)
        (tmp_path / "devices" / disk / "removable").write_text(removable + "\n", encoding="ascii")
        (tmp_path / part).symlink_to(tmp_path / "devices" / disk / part)
    assert list(on_linux(MOUNTS, tmp_path)) == [
        Drive(Path("/media/hien/USB XANH"), "USB XANH"),
        Drive(Path("/srv/the\tnho"), "thenho"),
        Drive(Path("/run/media/hien/THÊ"), "THÊ"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="the system's own folder has links")
def test_linux_offers_a_disk_on_a_usb_cable(tmp_path: Path) -> None:
    (tmp_path / "pci0" / "usb2" / "sdf" / "sdf1").mkdir(parents=True)
    (tmp_path / "sdf1").symlink_to(tmp_path / "pci0" / "usb2" / "sdf" / "sdf1")
    assert list(on_linux("/dev/sdf1 /backup ext4 rw 0 0\n", tmp_path)) == [
        Drive(Path("/backup"), "backup")
    ]


def test_mac_offers_volumes_but_not_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("USB", "not mounted"):
        (tmp_path / name).mkdir()
    if sys.platform != "win32":
        (tmp_path / "Macintosh HD").symlink_to("/")
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(os.path, "ismount", lambda path: path.name in ("USB", "Macintosh HD"))
    assert list(on_mac(tmp_path)) == [Drive(tmp_path / "USB", "USB")]


class Kernel:
    """As much of Windows as is asked: C is a disk, D an empty card reader, E and F are sticks."""

    def __init__(self) -> None:
        self.modes: list[int] = []

    def SetErrorMode(self, mode: int) -> int:  # noqa: N802 - as Windows calls it
        self.modes.append(mode)
        return 7

    def GetLogicalDrives(self) -> int:  # noqa: N802
        return 0b111100

    def GetDriveTypeW(self, root: str) -> int:  # noqa: N802
        return 3 if root == "C:\\" else 2

    def GetVolumeInformationW(  # noqa: N802
        self, root: str, words: "ctypes.Array[ctypes.c_wchar]", *_rest: object
    ) -> int:
        words.value = "KINGSTON" if root == "E:\\" else ""
        return int(root != "D:\\")


def test_windows_offers_letters_of_removable_drives_with_something_in_them() -> None:
    kernel = Kernel()
    assert list(on_windows(kernel)) == [
        Drive(Path("E:\\"), "KINGSTON"),
        Drive(Path("F:\\"), "F:\\"),
    ]
    assert kernel.modes == [1, 7]


def test_a_folder_on_a_drive_goes_where_the_drive_goes(tmp_path: Path) -> None:
    drives = [Drive(path=tmp_path / "KINGSTON", label="KINGSTON")]
    assert stands_on(tmp_path / "KINGSTON", drives)
    assert stands_on(tmp_path / "KINGSTON" / "xa", drives)
    assert not stands_on(tmp_path / "KINGSTON2", drives)


def test_this_computer_can_be_asked() -> None:
    assert [one for one in removable_drives() if not one.path.is_absolute()] == []

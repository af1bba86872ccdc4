"""Opens a target by what the settings say of it; nothing is reached before it is used."""

from danvan_tui.exchange.targets.folder import folder_target
from danvan_tui.exchange.targets.target import Target
from danvan_tui.exchange.targets.wire import TIMEOUT, Wire
from danvan_tui.model.target_setting import TargetSetting


def open_target(name: str, setting: TargetSetting | str, *, timeout: float = TIMEOUT) -> Target:
    """The target of this name, or a folder as it was typed; raises TargetError."""
    if isinstance(setting, str):
        setting = TargetSetting(url=setting)
    if not setting.scheme:
        return folder_target(name, setting.url)
    from danvan_tui.exchange.targets.remote import RemoteTarget  # noqa: PLC0415

    return RemoteTarget(name, lambda patience: _dial(name, setting, patience), timeout=timeout)


def _dial(name: str, setting: TargetSetting, timeout: float) -> Wire:
    match setting.scheme:
        case "sftp":
            from danvan_tui.exchange.targets.sftp import SftpWire  # noqa: PLC0415

            return SftpWire(name, setting, timeout)
        case "s3":
            from danvan_tui.exchange.targets.s3 import S3Wire  # noqa: PLC0415

            return S3Wire(name, setting, timeout)
        case _:
            from danvan_tui.exchange.targets.webdav import WebdavWire  # noqa: PLC0415

            return WebdavWire(name, setting, timeout)

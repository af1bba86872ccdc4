"""SFTP, through sshfs: the server must prove who it is before anything is sent."""

import asyncio
import contextlib
import stat
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from danvan_tui.exchange.targets import troubles
from danvan_tui.exchange.targets.intake import Intake
from danvan_tui.exchange.targets.names import damaged, part_of
from danvan_tui.exchange.targets.target import CancelledError, IsCancelled, Progress
from danvan_tui.exchange.targets.wire import LISTING, PIECE, library, quiet_loop
from danvan_tui.model.target_setting import TargetSetting

_KNOWN_HOSTS = "~/.ssh/known_hosts"
_ENTRY = 500  # bytes that an entry of a listing counts for beside its name


class SftpWire:
    """One connection to an SSH server."""

    def __init__(self, name: str, setting: TargetSetting, timeout: float) -> None:
        self._name = name
        self._timeout = timeout
        self._ssh = library(name, "asyncssh")
        self._sync = library(name, "fsspec.asyn").sync
        self._loop = quiet_loop(name)
        try:
            address = urlsplit(setting.url)
            host, port = address.hostname or "", address.port or 22
            self._root = unquote(address.path).removeprefix("/~/").rstrip("/") or "."
        except ValueError:
            raise troubles.bad_setting(name, "url") from None
        options = self._options(setting, address.username)
        with self._told():
            self._files = library(name, "sshfs").SSHFileSystem(
                host, port=port, timeout=timeout, skip_instance_cache=True, **options
            )
            self._sftp = self._do(self._begin)

    async def _begin(self) -> object:
        return await self._files.client.start_sftp_client(path_errors="backslashreplace")

    def _options(self, setting: TargetSetting, user: str | None) -> dict[str, Any]:
        options: dict[str, Any] = {
            "config": None,
            "connect_timeout": self._timeout,
            "login_timeout": self._timeout,
            "keepalive_interval": max(1, int(self._timeout / 3)),
            "keepalive_count_max": 3,
            "known_hosts": self._known_hosts(setting),
        }
        if setting.user or user:
            options["username"] = setting.user or unquote(user or "")
        if setting.key_file:
            options |= {"client_keys": [self._key(setting)], "agent_path": None}
        elif setting.password:
            options |= {"password": setting.password, "client_keys": None, "agent_path": None}
        return options

    def _known_hosts(self, setting: TargetSetting) -> object:
        """The keys a server may have; never just any."""
        try:
            if setting.host_key:
                self._ssh.import_public_key(setting.host_key)
                return self._ssh.import_known_hosts(f"* {setting.host_key}\n")
            known = Path(setting.known_hosts or _KNOWN_HOSTS).expanduser()
            return self._ssh.read_known_hosts(str(known))
        except (ValueError, self._ssh.Error):
            key = "host_key" if setting.host_key else "known_hosts"
            raise troubles.bad_setting(self._name, key) from None
        except OSError:
            if setting.known_hosts:
                raise troubles.bad_setting(self._name, "known_hosts") from None
            raise troubles.stranger(self._name) from None

    def _key(self, setting: TargetSetting) -> object:
        try:
            return self._ssh.read_private_key(
                str(Path(setting.key_file).expanduser()), setting.password or None
            )
        except (OSError, ValueError, self._ssh.Error):
            raise troubles.bad_setting(self._name, "key_file") from None

    def names(self, folder: str) -> list[str]:
        """The regular files of a folder."""
        try:
            with self._told():
                listed: list[str] = self._do(self._listed, self._path(folder), paced=True)
                return listed
        except FileNotFoundError:
            if not self._exists(self._root):
                raise troubles.no_place(self._name) from None
            return []

    async def _listed(self, path: str) -> list[str]:
        names: list[str] = []
        intake = Intake(LISTING, self._timeout)
        async with asyncio.timeout(self._timeout) as limit:
            async for entry in self._sftp.scandir(path):
                limit.reschedule(asyncio.get_running_loop().time() + self._timeout)
                intake.count(len(entry.filename) + _ENTRY)
                if entry.attrs.type == self._ssh.FILEXFER_TYPE_REGULAR or stat.S_ISREG(
                    entry.attrs.permissions or 0
                ):
                    names.append(entry.filename)
        return names

    def read(self, folder: str, name: str, limit: int) -> bytes:
        """A file, piece by piece."""
        return self._read(self._path(folder, name), limit)

    def _read(self, path: str, limit: int) -> bytes:
        intake = Intake(limit, self._timeout)
        offset = 0
        with self._told(), self._opened(path, self._ssh.FXF_READ) as file:
            while piece := self._do(file.read, PIECE, offset):
                intake.take(piece)
                offset += len(piece)
        return intake.whole()

    def store(
        self, folder: str, name: str, data: bytes, progress: Progress, is_cancelled: IsCancelled
    ) -> None:
        """Write the part, going on where an earlier try stopped, and rename it."""
        part, path = self._path(folder, part_of(name)), self._path(folder, name)
        with self._told():
            self._make_folders(folder)
            done = self._begun(part, data)
            progress(done, len(data))
            with self._opened(part, self._ssh.FXF_WRITE | self._ssh.FXF_CREAT) as file:
                while done < len(data):
                    if is_cancelled():
                        raise CancelledError
                    piece = data[done : done + PIECE]
                    self._do(file.write, piece, done)
                    done += len(piece)
                    progress(done, len(data))
                with contextlib.suppress(self._ssh.SFTPOpUnsupported):
                    self._do(file.fsync)
            if is_cancelled():
                raise CancelledError
            self._rename(part, path)

    def _begun(self, part: str, data: bytes) -> int:
        """How many bytes an earlier try has written; a part of anything else is removed."""
        try:
            size = self._do(self._sftp.stat, part).size or 0
        except self._ssh.SFTPNoSuchFile:
            return 0
        if size <= len(data) and data.startswith(found := self._read(part, len(data))):
            return len(found)
        self._do(self._sftp.unlink, part)
        return 0

    def _rename(self, part: str, path: str) -> None:
        """Give the file its name; SFTP itself never renames over another."""
        try:
            self._do(self._sftp.rename, part, path)
        except (self._ssh.SFTPFailure, self._ssh.SFTPNoSuchFile):
            if self._exists(path):
                raise FileExistsError from None
            raise

    def _exists(self, path: str) -> bool:
        with self._told():
            there: bool = self._do(self._sftp.lexists, path)
            return there

    def _make_folders(self, folder: str) -> None:
        """The folders below the place of the settings, which itself is never made."""
        path = self._root
        for one in folder.split("/"):
            path = f"{path}/{one}"
            try:
                self._do(self._sftp.mkdir, path)
            except (self._ssh.SFTPFailure, self._ssh.SFTPFileAlreadyExists):
                if not self._do(self._sftp.isdir, path):
                    raise

    def set_aside(self, folder: str, name: str) -> None:
        """Rename a damaged file; only the newest one is kept."""
        aside = self._path(folder, damaged(name))
        with self._told():
            with contextlib.suppress(self._ssh.SFTPNoSuchFile):
                self._do(self._sftp.unlink, aside)
            self._do(self._sftp.rename, self._path(folder, name), aside)

    def remove(self, folder: str, name: str) -> None:
        """Take away a file."""
        with self._told():
            self._do(self._sftp.unlink, self._path(folder, name))

    def close(self) -> None:
        """Hang up without a word; the server may be gone."""
        self._loop.call_soon_threadsafe(self._files.client.abort)

    def _path(self, *parts: str) -> str:
        return "/".join((self._root, *parts))

    @contextlib.contextmanager
    def _opened(self, path: str, mode: int) -> Iterator[Any]:
        file = self._do(partial(self._sftp.open, path, mode, encoding=None))
        try:
            yield file
        except BaseException:
            with contextlib.suppress(OSError, self._ssh.Error):
                self._do(file.close)
            raise
        self._do(file.close)

    def _do(
        self,
        step: Callable[..., Awaitable[Any]],
        *values: object,
        paced: bool = False,
    ) -> Any:  # noqa: ANN401 - whatever the step gives
        """One step on the loop of the library; one that is not paced itself has a time limit."""

        async def bounded() -> object:
            return await asyncio.wait_for(step(*values), None if paced else self._timeout)

        return self._sync(self._loop, bounded)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        ssh = self._ssh
        try:
            yield
        except (FileNotFoundError, FileExistsError):
            raise
        except (ssh.SFTPNoSuchFile, ssh.SFTPNoSuchPath):
            raise FileNotFoundError from None
        except ssh.HostKeyNotVerifiable as error:
            raise troubles.stranger(self._name) from error
        except (ssh.PermissionDenied, PermissionError) as error:
            raise troubles.not_let_in(self._name) from error
        except ssh.SFTPPermissionDenied as error:
            raise troubles.forbidden(self._name) from error
        except (ssh.SFTPNoSpaceOnFilesystem, ssh.SFTPQuotaExceeded) as error:
            raise troubles.full(self._name) from error
        except ssh.SFTPFailure as error:
            raise troubles.not_taken(self._name) from error
        except (
            ssh.SFTPNoConnection,
            ssh.SFTPConnectionLost,
            ssh.DisconnectError,
            ssh.ChannelOpenError,
            OSError,
        ) as error:
            raise troubles.unreachable(self._name) from error
        except (ssh.Error, ValueError) as error:
            raise troubles.strange(self._name) from error

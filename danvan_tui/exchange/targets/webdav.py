"""WebDAV, through webdav4: a part is put and moved, which the server refuses over a taken name.

The library's own calls read whole answers, however large; so its connection is used and every
answer is taken in piece by piece.
"""

import contextlib
import ssl
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from danvan_tui.exchange.targets import troubles
from danvan_tui.exchange.targets.intake import Intake, TooMuchError
from danvan_tui.exchange.targets.names import damaged, part_of
from danvan_tui.exchange.targets.target import CancelledError, IsCancelled, Progress
from danvan_tui.exchange.targets.wire import LISTING, PIECE, library
from danvan_tui.model.target_setting import TargetSetting

_WANTED = (
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>'
)
_SAID = 1024 * 1024  # bytes; answers that say only whether something was done
_PASSING = frozenset({408, 423, 425, 429, 502, 503, 504})


class WebdavWire:
    """One connection to a WebDAV server."""

    def __init__(self, name: str, setting: TargetSetting, timeout: float) -> None:
        self._name = name
        self._timeout = timeout
        self._http = library(name, "httpx")
        client = library(name, "webdav4.client").Client
        user = (setting.user, setting.password) if setting.user or setting.password else None
        with self._told():
            self._dav = client(
                setting.url.rstrip("/"),
                auth=user,
                retry=False,
                timeout=timeout,
                verify=self._trusted(setting),
                headers={"Accept-Encoding": "identity"},
            )

    def _trusted(self, setting: TargetSetting) -> ssl.SSLContext:
        if not setting.certificate:
            return ssl.create_default_context()
        try:
            return ssl.create_default_context(cafile=str(Path(setting.certificate).expanduser()))
        except OSError:
            raise troubles.bad_setting(self._name, "certificate") from None

    def names(self, folder: str) -> list[str]:
        """The last parts of the addresses the server lists, folders left out."""
        try:
            return _listed(self._look(folder, "1"))
        except FileNotFoundError:
            try:
                self._look("", "0")
            except FileNotFoundError:
                raise troubles.no_place(self._name) from None
            return []
        except ET.ParseError:
            raise troubles.strange(self._name) from None

    def _look(self, folder: str, depth: str) -> bytes:
        status, answer = self._ask(
            "PROPFIND",
            folder + "/",
            LISTING,
            {"Depth": depth, "Content-Type": "application/xml"},
            _WANTED,
        )
        if status != HTTPStatus.MULTI_STATUS:
            self._refuse(status)
        return answer

    def read(self, folder: str, name: str, limit: int) -> bytes:
        """A file, piece by piece."""
        status, answer = self._ask("GET", f"{folder}/{name}", limit)
        if status != HTTPStatus.OK:
            self._refuse(status)
        return answer

    def store(
        self, folder: str, name: str, data: bytes, progress: Progress, is_cancelled: IsCancelled
    ) -> None:
        """Put the part and move it to its name."""
        part = f"{folder}/{part_of(name)}"

        def pieces() -> Iterator[bytes]:
            for done in range(0, len(data), PIECE):
                if is_cancelled():
                    raise CancelledError
                yield data[done : done + PIECE]
                progress(min(done + PIECE, len(data)), len(data))

        progress(0, len(data))
        self._make_folders(folder)
        self._done("PUT", part, {"Content-Length": str(len(data))}, pieces())
        if is_cancelled():
            raise CancelledError
        self._move(part, f"{folder}/{name}")

    def set_aside(self, folder: str, name: str) -> None:
        """Move a damaged file; only the newest one is kept."""
        aside = f"{folder}/{damaged(name)}"
        with contextlib.suppress(FileNotFoundError):
            self._done("DELETE", aside)
        self._move(f"{folder}/{name}", aside)

    def remove(self, folder: str, name: str) -> None:
        """Take away a file."""
        self._done("DELETE", f"{folder}/{name}")

    def close(self) -> None:
        """Hang up."""
        self._dav.http.close()

    def _make_folders(self, folder: str) -> None:
        """The folders below the place of the settings, which itself is never made."""
        path = ""
        for one in folder.split("/"):
            path += f"{one}/"
            status, _answer = self._ask("MKCOL", path, _SAID)
            if status == HTTPStatus.CONFLICT:
                raise FileNotFoundError
            if status != HTTPStatus.METHOD_NOT_ALLOWED and not _is_done(status):
                self._refuse(status)

    def _move(self, path: str, wanted: str) -> None:
        destination = str(self._dav.join_url(wanted))
        self._done("MOVE", path, {"Destination": destination, "Overwrite": "F"})

    def _done(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        content: Iterator[bytes] | None = None,
    ) -> None:
        status, _answer = self._ask(method, path, _SAID, headers, content)
        if not _is_done(status):
            self._refuse(status)

    def _ask(
        self,
        method: str,
        path: str,
        limit: int,
        headers: dict[str, str] | None = None,
        content: bytes | Iterator[bytes] | None = None,
    ) -> tuple[int, bytes]:
        intake = Intake(limit, self._timeout)
        url = self._dav.join_url(path, add_trailing_slash=path.endswith("/"))
        with (
            self._told(),
            self._dav.http.stream(method, url, headers=headers, content=content) as answer,
        ):
            status: int = answer.status_code
            with contextlib.nullcontext() if _is_done(status) else _anything():
                for piece in answer.iter_raw():
                    intake.take(piece)
        return status, intake.whole()

    def _refuse(self, status: int) -> NoReturn:
        match status:
            case 401 | 407:
                raise troubles.not_let_in(self._name)
            case 403:
                raise troubles.forbidden(self._name)
            case 404 | 409 | 410:
                raise FileNotFoundError
            case 412:
                raise FileExistsError
            case 507:
                raise troubles.full(self._name)
            case 413 | 500:
                raise troubles.not_taken(self._name)
        if status in _PASSING:
            raise troubles.unreachable(self._name)
        raise troubles.strange(self._name)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        http = self._http
        try:
            yield
        except (http.InvalidURL, http.UnsupportedProtocol):
            raise troubles.bad_setting(self._name, "url") from None
        except http.ConnectError as error:
            if _is_about_certificate(error):
                raise troubles.not_certified(self._name) from error
            raise troubles.unreachable(self._name) from error
        except (http.TransportError, OSError) as error:
            raise troubles.unreachable(self._name) from error
        except (http.HTTPError, http.StreamError, ValueError) as error:
            raise troubles.strange(self._name) from error


@contextlib.contextmanager
def _anything() -> Iterator[None]:
    """What a refusal says besides its number does not matter, nor how long it is."""
    with contextlib.suppress(TooMuchError):
        yield


def _is_done(status: int) -> bool:
    """Whether it was done; several statuses in one tell of something that was not."""
    return HTTPStatus.OK <= status < HTTPStatus.MULTI_STATUS


def _is_about_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _listed(answer: bytes) -> list[str]:
    """Names of files; a coded slash stays in its name, so that the name fits no file of ours."""
    names = []
    for response in ET.fromstring(answer).iter("{DAV:}response"):
        address: Any = response.findtext("{DAV:}href") or ""
        if response.find(".//{DAV:}collection") is None:
            last = urlsplit(address.strip()).path.rpartition("/")[2]
            names.append(unquote(last))
    return names

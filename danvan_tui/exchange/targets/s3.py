"""S3-compatible storage, through s3fs: whole objects only, made on condition that none is there."""

import asyncio
import base64
import contextlib
import hashlib
from collections.abc import Awaitable, Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from danvan_tui.exchange.targets import troubles
from danvan_tui.exchange.targets.intake import Intake, TooMuchError
from danvan_tui.exchange.targets.names import damaged
from danvan_tui.exchange.targets.target import CancelledError, IsCancelled, Progress, TargetError
from danvan_tui.exchange.targets.wire import LISTING, PIECE, TIMEOUT, library, quiet_loop
from danvan_tui.model.target_setting import TargetSetting

_NOT_LET_IN = frozenset(
    {
        "401",
        "AuthorizationHeaderMalformed",
        "ExpiredToken",
        "InvalidAccessKeyId",
        "InvalidToken",
        "SignatureDoesNotMatch",
    }
)
_FORBIDDEN = frozenset({"AccessDenied", "AllAccessDisabled", "MethodNotAllowed", "403", "405"})
_ABSENT = frozenset({"NoSuchBucket", "NoSuchKey", "404"})
_TAKEN = frozenset({"ConditionalRequestConflict", "PreconditionFailed", "409", "412"})
_NO_CONDITIONS = frozenset({"InvalidArgument", "InvalidRequest", "NotImplemented", "400", "501"})
_FULL = frozenset({"InsufficientCapacity", "QuotaExceeded", "XMinioStorageFull", "507"})
_PASSING = frozenset(
    {"InternalError", "RequestTimeout", "ServiceUnavailable", "SlowDown", "500", "502", "503"}
)
_PAGES = 100  # of 1,000 names


class S3Wire:
    """One bucket and a prefix in it."""

    def __init__(self, name: str, setting: TargetSetting, timeout: float) -> None:
        self._name = name
        self._timeout = timeout
        self._errors = library(name, "botocore.exceptions")
        self._http_errors = library(name, "aiohttp").ClientError
        self._sync = library(name, "fsspec.asyn").sync
        self._loop = quiet_loop(name)
        try:
            address = urlsplit(setting.url)
        except ValueError:
            raise troubles.bad_setting(name, "url") from None
        self._bucket = address.netloc
        self._prefix = unquote(address.path).strip("/")
        self._store = library(name, "s3fs").S3FileSystem(
            key=setting.user or None,
            secret=setting.password or None,
            endpoint_url=setting.endpoint or None,
            client_kwargs=_client(setting),
            config_kwargs=_config(setting, timeout) | {"http_session_cls": _capped(name)},
            use_listings_cache=False,
            skip_instance_cache=True,
        )
        self._store.retries = 1
        try:
            with self._told():
                self._do(self._store.set_session)
        except ValueError:
            raise troubles.bad_setting(name, "endpoint") from None

    def names(self, folder: str) -> list[str]:
        """The last parts of the keys below a prefix."""
        try:
            with self._told():
                listed: list[str] = self._do(self._listed, self._key(folder) + "/")
                return listed
        except FileNotFoundError:
            raise troubles.no_place(self._name) from None

    async def _listed(self, prefix: str) -> list[str]:
        names: list[str] = []
        wanted = {"Bucket": self._bucket, "Prefix": prefix, "Delimiter": "/"}
        for _page in range(_PAGES):
            page = await self._call("list_objects_v2", **wanted)
            keys = [str(one["Key"]) for one in page.get("Contents", [])]
            names += [key.removeprefix(prefix) for key in keys if key.startswith(prefix)]
            if not page.get("IsTruncated"):
                return names
            wanted["ContinuationToken"] = page["NextContinuationToken"]
        raise TooMuchError

    def read(self, folder: str, name: str, limit: int) -> bytes:
        """An object, piece by piece."""
        with self._told():
            data: bytes = self._do(self._read, self._key(folder, name), limit)
            return data

    async def _read(self, key: str, limit: int) -> bytes:
        intake = Intake(limit, self._timeout)
        answer = await self._call("get_object", Bucket=self._bucket, Key=key)
        async with answer["Body"] as body:
            while piece := await asyncio.wait_for(body.read(PIECE), self._timeout):
                intake.take(piece)
        return intake.whole()

    def store(
        self, folder: str, name: str, data: bytes, progress: Progress, is_cancelled: IsCancelled
    ) -> None:
        """Make the whole object at once; the server checks that nothing was lost on the way."""
        progress(0, len(data))
        if is_cancelled():
            raise CancelledError
        key = self._key(folder, name)
        with self._told():
            try:
                self._do(self._make, key, data, {"IfNoneMatch": "*"})
            except OSError as error:
                if self._code(error) not in _NO_CONDITIONS:
                    raise
                self._do(self._make, key, data, {})

    async def _make(self, key: str, data: bytes, condition: dict[str, str]) -> None:
        digest = base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest())
        await self._call(
            "put_object",
            Bucket=self._bucket,
            Key=key,
            Body=data,
            ContentMD5=digest.decode("ascii"),
            **condition,
        )

    def set_aside(self, folder: str, name: str) -> None:
        """Give a damaged object another key; only the newest one is kept."""
        with self._told():
            self._do(self._rename, self._key(folder, name), self._key(folder, damaged(name)))

    async def _rename(self, key: str, wanted: str) -> None:
        source = {"Bucket": self._bucket, "Key": key}
        await self._call("copy_object", Bucket=self._bucket, Key=wanted, CopySource=source)
        await self._unmake(key)

    def remove(self, folder: str, name: str) -> None:
        """Take away an object."""
        with self._told():
            self._do(self._unmake, self._key(folder, name))

    async def _unmake(self, key: str) -> None:
        await self._call("delete_object", Bucket=self._bucket, Key=key)

    def close(self) -> None:
        """Nothing: the library lets go of its connections by itself."""

    def _key(self, *parts: str) -> str:
        return "/".join((*filter(None, [self._prefix]), *parts))

    async def _call(self, method: str, **values: object) -> Any:  # noqa: ANN401 - as botocore says
        calling = self._store._call_s3(method, **values)
        return await asyncio.wait_for(calling, self._timeout * 4)

    def _do(self, step: Callable[..., Awaitable[Any]], *values: object) -> Any:  # noqa: ANN401
        return self._sync(self._loop, step, *values)

    def _code(self, error: BaseException | None) -> str:
        """What the server calls its refusal; empty where it said nothing."""
        while error is not None:
            if isinstance(error, self._errors.ClientError):
                answer = getattr(error, "response", {})
                return str(answer.get("Error", {}).get("Code", ""))
            error = error.__cause__
        return ""

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        errors = self._errors
        try:
            yield
        except (errors.SSLError, self._http_errors) as error:
            if isinstance(error, errors.SSLError):
                raise troubles.not_certified(self._name) from error
            raise troubles.unreachable(self._name) from error
        except (errors.NoCredentialsError, errors.PartialCredentialsError) as error:
            raise troubles.not_let_in(self._name) from error
        except (
            errors.ConnectionError,
            errors.HTTPClientError,
            errors.IncompleteReadError,
        ) as error:
            raise troubles.unreachable(self._name) from error
        except (errors.ParamValidationError, errors.InvalidRegionError) as error:
            raise troubles.bad_setting(self._name, "url") from error
        except (errors.BotoCoreError, errors.ClientError, OSError) as error:
            raise self._meaning(error) from error

    def _meaning(self, error: Exception) -> Exception:
        code = self._code(error)
        found = next((make for codes, make in _MEANINGS if code in codes), None)
        if found is not None:
            return found(self._name)
        if code in _ABSENT:
            return FileNotFoundError()
        if code in _TAKEN:
            return FileExistsError()
        if isinstance(error, OSError) and not code:
            return troubles.unreachable(self._name)
        return troubles.strange(self._name)


_MEANINGS: tuple[tuple[frozenset[str], Callable[[str], TargetError]], ...] = (
    (_NOT_LET_IN, troubles.not_let_in),
    (_FORBIDDEN, troubles.forbidden),
    (_FULL, troubles.full),
    (_PASSING, troubles.unreachable),
)


def _client(setting: TargetSetting) -> dict[str, str]:
    wanted = {"region_name": setting.region}
    if setting.certificate:
        wanted["verify"] = str(Path(setting.certificate).expanduser())
    return {key: value for key, value in wanted.items() if value}


def _config(setting: TargetSetting, timeout: float) -> dict[str, Any]:
    """Plain requests that servers other than Amazon's understand too."""
    return {
        "connect_timeout": timeout,
        "read_timeout": timeout,
        "retries": {"total_max_attempts": 1},
        "request_checksum_calculation": "when_required",
        "response_checksum_validation": "when_required",
        "s3": {"addressing_style": "path" if setting.endpoint else "auto"},
    }


def _capped(target: str) -> type:
    """A connection that cuts off every answer that is not read piece by piece."""
    base = library(target, "aiobotocore.httpsession").AIOHTTPSession

    async def send(self: object, request: Any) -> Any:  # noqa: ANN401 - as botocore says
        is_stream, request.stream_output = request.stream_output, True
        answer = await base.send(self, request)
        if not is_stream or answer.status_code >= HTTPStatus.MULTIPLE_CHOICES:
            intake = Intake(LISTING, TIMEOUT)
            async for piece in answer.raw.content.iter_chunked(PIECE):
                intake.take(piece)
            answer._content = intake.whole()
        return answer

    return type("CappedSession", (base,), {"send": send})

"""Servers that lie, never stop, or say nothing; settings that are wrong; secrets nowhere."""

import logging
import socket
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from danvan_tui.exchange.targets.opening import open_target
from danvan_tui.exchange.targets.target import Target, TargetError
from danvan_tui.model.target_setting import TargetSetting
from tests.exchange.targets.carrying import FOLDER, Listener, parcel
from tests.exchange.targets.strange_servers import (
    ENDLESS,
    Answer,
    certificate,
    http_server,
    listing,
    sftp_server,
)
from tests.exchange.targets.test_names import HOSTILE

SECRET = "hunter2"
GOOD = parcel(100)[0]


def target(setting: TargetSetting, patience: float = 10.0) -> Target:
    return open_target("office", setting, timeout=patience)


def webdav(port: int, patience: float = 10.0) -> Target:
    return target(
        TargetSetting(url=f"http://127.0.0.1:{port}/dav", user="laptop", password=SECRET), patience
    )


def s3(port: int, patience: float = 10.0, scheme: str = "http") -> Target:
    return target(s3_setting(port, scheme), patience)


def s3_setting(port: int, scheme: str = "http", certificate: str = "") -> TargetSetting:
    return TargetSetting(
        url="s3://parcels",
        user="AKIDEXAMPLE",
        password=SECRET,
        endpoint=f"{scheme}://127.0.0.1:{port}",
        region="us-east-1",
        certificate=certificate,
    )


def sftp(port: int, host_key: str, patience: float = 10.0) -> Target:
    setting = TargetSetting(
        url=f"sftp://127.0.0.1:{port}/x", user="laptop", password=SECRET, host_key=host_key
    )
    return target(setting, patience)


def put(one: Target, name: str, data: bytes) -> None:
    one.put(FOLDER, name, data, progress=Listener().progress, is_cancelled=lambda: False)


def test_a_webdav_listing_of_hostile_names_gives_only_ours() -> None:
    hostile = [quote(name, safe="") for name in HOSTILE] + ["/etc/", "%2e%2e%2fx.danvan"]
    answer = listing(f"/dav/{FOLDER}/{name}" for name in [*hostile, GOOD])
    with http_server(lambda *_: (207, [answer])) as port:
        assert webdav(port).names(FOLDER) == [GOOD]


def test_an_sftp_listing_of_hostile_names_gives_only_ours() -> None:
    names = [name.encode() for name in HOSTILE if "\x00" not in name]
    with sftp_server([*names, b"\xff\xfe.danvan", GOOD.encode()]) as (port, key):
        assert sftp(port, key).names(FOLDER) == [GOOD]


def test_an_s3_listing_of_hostile_names_gives_only_ours() -> None:
    keys = "".join(
        f"<Contents><Key>{quote(f'{FOLDER}/{name}')}</Key></Contents>" for name in [*HOSTILE, GOOD]
    )
    answer = (
        '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        f"<EncodingType>url</EncodingType>{keys}</ListBucketResult>"
    ).encode()
    with http_server(lambda *_: (200, [answer])) as port:
        assert s3(port).names(FOLDER) == [GOOD]


def test_an_answer_that_never_ends_is_cut_off() -> None:
    name, data = parcel(1000)

    def endless(method: str, _path: str, _body: bytes) -> Answer:
        return 207 if method == "PROPFIND" else 200, ENDLESS

    with http_server(endless) as port:
        for one in (webdav(port), s3(port)):
            with pytest.raises(TargetError):
                one.names(FOLDER)
            with pytest.raises(TargetError, match="too large"):
                one.read(FOLDER, GOOD, 1_000_000)
        with pytest.raises(TargetError):
            put(webdav(port), name, data)
    with sftp_server([]) as (port, key):
        with pytest.raises(TargetError):
            sftp(port, key).names("danvan/endless")
        with pytest.raises(TargetError, match="too large"):
            sftp(port, key).read(FOLDER, GOOD, 1_000_000)


@pytest.mark.parametrize(
    "answer", [b"<html>Welcome", b"", b"\0" * 100, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&d;</a>']
)
def test_nonsense_is_told(answer: bytes) -> None:
    with (
        http_server(lambda *_: (207, [answer])) as port,
        pytest.raises(TargetError, match="cannot be understood"),
    ):
        webdav(port).names(FOLDER)


@pytest.mark.parametrize(
    ("status", "words", "is_passing"),
    [
        (401, "let this computer in", False),
        (403, "does not allow", False),
        (301, "cannot be understood", False),
        (503, "cannot be reached", True),
        (507, "no room", False),
    ],
)
def test_a_refusal_is_told_in_words(status: int, words: str, is_passing: bool) -> None:
    with http_server(lambda *_: (status, ENDLESS)) as port:
        with pytest.raises(TargetError, match=words) as caught:
            put(webdav(port), *parcel(1000))
        assert caught.value.is_passing == is_passing


def test_a_server_that_keeps_other_bytes_is_found_out_and_cleaned() -> None:
    name, data = parcel(1000)
    asked: list[str] = []

    def lie(method: str, path: str, _body: bytes) -> Answer:
        asked.append(f"{method} {path}")
        if method == "GET":
            return (200, [data[:-1] + b"?"]) if "MOVE" in " ".join(asked) else (404, [])
        return 201, []

    with http_server(lie) as port, pytest.raises(TargetError, match="something else"):
        put(webdav(port), name, data)
    assert asked[-1] == f"DELETE /dav/{FOLDER}/{name}"


def test_s3_that_knows_no_conditions_is_looked_at_first() -> None:
    name, data = parcel(1000)
    kept: dict[str, bytes] = {}
    asked: list[str] = []

    def simple(method: str, path: str, body: bytes) -> Answer:
        asked.append(method)
        if method == "PUT*":
            return 501, [b"<Error><Code>NotImplemented</Code></Error>"]
        if method == "PUT":
            kept[path] = body
            return 200, []
        if path in kept:
            return 200, [kept[path]]
        return 404, [b"<Error><Code>NoSuchKey</Code></Error>"]

    with http_server(simple) as port:
        put(s3(port), name, data)
        put(s3(port), name, data)
    assert kept == {f"/parcels/{FOLDER}/{name}": data}
    assert asked == ["GET", "PUT*", "PUT", "GET", "GET"]


def test_a_server_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with sftp_server([]) as (_port, key):
            pass
        for one in (webdav(port, 0.2), s3(port, 0.2), sftp(port, key, 0.2)):
            with pytest.raises(TargetError, match="cannot be reached") as caught:
                one.names(FOLDER)
            assert caught.value.is_passing


def test_a_certificate_that_nobody_knows_is_not_trusted_until_it_is_named(tmp_path: Path) -> None:
    public, context = certificate(tmp_path)
    objects = b"<ListBucketResult></ListBucketResult>"

    def answer(method: str, _path: str, _body: bytes) -> Answer:
        return (207, [listing([])]) if method == "PROPFIND" else (200, [objects])

    with http_server(answer, context) as port:
        url = f"https://127.0.0.1:{port}/dav"
        for known in ("", str(public)):
            for setting in (
                TargetSetting(url=url, certificate=known),
                s3_setting(port, "https", known),
            ):
                if known:
                    assert target(setting).names(FOLDER) == []
                else:
                    with pytest.raises(TargetError, match="certificate"):
                        target(setting).names(FOLDER)


def test_a_server_with_another_key_gets_nothing() -> None:
    with sftp_server([]) as (_port, other), sftp_server([GOOD.encode()]) as (port, key):
        with pytest.raises(TargetError, match="nothing was sent") as caught:
            put(sftp(port, other), *parcel(1000))
        assert not caught.value.is_passing
        assert sftp(port, key).names(FOLDER) == [GOOD]


def test_known_servers_are_read_from_their_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = tmp_path / ".ssh" / "known_hosts"
    known.parent.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    with sftp_server([GOOD.encode()]) as (port, key):
        setting = TargetSetting(url=f"sftp://127.0.0.1:{port}/x", user="a", password=SECRET)
        with pytest.raises(TargetError, match="host_key"):
            target(setting).names(FOLDER)
        known.write_text(f"[127.0.0.1]:{port} {key}\n", encoding="utf-8")
        assert target(setting).names(FOLDER) == [GOOD]
        known.write_text(f"[elsewhere]:{port} {key}\n", encoding="utf-8")
        with pytest.raises(TargetError, match="host_key"):
            target(setting).names(FOLDER)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (TargetSetting(url="sftp://127.0.0.1:1/x", host_key="nonsense"), "host_key"),
        (TargetSetting(url="sftp://127.0.0.1:1/x", known_hosts="/nowhere"), "known_hosts"),
        (TargetSetting(url="sftp://127.0.0.1:99999/x"), "url"),
        (TargetSetting(url="https://127.0.0.1:1", certificate="/nowhere"), "certificate"),
        (TargetSetting(url="http://127.0.0.1:x"), "url"),
        (TargetSetting(url="s3://[b"), "url"),
        (TargetSetting(url="s3://b", endpoint="nonsense", user="a", password="b"), "endpoint"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(setting: TargetSetting, words: str) -> None:
    with pytest.raises(TargetError, match=f"“{words}”"):
        target(setting, 1.0).names(FOLDER)


def test_a_key_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with sftp_server([]) as (_port, key):
        setting = TargetSetting(url="sftp://h/x", host_key=key, key_file=str(tmp_path / "none"))
    with pytest.raises(TargetError, match="“key_file”"):
        target(setting).names(FOLDER)


@pytest.mark.parametrize(
    ("module", "url"), [("sshfs", "sftp://h"), ("s3fs", "s3://b"), ("webdav4.client", "https://h")]
)
def test_what_is_not_installed_is_told(
    module: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with sftp_server([]) as (_port, key):
        setting = TargetSetting(url=url, host_key=key, user="a", password="b")
    with pytest.raises(TargetError, match=r"danvan\[remote\]"):
        target(setting).names(FOLDER)


def test_nothing_secret_is_said(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    said = []
    with http_server(lambda *_: (401, [])) as port, sftp_server([]) as (ssh, key):
        for one in (webdav(port), s3(port), sftp(ssh, key)):
            try:
                put(one, *parcel(1000))
            except TargetError as error:
                said.append(f"{error} {error!r} {error.__cause__!r}")
            one.close()
    assert len(said) == 3
    assert SECRET not in " ".join(said)
    assert SECRET not in caplog.text
    assert capfd.readouterr() == ("", "")

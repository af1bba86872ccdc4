"""Servers as targets, real ones on loopback: the same promises as a folder's."""

import pytest

from danvan_tui.exchange.targets.names import part_of
from danvan_tui.exchange.targets.opening import open_target
from danvan_tui.exchange.targets.target import CancelledError, Target, TargetError
from tests.exchange.targets.carrying import FOLDER, Listener, parcel
from tests.exchange.targets.servers import S3, Cable, Server, carried

PATIENCE = 10.0


@pytest.fixture
def target(server: Server) -> Target:
    return open_target("office", server.setting(server.port), timeout=PATIENCE)


def put(target: Target, name: str, data: bytes, listener: Listener | None = None) -> Listener:
    listener = listener or Listener()
    target.put(FOLDER, name, data, progress=listener.progress, is_cancelled=listener.is_cancelled)
    return listener


def test_what_is_put_is_listed_and_read(server: Server, target: Target) -> None:
    name, data = parcel()
    assert target.names(FOLDER) == []
    listener = put(target, name, data)
    assert target.names(FOLDER) == [name]
    assert target.read(FOLDER, name, len(data)) == data
    assert server.looks_whole() == {name: data}
    assert listener.heard[0] == (0, len(data))
    assert listener.heard[-1] == (len(data), len(data))
    assert target.names("danvan") == []
    target.close()


def test_the_same_file_is_put_once(server: Server, target: Target) -> None:
    name, data = parcel()
    server.plant(name, data)
    assert put(target, name, data).heard == [(len(data), len(data))]
    assert server.looks_whole() == {name: data}


def test_another_file_of_the_name_is_not_written_over(server: Server, target: Target) -> None:
    server.plant("office.json", b"one")
    for data in (b"another", b"two", b""):
        with pytest.raises(TargetError, match=r"office\.json"):
            put(target, "office.json", data)
    assert server.looks_whole() == {"office.json": b"one"}


@pytest.mark.parametrize("size", [0, 1000, 900_000])
def test_a_file_that_is_not_what_its_name_says_makes_way(
    server: Server, target: Target, size: int
) -> None:
    name, data = parcel()
    server.plant(name, b"x" * size)
    put(target, name, data)
    found = server.looks_whole()
    assert found.pop(f"{name}.damaged", b"") in (b"", b"x" * size)
    assert found == {name: data}
    assert target.names(FOLDER) == [name]


def test_more_than_the_limit_is_not_read(server: Server, target: Target) -> None:
    name, data = parcel()
    server.plant(name, data)
    with pytest.raises(TargetError, match="too large"):
        target.read(FOLDER, name, len(data) - 1)
    assert target.read(FOLDER, name, len(data)) == data


def test_a_file_that_is_gone_is_told(target: Target) -> None:
    with pytest.raises(TargetError, match=r"x\.danvan is not at “office”"):
        target.read(FOLDER, "x.danvan", 100)


def test_stopping_leaves_nothing_that_looks_whole(server: Server, target: Target) -> None:
    name, data = parcel()
    with pytest.raises(CancelledError):
        put(target, name, data, Listener(stop_after=0 if isinstance(server, S3) else 2))
    assert name not in server.looks_whole()
    put(target, name, data)
    assert target.read(FOLDER, name, len(data)) == data


@pytest.mark.parametrize("started", ["sftp"], indirect=True)
def test_sftp_goes_on_where_it_was_stopped(server: Server, target: Target) -> None:
    name, data = parcel()
    with pytest.raises(CancelledError):
        put(target, name, data, Listener(stop_after=2))
    assert put(target, name, data).heard[0][0] > 0
    server.empty()
    server.plant(part_of(name), b"\0" * 300_000)
    assert put(target, name, data).heard[0] == (0, len(data))
    assert server.looks_whole() == {name: data}


@pytest.mark.parametrize("share", [0, 0.0008, 0.5, 0.9995])
def test_a_server_killed_at_any_time_keeps_no_false_file(server: Server, share: float) -> None:
    name, data = parcel()
    whole = carried(server, lambda setting: put(open_target("office", setting), name, data))
    server.empty()
    cable = Cable(server.port, int(whole * share), server.process.kill)
    target = open_target("office", server.setting(cable.port), timeout=PATIENCE)
    try:
        with pytest.raises(TargetError, match="cannot be reached") as caught:
            put(target, name, data)
        assert caught.value.is_passing
    finally:
        cable.cut()
        server.process.kill()
        server.process.start()
        server.prepare()
    assert server.looks_whole() in ({}, {name: data})
    again = open_target("office", server.setting(server.port), timeout=PATIENCE)
    put(again, name, data)
    assert again.names(FOLDER) == [name]
    assert again.read(FOLDER, name, len(data)) == data


def test_a_connection_that_was_lost_is_made_again(server: Server, target: Target) -> None:
    name, data = parcel(1000)
    put(target, name, data)
    server.process.kill()
    with pytest.raises(TargetError, match="cannot be reached") as caught:
        target.names(FOLDER)
    assert caught.value.is_passing
    server.process.start()
    server.prepare()
    put(target, name, data)
    assert target.names(FOLDER) == [name]

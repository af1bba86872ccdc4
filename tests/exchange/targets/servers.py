"""Real servers on loopback that can be killed and started again, and a cable that can be cut."""

import contextlib
import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import httpx

from danvan_tui.model.target_setting import TargetSetting
from tests.exchange.targets.carrying import FOLDER, looks_whole

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Process:
    """A server in a process of its own."""

    def __init__(self, command: list[str], ready: bytes) -> None:
        self._command = command
        self._ready = ready
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Return once it takes connections."""
        running = subprocess.Popen(self._command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self._running = running
        assert running.stdout is not None
        said = b""
        for line in running.stdout:
            said += line
            if self._ready in line:
                break
        else:
            raise RuntimeError(said.decode("utf-8", "replace"))
        threading.Thread(target=running.stdout.read, daemon=True).start()

    def kill(self) -> None:
        """End it and whatever it began, at once."""
        with self._lock:
            if self._running is not None:
                for one in _family(self._running.pid):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(one, signal.SIGKILL)
                self._running.wait()
                self._running = None


def _family(pid: int) -> list[int]:
    """A process and its descendants."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            words = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            parents[int(status.parent.name)] = int(words[1])
    family = [pid]
    for one in family:
        family += [child for child, parent in parents.items() if parent == one]
    return family


class Server(Protocol):
    """What the tests ask of any of the servers."""

    port: int
    process: Process

    def setting(self, port: int) -> TargetSetting:
        """How to reach it, perhaps through something else at this port."""

    def prepare(self) -> None:
        """What has to be there after every start."""

    def looks_whole(self) -> dict[str, bytes]:
        """What anybody would take for a file of ours on it."""

    def plant(self, name: str, data: bytes) -> None:
        """Put a file there by other means."""

    def empty(self) -> None:
        """Take everything away."""


class _OnDisk:
    """A server that keeps its files in a folder of this computer."""

    root: Path

    def looks_whole(self) -> dict[str, bytes]:
        return looks_whole(self.root)

    def plant(self, name: str, data: bytes) -> None:
        (self.root / FOLDER).mkdir(parents=True, exist_ok=True)
        (self.root / FOLDER / name).write_bytes(data)

    def empty(self) -> None:
        shutil.rmtree(self.root)
        self.root.mkdir()

    def prepare(self) -> None:
        self.root.mkdir(exist_ok=True)


class Sftp(_OnDisk):
    """OpenSSH, with one key of its own and one that it lets in."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.root = folder / "files"
        self.user_key = folder / "user"
        self.host_key = folder / "host"
        for key in (self.user_key, self.host_key):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True
            )
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)  # sshd does not start without it
        config = folder / "config"
        config.write_text(
            f"ListenAddress 127.0.0.1:{self.port}\nHostKey {self.host_key}\nPidFile none\n"
            f"AuthorizedKeysFile {self.user_key}.pub\nStrictModes no\nUsePAM no\n"
            "PasswordAuthentication no\nKbdInteractiveAuthentication no\n"
            "PermitRootLogin prohibit-password\nMaxStartups 1000\nSubsystem sftp internal-sftp\n",
            encoding="utf-8",
        )
        self.process = Process([SSHD or "sshd", "-D", "-e", "-f", str(config)], b"Server listening")

    def host_line(self) -> str:
        """The public key of the server."""
        line = self.host_key.with_suffix(".pub").read_text(encoding="utf-8")
        return " ".join(line.split()[:2])

    def setting(self, port: int) -> TargetSetting:
        return TargetSetting(
            url=f"sftp://127.0.0.1:{port}{self.root}",
            user=getpass.getuser(),
            key_file=str(self.user_key),
            host_key=self.host_line(),
        )


class Webdav(_OnDisk):
    """WsgiDAV on cheroot."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.root = folder / "files"
        self.root.mkdir()
        self.process = _python("webdav", self.port, str(self.root))

    def setting(self, port: int) -> TargetSetting:
        return TargetSetting(url=f"http://127.0.0.1:{port}", user="laptop", password="hunter2")


class S3:
    """moto, which keeps everything in memory."""

    def __init__(self, _folder: Path) -> None:
        self.port = free_port()
        self.process = _python("s3", self.port)

    def setting(self, port: int) -> TargetSetting:
        return TargetSetting(
            url="s3://parcels/phu man",
            user="AKIDEXAMPLE",
            password="hunter2",
            endpoint=f"http://127.0.0.1:{port}",
            region="us-east-1",
        )

    def prepare(self) -> None:
        self._client.create_bucket(Bucket="parcels")

    def looks_whole(self) -> dict[str, bytes]:
        client = self._client
        keys = [one["Key"] for one in client.list_objects_v2(Bucket="parcels").get("Contents", [])]
        return {
            key.rpartition("/")[2]: client.get_object(Bucket="parcels", Key=key)["Body"].read()
            for key in keys
        }

    def plant(self, name: str, data: bytes) -> None:
        key = f"phu man/{FOLDER}/{name}"
        self._client.put_object(Bucket="parcels", Key=key, Body=data)

    def empty(self) -> None:
        httpx.post(f"{self._address}/moto-api/reset").raise_for_status()
        self.prepare()

    @property
    def _address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @cached_property
    def _client(self) -> Any:  # noqa: ANN401 - a library without types
        return (
            import_module("botocore.session")
            .get_session()
            .create_client(
                "s3",
                region_name="us-east-1",
                endpoint_url=self._address,
                aws_access_key_id="test",
                aws_secret_access_key="test",
            )
        )


def _python(kind: str, *values: object) -> Process:
    module = "tests.exchange.targets.serving"
    return Process([sys.executable, "-m", module, kind, *map(str, values)], b"ready")


KINDS: dict[str, Callable[[Path], Server]] = {"sftp": Sftp, "webdav": Webdav, "s3": S3}


def missing(kind: str) -> str:
    """Why this server cannot be started here; empty where it can."""
    if kind == "sftp" and (SSHD is None or shutil.which("ssh-keygen") is None):
        return "OpenSSH's server is not installed"
    return ""


@contextlib.contextmanager
def running(kind: str, folder: Path) -> Iterator[Server]:
    """A server until the end of the block."""
    server = KINDS[kind](folder)
    server.process.start()
    try:
        server.prepare()
        yield server
    finally:
        server.process.kill()


def carried(server: Server, act: Callable[[TargetSetting], object]) -> int:
    """How many bytes go to a server while something is done with it."""
    cable = Cable(server.port, sys.maxsize, lambda: None)
    act(server.setting(cable.port))
    cable.cut()
    return cable.carried


class Cable:
    """Carries bytes to a server until so many went there; then both ends are cut off."""

    def __init__(self, port: int, after: int, on_cut: Callable[[], None]) -> None:
        self.carried = 0
        self._port = port
        self._left = after
        self._on_cut = on_cut
        self._lock = threading.Lock()
        self._ends: list[socket.socket] = []
        self.is_cut = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._port))
                self._ends += [near, far]
                threading.Thread(target=self._pump, args=(near, far, True), daemon=True).start()
                threading.Thread(target=self._pump, args=(far, near, False), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, counted: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                with self._lock:
                    taken = piece[: self._left] if counted else piece
                    target.sendall(taken)
                    if counted:
                        self._left -= len(taken)
                        self.carried += len(taken)
                    if counted and self._left <= 0 and not self.is_cut:
                        self.is_cut = True
                        self._on_cut()
                        self.cut()
            target.shutdown(socket.SHUT_WR)

    def cut(self) -> None:
        """Nothing goes through any more."""
        for one in (self._listener, *self._ends):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

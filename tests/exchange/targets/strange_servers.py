"""Servers that no honest office runs: they lie, never stop talking, or say nothing."""

import asyncio
import contextlib
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat
from pathlib import Path

import asyncssh

ENDLESS = repeat(b"<D:x>" * 20_000)

Answer = tuple[int, Iterable[bytes]]
Respond = Callable[[str, str, bytes], Answer]
"""Method, path and body of a request; the status and the pieces of the answer."""


@contextlib.contextmanager
def http_server(respond: Respond, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port of a server that answers as it is told to."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __getattr__(self, name: str) -> Callable[[], None]:
            if name.startswith("do_"):
                return self._answer
            raise AttributeError(name)

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            conditions = self.headers.get("If-None-Match", "")
            status, pieces = respond(f"{self.command}{conditions}", self.path, body)
            self.send_response(status)
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            with contextlib.suppress(OSError):
                for piece in pieces:
                    self.wfile.write(piece)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def listing(addresses: Iterable[str]) -> bytes:
    """What WebDAV says of the files in a folder."""
    responses = "".join(
        f"<D:response><D:href>{address}</D:href><D:propstat><D:prop><D:resourcetype/></D:prop>"
        "</D:propstat></D:response>"
        for address in addresses
    )
    return f'<D:multistatus xmlns:D="DAV:">{responses}</D:multistatus>'.encode()


class _Strange(asyncssh.SFTPServer):
    """Lists whatever it wants, and its files never end."""

    names: tuple[bytes, ...] = ()

    async def scandir(self, path: bytes) -> AsyncIterator[asyncssh.SFTPName]:
        attributes = asyncssh.SFTPAttrs(permissions=0o100644, size=10)
        for name in self.names:
            yield asyncssh.SFTPName(name, attrs=attributes)
        if path.endswith(b"endless"):
            while True:
                yield asyncssh.SFTPName(b"x" * 100, attrs=attributes)

    def stat(self, path: bytes) -> asyncssh.SFTPAttrs:  # noqa: ARG002
        return asyncssh.SFTPAttrs(permissions=0o100644, size=10)

    def open(self, path: bytes, _flags: int, _attrs: asyncssh.SFTPAttrs) -> object:
        return path

    def read(self, _file: object, _offset: int, size: int) -> bytes:
        return b"x" * size

    def close(self, _file: object) -> None:
        """There is nothing to close."""


class _OpenDoor(asyncssh.SSHServer):
    def begin_auth(self, _username: str) -> bool:
        return False


@contextlib.contextmanager
def sftp_server(names: Iterable[bytes]) -> Iterator[tuple[int, str]]:
    """The port and the public key of an SFTP server that lists these names."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    served = type("Served", (_Strange,), {"names": tuple(names)})
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()

    async def listen() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=_OpenDoor,
            server_host_keys=[key],
            sftp_factory=served,
        )

    acceptor = asyncio.run_coroutine_threadsafe(listen(), loop).result()
    try:
        yield acceptor.get_port(), key.export_public_key().decode("ascii").strip()
    finally:
        loop.call_soon_threadsafe(acceptor.close)


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate that 127.0.0.1 signed for itself, and what its server needs."""
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, secret = folder / "certificate.pem", folder / "key.pem"
    public.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, secret)
    return public, context

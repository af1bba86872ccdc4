"""A WebDAV or S3 server on loopback, in a process of its own that can be killed.

Usage: python -m tests.exchange.targets.serving webdav|s3 PORT [FOLDER]
Says "ready" once it takes connections.
"""

import sys
import threading
from importlib import import_module


def main() -> None:
    kind, port = sys.argv[1], int(sys.argv[2])
    if kind == "webdav":
        serve_webdav(port, sys.argv[3])
    else:
        serve_s3(port)


def serve_webdav(port: int, folder: str) -> None:
    from cheroot.wsgi import Server

    app = import_module("wsgidav.wsgidav_app").WsgiDAVApp(
        {
            "provider_mapping": {"/": folder},
            "simple_dc": {"user_mapping": {"*": {"laptop": {"password": "hunter2"}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    server = Server(("127.0.0.1", port), app)
    server.prepare()
    print("ready", flush=True)
    server.serve()


def serve_s3(port: int) -> None:
    from moto.server import ThreadedMotoServer

    ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False).start()
    print("ready", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()

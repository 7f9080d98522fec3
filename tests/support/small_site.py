"""A small WSGI application for tests of the web server: says how much came, or answers at length."""

import socket
from contextlib import suppress
from typing import Any

LONG_ANSWER = b"x" * (8 * 1024 * 1024)


def wait_for(port: int) -> None:
    """As an application that asks a database which says nothing."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 30) as asked:
        asked.recv(1)


def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """`/long` answers with megabytes; `/unread` reads nothing; `/held/PORT` answers when whoever listens there lets go;
    everything else tells the length of the body."""
    path = environ["PATH_INFO"]
    if path.startswith("/held/"):
        wait_for(int(path.removeprefix("/held/")))
    if path == "/long":
        answer = LONG_ANSWER
    elif path == "/unread":
        answer = b"unread"
    else:
        answer = str(len(environ["wsgi.input"].read())).encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(answer)))])
    return [answer]

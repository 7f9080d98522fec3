"""The way to a gateway of another house: one POST of JSON, bounded in time and size. Addresses may be secrets.

Neither proxies nor redirects are followed. A gateway that hangs, or that answers byte by byte, is cut off.
"""

import json
import socket
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from app.casework.messages.dispatch import NoAnswer, NotSent, WayIsShut

PATIENCE = 5.0  # seconds for each step
LONGEST = 10.0  # seconds for all of it
LARGEST = 64 * 1024  # bytes of an answer that are read


def post(
    url: str, content: Mapping[str, Any], head: Mapping[str, str], title: str, longest: float = LONGEST
) -> Any:
    """The JSON that came back, None where it is none. `title`: the gateway, for people.

    Raises WayIsShut when it is not reached, NotSent when it refuses, NoAnswer when nobody knows.
    """
    connection = _connection(url)
    end = Timer(longest, _cut, [connection])
    end.daemon = True
    try:
        end.start()
        _connect(connection, title)
        status, data = _ask(connection, url, content, head, title)
    finally:
        end.cancel()
        connection.close()
    if not 200 <= status < 300:
        raise NotSent(f"{title}回应状态 {status}")
    try:
        return json.loads(data)
    except ValueError:
        return None


def _connection(url: str) -> HTTPConnection:
    parts = urlsplit(url)
    make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return make(parts.hostname or "", parts.port, timeout=PATIENCE)


def _connect(connection: HTTPConnection, title: str) -> None:
    try:
        connection.connect()
    except OSError as error:
        raise WayIsShut(f"无法连接{title}（{type(error).__name__}）") from error


def _ask(
    connection: HTTPConnection, url: str, content: Mapping[str, Any], head: Mapping[str, str], title: str
) -> tuple[int, bytes]:
    parts = urlsplit(url)
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    body = json.dumps(content, ensure_ascii=False).encode()
    try:
        connection.request("POST", path, body, {"Content-Type": "application/json; charset=utf-8", **head})
        answer = connection.getresponse()
        return answer.status, answer.read(LARGEST)
    except (OSError, HTTPException) as error:
        raise NoAnswer(f"{title}没有回应（{type(error).__name__}）") from error


def _cut(connection: HTTPConnection) -> None:
    """Whoever waits for the answer gets an error."""
    if (line := connection.sock) is not None:
        try:
            line.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

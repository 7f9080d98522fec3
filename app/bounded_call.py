"""Speaking to a server of another house, bounded in time as a whole: one that hangs, or answers byte by byte, is cut.

A time limit of a socket bounds each step alone; who sends one byte in time for each of them holds the line for ever.
"""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Event, Timer
from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443}


class NotReached(Exception):
    """The server was not reached: it has taken nothing. The message is the kind of error."""


class NotAnswered(Exception):
    """It was spoken to and no whole answer came: it may have acted. The message is the kind of error."""


@contextmanager
def cut_after(longest: float, line: Callable[[], socket.socket | None]) -> Iterator[Event]:
    """Shut the line after `longest` seconds: whoever waits at it gets an error, or an end. The event tells that."""
    is_cut = Event()

    def cut() -> None:
        is_cut.set()
        _shut(line())

    end = Timer(longest, cut)
    end.daemon = True
    end.start()
    try:
        yield is_cut
    finally:
        end.cancel()


def _shut(line: socket.socket | None) -> None:
    """The line below TLS: shut by its own method, a line of TLS would be none any more in the midst of a reading."""
    if line is not None:
        try:
            socket.socket.shutdown(line, socket.SHUT_RDWR)
        except OSError:
            return


def post(
    url: str, body: bytes, head: Mapping[str, str], *, patience: float, longest: float, largest: int
) -> tuple[int, bytes]:
    """Status and content of the answer, of which at most `largest` bytes are read.

    `patience`: seconds for each step, `longest`: for all of them. Neither proxies nor redirects are followed.
    Raises NotReached, NotAnswered.
    """
    parts = urlsplit(url)
    found: list[socket.socket] = []
    make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = make(parts.hostname or "", parts.port)
    with cut_after(longest, lambda: found[-1] if found else None) as is_cut:
        try:
            _connect(parts, patience, found)
            connection.sock = found[-1]
            return _asked(connection, _path(parts), body, head, largest, is_cut)
        finally:
            connection.close()
            for line in found:
                line.close()


def _connect(parts: SplitResult, patience: float, found: list[socket.socket]) -> None:
    """Each line is `found` as soon as it stands, so that it can be cut in the midst of a greeting."""
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    try:
        found.append(socket.create_connection((host, port), timeout=patience))
        if parts.scheme == "https":
            context = ssl.create_default_context()
            line = context.wrap_socket(found[-1], server_hostname=host, do_handshake_on_connect=False)
            found.append(line)
            line.do_handshake()
    except OSError as error:
        raise NotReached(type(error).__name__) from error


def _path(parts: SplitResult) -> str:
    return f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"


def _asked(
    connection: HTTPConnection, path: str, body: bytes, head: Mapping[str, str], largest: int, is_cut: Event
) -> tuple[int, bytes]:
    try:
        connection.request("POST", path, body, dict(head))
        with connection.getresponse() as answer:
            data = answer.read(largest)
            if is_cut.is_set() or _is_cut_short(answer, data, largest):
                raise NotAnswered("IncompleteRead")
            return answer.status, data
    except (OSError, HTTPException) as error:
        raise NotAnswered(type(error).__name__) from error


def _is_cut_short(answer: HTTPResponse, data: bytes, largest: int) -> bool:
    """Whether less came than was announced."""
    return bool(answer.length) and len(data) < largest

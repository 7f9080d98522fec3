"""What arrives on a connection of the web server, with a deadline, and whether it is a whole request yet."""

import json
import re
import time
from typing import Any

from gunicorn.http.unreader import SocketUnreader

SMALL_BODY = 64 * 1024
END_OF_HEAD = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,12})[ \t]*\r\n", re.IGNORECASE)
WAITS_TO_BE_ASKED = re.compile(rb"\r\nexpect:", re.IGNORECASE)


class Arriving(SocketUnreader):
    """What comes in on a connection, with a deadline; no single byte is waited for longer than `patience`.

    Raises TimeoutError.
    """

    def __init__(self, sock: Any, patience: float, slowest: int):
        super().__init__(sock)
        self.patience, self.slowest = patience, slowest
        self.begin()

    def begin(self) -> None:
        """A new request: the deadline counts from now."""
        self.deadline = time.monotonic() + self.patience

    def chunk(self, size_hint: int | None = None) -> bytes:
        """The next bytes; they move the deadline on, as far as the slowest client that is waited for would need."""
        left, given = min(self.deadline - time.monotonic(), self.patience), self.sock.gettimeout()
        if left <= 0:
            raise TimeoutError("request not finished in time")
        self.sock.settimeout(left if given is None else min(left, given))
        try:
            data: bytes = super().chunk(size_hint)
        finally:
            self.sock.settimeout(given)
        self.deadline += len(data) / self.slowest
        return data

    def take(self, data: bytes) -> None:
        """Bytes that the loop has received."""
        self.buf.seek(0, 2)
        self.buf.write(data)

    def has_whole_request(self) -> bool:
        """Whether head and body are here. A body that is large, in chunks or has to be asked for is not waited for."""
        waiting = self.buf.getvalue().lstrip(b"\r\n")
        head, end, body = waiting.partition(END_OF_HEAD)
        if not end:
            return False
        announced = None if WAITS_TO_BE_ASKED.search(head) else LENGTH.search(head + b"\r\n")
        length = int(announced[1]) if announced else 0
        return length > SMALL_BODY or len(body) >= length


def length_of(req: Any) -> int | None:
    """How long the body of a request is; None when it comes in chunks."""
    headers = dict(req.headers)
    return None if "TRANSFER-ENCODING" in headers else int(headers.get("CONTENT-LENGTH", "0"))


def refuse(req: Any, conn: Any, status: int, code: str, message: str, retry_after: int = 0) -> bool:
    """Answer without the application, and end the connection."""
    is_api = req.path.startswith("/api/")
    text = (
        json.dumps({"code": code, "message": message, "fields": {}}, ensure_ascii=False)
        if is_api
        else message
    )
    body = text.encode()
    lines = [
        f"HTTP/1.1 {status} {'Request Timeout' if status == 408 else 'Service Unavailable'}",
        f"Content-Type: {'application/json' if is_api else 'text/plain'}; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "Connection: close",
        *([f"Retry-After: {retry_after}"] if retry_after else []),
    ]
    conn.sock.sendall("\r\n".join(lines).encode() + END_OF_HEAD + body)
    return False

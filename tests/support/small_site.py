"""A small WSGI application for tests of the web server: says how much came, or answers at length."""

from typing import Any

LONG_ANSWER = b"x" * (8 * 1024 * 1024)


def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """`/long` answers with megabytes; `/unread` reads nothing; everything else tells the length of the body."""
    path = environ["PATH_INFO"]
    if path == "/long":
        answer = LONG_ANSWER
    elif path == "/unread":
        answer = b"unread"
    else:
        answer = str(len(environ["wsgi.input"].read())).encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(answer)))])
    return [answer]

"""One that answers byte by byte, or not at all, holds nobody longer than the whole of its time."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest

from app.bounded_call import NotAnswered, NotReached, post

SHORT = {"patience": 5.0, "longest": 0.4, "largest": 4096}


@contextmanager
def dripping(begin: bytes, scheme: str = "http", drop: bytes = b"x"):
    """A server that sends `begin`, and then for ever one byte every 50 ms."""
    stopped = threading.Event()

    def serve():
        line, _ = listening.accept()
        with line:
            try:
                line.sendall(begin)
                while not stopped.wait(0.05):
                    line.sendall(drop)
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = threading.Thread(target=serve, daemon=True)
        server.start()
        yield f"{scheme}://127.0.0.1:{listening.getsockname()[1]}/"
        stopped.set()
        server.join(5)


@pytest.mark.parametrize(
    "begin",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n",
    ],
    ids=["first line", "head", "body", "body of a line that is closed", "body of HTTP/1.0", "chunk"],
)
def test_who_answers_byte_by_byte_is_cut_and_nothing_counts_as_an_answer(begin):
    began = time.monotonic()
    with dripping(begin) as url, pytest.raises(NotAnswered):
        post(url, b"{}", {}, **SHORT)
    assert time.monotonic() - began < 5


def test_who_drags_out_the_greeting_of_tls_is_cut():
    """A record of the greeting is announced with 4,000 bytes, which come one by one."""
    with dripping(b"\x16\x03\x03\x0f\xa0", "https", b"\0") as url, pytest.raises(NotReached):
        post(url, b"{}", {}, **SHORT)


def test_an_answer_that_ends_before_its_length_is_none():
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}") as url, pytest.raises(NotAnswered):
        post(url, b"{}", {}, **SHORT)


def test_a_whole_answer_comes_as_it_is_and_no_more_than_is_wanted():
    with answering(b"HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 4\r\n\r\nbody") as url:
        assert post(url, b"{}", {}, **SHORT) == (302, b"body")
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody") as url:
        assert post(url, b"{}", {}, **{**SHORT, "largest": 2}) == (200, b"bo")


@contextmanager
def answering(answer: bytes):
    """A server that answers once and closes the line."""

    def serve():
        line, _ = listening.accept()
        with line:
            while b"{}" not in line.recv(4096):
                pass
            line.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = threading.Thread(target=serve, daemon=True)
        server.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.join(5)

"""Clients that are slow, or never finish what they send, stop nobody else."""

import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PATIENT, IMPATIENT = "app.web_worker.Worker", "tests.support.impatient_worker.Impatient"
START_LIMIT = 30.0  # seconds
MEGABYTE = 1024 * 1024
HELD = 30  # more than there are threads
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


class Site:
    """A running server of one process."""

    def __init__(self, port: int, connections: ExitStack):
        self.port, self.connections = port, connections

    def send(self, data: bytes, timeout: float = 20.0) -> socket.socket:
        """A connection that has sent this and stays open."""
        made = self.connections.enter_context(socket.create_connection(("127.0.0.1", self.port), timeout))
        made.sendall(data)
        return made

    def ask(self, data: bytes = GET) -> bytes:
        """The whole answer to a request after which the connection ends."""
        return read_all(self.send(data.replace(b"Host: x\r\n", b"Host: x\r\nConnection: close\r\n")))


def read_all(made: socket.socket) -> bytes:
    """Everything until the server closes."""
    parts = []
    while part := made.recv(65536):
        parts.append(part)
    return b"".join(parts)


def is_silent(made: socket.socket, seconds: float) -> bool:
    """Whether the server says nothing for so long."""
    return not select.select([made], [], [], seconds)[0]


def send_until_refused(made: socket.socket, lines: bytes, most: int) -> None:
    for _ in range(most):
        made.sendall(lines)


def post(length: int, body: bytes, path: str = "/", more: bytes = b"") -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n".encode()
    return head + more + b"\r\n" + body


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def start() -> Iterator[Callable[[str], int]]:
    """Starts a server with a kind of worker; its port. All are stopped at the end."""
    running: dict[str, tuple[subprocess.Popen, int]] = {}

    def begin(worker: str) -> int:
        if worker not in running:
            port = free_port()
            environment = {**os.environ, "PORT": str(port), "HOST": "", "WEB_CONCURRENCY": "1"}
            command = [
                sys.executable,
                "-m",
                "gunicorn",
                "--config",
                "gunicorn.conf.py",
                "--worker-class",
                worker,
            ]
            process = subprocess.Popen(
                [*command, "tests.support.small_site:app"], cwd=ROOT, env=environment, start_new_session=True
            )
            running[worker] = (process, port)
            wait_for(port, process)
        return running[worker][1]

    yield begin
    for process, _port in running.values():
        process.terminate()
    assert [process.wait(60) for process, _port in running.values()] == [0] * len(running)


def wait_for(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        assert process.poll() is None
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as made:
                made.sendall(GET)
                assert made.recv(12) == b"HTTP/1.1 200"
                return
        except ConnectionRefusedError:
            continue  # not yet listening
    raise AssertionError("the server did not start")


@pytest.fixture
def site(start) -> Iterator[Site]:
    with ExitStack() as connections:
        yield Site(start(PATIENT), connections)


@pytest.fixture
def impatient(start) -> Iterator[Site]:
    with ExitStack() as connections:
        yield Site(start(IMPATIENT), connections)


def test_whether_the_process_lives_is_told_while_all_others_wait_for_a_database(site):
    with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
        for _ in range(HELD):
            site.send(GET.replace(b" / ", f" /held/{silent.getsockname()[1]} ".encode()))
        held = [silent.accept()[0] for _ in range(4)]  # as many as have a turn
        assert is_silent(site.send(GET), 0.5)
        for method in (b"GET", b"HEAD"):
            assert site.ask(GET.replace(b"GET / ", method + b" /healthz ")).startswith(b"HTTP/1.1 200")
    for made in held:
        made.close()
    assert site.ask().startswith(b"HTTP/1.1 200")


class TestOthersGoOn:
    @pytest.mark.parametrize(
        "half",
        [
            b"",
            b"G",
            b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
            b"\r\n\r\nGET / HTTP/1.1\r\n",
            post(1000, b"half"),
            post(10 * MEGABYTE, b"half"),
            b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf",
            GET + b"GET / HTTP/1.1\r\nHost:",
            GET + post(1000, b"half"),
        ],
        ids=["nothing", "one byte", "head", "blank lines first", "small body", "large body", "chunks", "second head",
             "second body"],
    )  # fmt: skip
    def test_forty_half_requests_stop_no_page_and_no_form(self, site, half):
        for _ in range(40):
            site.send(half)
        began = time.monotonic()
        assert site.ask().endswith(b"\r\n\r\n0")
        assert site.ask(post(4, b"form")).endswith(b"\r\n\r\n4")
        assert time.monotonic() - began < 5

    def test_clients_that_never_close_stop_nobody(self, site):
        for _ in range(12):
            left_open = site.send(GET.replace(b"Host", b"Connection: close\r\nHost"))
            assert left_open.recv(12) == b"HTTP/1.1 200"
        began = time.monotonic()
        assert site.ask().endswith(b"0")
        assert time.monotonic() - began < 5

    def test_clients_that_do_not_take_their_answer_stop_nobody(self, site):
        for _ in range(12):
            site.send(GET.replace(b"/ ", b"/long ", 1))
        began = time.monotonic()
        assert site.ask().endswith(b"0")
        assert time.monotonic() - began < 5


class TestLimits:
    @pytest.mark.parametrize("half", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n", post(1000, b"half")])
    def test_what_does_not_come_in_time_is_closed(self, impatient, half):
        began = time.monotonic()
        assert read_all(impatient.send(half)) == b""
        assert 0.5 < time.monotonic() - began < 10

    def test_an_upload_that_stops_half_way_is_told_so(self, impatient):
        answer = read_all(impatient.send(post(MEGABYTE, b"half")))
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert "没有在规定时间内传完" in answer.decode()

    def test_an_upload_that_keeps_coming_is_waited_for(self, impatient):
        made = impatient.send(post(5 * 65536, b""))
        for _ in range(4):
            made.sendall(b"x" * 65536)
            assert is_silent(made, 0.4)
        made.sendall(b"x" * 65536)
        assert made.recv(12) == b"HTTP/1.1 200"

    def test_when_all_who_take_in_uploads_are_busy_one_more_is_asked_to_come_again(self, impatient):
        half = post(10 * MEGABYTE, b"x" * MEGABYTE, "/api/v1/public/requests")
        for _ in range(
            10
        ):  # two are taken in; one more is refused, or took the place of one that was given up
            made = impatient.send(half)
            if not is_silent(made, 0.3) and (answer := read_all(made)).startswith(b"HTTP/1.1 503"):
                break
        assert b"Retry-After: 20\r\n" in answer
        assert '"message": "正在上传的人较多，请稍后再试"' in answer.decode()
        assert impatient.ask().endswith(b"0")

    def test_a_head_without_end_is_cut_off(self, site):
        made, lines = site.send(b"GET / HTTP/1.1\r\n"), b"X-Long: " + b"x" * 8000 + b"\r\n"
        with pytest.raises(ConnectionError):
            send_until_refused(made, lines, 1000)


class TestWholeRequests:
    @pytest.mark.parametrize("length", [0, 1, 65536, 65537, MEGABYTE, 20 * MEGABYTE])
    def test_every_byte_of_a_body_arrives(self, site, length):
        assert site.ask(post(length, b"x" * length)).endswith(b"\r\n\r\n" + str(length).encode())

    def test_a_body_in_chunks_arrives(self, site):
        head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        assert site.ask(head + b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n").endswith(b"\r\n\r\n11")

    @pytest.mark.parametrize("length", [4, MEGABYTE])
    def test_who_waits_to_be_asked_for_the_body_is_asked(self, site, length):
        made = site.send(post(length, b"", more=b"Expect: 100-continue\r\nConnection: close\r\n"))
        assert made.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
        made.sendall(b"x" * length)
        assert read_all(made).endswith(b"\r\n\r\n" + str(length).encode())

    def test_a_truncated_upload_never_reaches_the_application(self, site):
        made = site.send(post(MEGABYTE, b"x" * 1000))
        made.shutdown(socket.SHUT_WR)
        assert not read_all(made).startswith(b"HTTP/1.1 200")

    def test_many_requests_follow_each_other_on_one_connection(self, site):
        made = site.send(b"")
        for length in (0, 5, 100_000, 0):
            made.sendall(post(length, b"x" * length))
            answer = b""
            while not answer.endswith(b"\r\n\r\n" + str(length).encode()):
                part = made.recv(65536)
                assert part, answer
                answer += part
            assert answer.startswith(b"HTTP/1.1 200")

    def test_requests_sent_ahead_are_answered_in_order(self, site):
        answers = site.ask(GET.replace(b"Host: x", b"Host: y") + post(3, b"abc").replace(b"x", b"z", 1) + GET)
        assert answers.count(b"HTTP/1.1 200") == 3

    @pytest.mark.parametrize("length", [1000, MEGABYTE])
    def test_a_body_that_nobody_reads_does_not_become_the_next_request(self, site, length):
        smuggled = GET.ljust(length, b"\n")
        answers = read_all(
            site.send(post(length, smuggled, "/unread") + GET.replace(b"Host", b"Connection: close\r\nHost"))
        )
        assert answers.count(b"HTTP/1.1 200") <= 2
        assert b"\r\n\r\nunread" in answers

    def test_malformed_requests_are_refused(self, site):
        assert site.ask(b"GET\r\n\r\n").startswith(b"HTTP/1.1 400")
        assert site.ask(
            b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n"
        ).startswith(b"HTTP/1.1 400")

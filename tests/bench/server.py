"""A real gunicorn server on loopback, and what /proc says of its processes."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from tests.bench.processor import children
from tests.bench.workplace import ROOT, Workplace

START_LIMIT = 60.0  # seconds
STOP_LIMIT = 30.0
PAUSE = 0.01
ASKED = (
    "DATABASE_URL",
    "MINGBAI_INSTANCE",
    "MINGBAI_TIME_FILE",
    "MINGBAI_TESTING",
    "SMTP_URL",
    "HOST",
    "PORT",
)


class ServerFailed(RuntimeError):
    """The server ended, or never answered."""


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, its first process, and how long it took to answer."""

    port: int
    process: subprocess.Popen
    started_in: float  # seconds from exec to the first answer of /healthz

    def workers(self) -> list[int]:
        """The web processes: the children of gunicorn's master."""
        return children(self.process.pid)


@contextmanager
def running(work: Workplace, module: str = "wsgi:app", workers: int = 1) -> Iterator[Server]:
    """Start as `make run` does, on a free port, and stop in order afterwards."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in ASKED}
    environment |= {
        "PORT": str(port), "MINGBAI_INSTANCE": str(work.instance), "DATABASE_URL": work.url,
        "WEB_CONCURRENCY": str(workers), "MINGBAI_LOG_LEVEL": "warning",
        "MALLOC_ARENA_MAX": "2",
    }  # fmt: skip
    command = (sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", module)
    began = time.perf_counter()
    with (work.instance / "server.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True, stderr=log)
    with stopped_in_order(process):
        wait_for(process, port, work.instance / "server.log")
        yield Server(port, process, time.perf_counter() - began)


@contextmanager
def stopped_in_order(process: subprocess.Popen) -> Iterator[None]:
    """End the server afterwards as its administrator does."""
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(process: subprocess.Popen, port: int, log: Path) -> None:
    """Until it answers. Raises ServerFailed with the end of its log."""
    deadline = time.monotonic() + START_LIMIT
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise ServerFailed(f"the web server did not start: {log.read_text()[-500:]}")
        Event().wait(PAUSE)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False  # not listening yet: asked again until the limit
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def resident(pid: int) -> float:
    """Resident memory of a process, in MB (10⁶ bytes)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0

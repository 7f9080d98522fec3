"""The supervisor of `make run`, tried on a tiny application of its own in a folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TINY_APPLICATION = """
import signal, threading
from flask import Flask

app = Flask(__name__)


@app.get("/healthz")
def healthy():
    return "ok"


@app.cli.command("setup")
def setup():
    print("prepared", flush=True)


@app.cli.command("scheduler")
def scheduler():
    asked = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: asked.set())
    print("scheduler listens", flush=True)
    asked.wait()
    print("scheduler ended", flush=True)
"""


def heed_interrupts() -> None:
    """A run in the background of a shell ignores SIGINT, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Supervisor:
    """A running scripts/serve.py."""

    def __init__(self, folder: Path, port: int, command: list[str]) -> None:
        self.port = port
        environment = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "WEB_CONCURRENCY": "1"}
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=heed_interrupts,
        )  # fmt: skip
        self.lines: list[str] = []

    def read_until(self, text: str) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line)
            if text in line:
                return
        raise AssertionError(f"never said {text!r}: {''.join(self.lines)}")

    def end(self) -> int:
        """The exit code, after the rest of the output was read."""
        assert self.process.stdout
        self.lines += self.process.stdout.readlines()
        self.process.stdout.close()
        return self.process.wait(timeout=60)

    def said(self, text: str) -> bool:
        return text in "".join(self.lines)

    def child(self, words: str) -> int:
        """Process id of the child whose command line holds the words."""
        for path in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
                command = (path / "cmdline").read_text().replace("\0", " ")
            except (FileNotFoundError, ProcessLookupError):
                continue  # ended while we looked
            if parent == self.process.pid and words in command:
                return int(path.name)
        raise AssertionError(f"no child runs {words!r}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/serve.py", tmp_path / "scripts")
    for name in ("gunicorn.conf.py", "config.py"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "app").mkdir()
    for name in ("web_worker.py", "arriving.py"):
        shutil.copy(ROOT / "app" / name, tmp_path / "app")
    (tmp_path / "wsgi.py").write_text(TINY_APPLICATION)
    (tmp_path / "Makefile").write_text(f"run:\n\t@exec {sys.executable} scripts/serve.py\n")
    return tmp_path


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def supervisor(folder: Path, port: int) -> Iterator[Supervisor]:
    started = Supervisor(folder, port, [sys.executable, "scripts/serve.py"])
    started.read_until("Mingbai ready")
    started.read_until("scheduler listens")
    yield started
    if started.process.returncode is None:
        started.process.kill()
        started.end()


def test_it_prepares_first_and_says_where_it_is_ready(supervisor, port):
    assert supervisor.lines[0] == "prepared\n"
    assert f"Mingbai ready: http://127.0.0.1:{port}\n" in supervisor.lines
    supervisor.process.terminate()
    assert supervisor.end() == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_signal_ends_web_server_and_scheduler_in_order(supervisor, number):
    supervisor.process.send_signal(number)
    assert supervisor.end() == 0
    assert supervisor.said("scheduler ended")
    assert supervisor.said("Shutting down: Master")


@pytest.mark.parametrize(("words", "name"), [("gunicorn", "web server"), ("scheduler", "scheduler")])
def test_when_one_child_dies_it_stops_the_other_and_says_which(supervisor, words, name):
    os.kill(supervisor.child(words), signal.SIGKILL)
    assert supervisor.end() == 1
    assert supervisor.said(f"mingbai: the {name} ended by itself (exit code -9); stopping")


def test_an_interrupt_that_reaches_only_make_stops_it_too(folder, port):
    made = Supervisor(folder, port, ["make", "run"])
    made.read_until("Mingbai ready")
    made.read_until("scheduler listens")
    made.process.send_signal(signal.SIGINT)
    assert made.end() != 0
    assert made.said("scheduler ended")


def test_a_port_in_use_is_refused_in_one_line(folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = Supervisor(folder, port, [sys.executable, "scripts/serve.py"])
        assert refused.end() == 1
    assert refused.lines == [
        f"mingbai: cannot listen on 127.0.0.1 port {port} (Address already in use); choose PORT= or HOST=\n"
    ]

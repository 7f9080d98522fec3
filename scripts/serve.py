"""Start the application: prepare the database, then web server and scheduler, and keep watch over both.

Usage: .venv/bin/python scripts/serve.py   (HOST and PORT from the environment; 127.0.0.1 and 8000 by default)
Ends its start with the line `Mingbai ready: ADDRESS`. SIGINT, SIGTERM or SIGHUP stop both in order
and give exit code 0. When one of them ends by itself, the other is stopped too and the exit code is 1:
nothing is restarted in silence. Standard library only.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
WATCHED_SIGNALS = STOP_SIGNALS | {signal.SIGCHLD}
START_LIMIT = 60.0  # seconds until /healthz must answer
STOP_LIMIT = 50.0  # seconds; above gunicorn's graceful_timeout
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)

Children = dict[str, subprocess.Popen]


class StartFailed(Exception):
    """The application could not be started; the text is the one line for the user."""


class StopAsked(Exception):
    """A stop signal came."""


def main() -> int:
    os.chdir(ROOT)
    signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED_SIGNALS)
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    children: Children = {}
    try:
        refuse_busy_port(host, port)
        address = f"http://{in_address(host)}:{port}"
        os.environ.setdefault("MINGBAI_PUBLIC_URL", address)
        prepare(children)
        os.environ.setdefault("MALLOC_ARENA_MAX", "2")  # threads share what the C library keeps: 8 MB less
        children["web server"] = start("-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app")
        wait_until_healthy(children, f"http://{in_address(reachable(host))}:{port}/healthz")
        children["scheduler"] = start("-m", "flask", "--app", "wsgi", "scheduler")
        say(f"Mingbai ready: {address}", sys.stdout)
        watch(children)
    except StopAsked:
        return stop(children)
    except StartFailed as reason:
        say(f"mingbai: {reason}", sys.stderr)
        stop(children)
        return 1
    return 0


def refuse_busy_port(host: str, port: str) -> None:
    """Say at once when somebody else has the port, before anything is prepared."""
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise StartFailed(f"PORT must be a number from 1 to 65535, not '{port}'")
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        raise StartFailed(
            f"cannot listen on {host} port {port} ({error.strerror}); choose PORT= or HOST="
        ) from error


def prepare(children: Children) -> None:
    """Create or upgrade the database, make the secrets, load the demo county if it is empty."""
    children["preparation"] = start("-m", "flask", "--app", "wsgi", "setup")
    while children["preparation"].poll() is None:
        next_signal(timeout=1.0)
    code = children.pop("preparation").returncode
    if code:
        raise StartFailed(f"the preparation of the database failed (flask setup, exit code {code})")


def start(*arguments: str) -> subprocess.Popen:
    """A child in a session of its own, so that Ctrl-C reaches it through this process only."""
    return subprocess.Popen([sys.executable, *arguments], start_new_session=True, preexec_fn=_in_child)


def _in_child() -> None:
    """Signals as usual; and should this process be killed outright, the child is asked to stop too."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED_SIGNALS)
    LIBC.prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))


def wait_until_healthy(children: Children, address: str) -> None:
    deadline = time.monotonic() + START_LIMIT
    while not answers(address):
        if time.monotonic() > deadline:
            raise StartFailed(f"{address} did not answer within {START_LIMIT:.0f} seconds")
        next_signal(timeout=0.05)
        refuse_dead(children)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False  # not yet listening, or not yet healthy: asked again until the limit


def watch(children: Children) -> None:
    """Until a stop is asked for (StopAsked) or a child ends by itself (StartFailed's one line)."""
    while True:
        next_signal(timeout=1.0)
        refuse_dead(children)


def next_signal(timeout: float) -> None:
    """Wait for a signal or the time-out, in seconds; a wish to stop is raised as StopAsked."""
    received = signal.sigtimedwait(WATCHED_SIGNALS, timeout)
    if (received is not None and received.si_signo in STOP_SIGNALS) or MAKE.was_interrupted():
        raise StopAsked


class ParentMake:
    """The `make run` above this process. It passes SIGTERM on, but not a SIGINT sent to it alone: then it
    only waits, with the signal no longer caught, which shows in /proc."""

    def __init__(self) -> None:
        self.pid = os.getppid()
        self.watched = (
            Path(f"/proc/{self.pid}/comm").exists() and self.name() == "make" and self.catches_interrupt()
        )

    def was_interrupted(self) -> bool:
        return self.watched and (os.getppid() != self.pid or not self.catches_interrupt())

    def name(self) -> str:
        return Path(f"/proc/{self.pid}/comm").read_text().strip()

    def catches_interrupt(self) -> bool:
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("SigCgt:"):
                return bool(int(line.split()[1], 16) & 1 << (signal.SIGINT - 1))
        return False


MAKE = ParentMake()


def refuse_dead(children: Children) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise StartFailed(f"the {name} ended by itself (exit code {child.returncode}); stopping")


def stop(children: Children) -> int:
    """Ask every child to end, wait for them, end what does not listen. 0 when all went in order."""
    running = [child for child in children.values() if child.poll() is None]
    for child in running:
        child.terminate()
    deadline = time.monotonic() + STOP_LIMIT
    in_order = True
    for child in running:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            in_order = False
            child.kill()
            child.wait()
    return 0 if in_order else 1


def say(line: str, stream: TextIO) -> None:
    """In one piece, as the children write to the same place."""
    stream.write(f"{line}\n")
    stream.flush()


def reachable(host: str) -> str:
    """Where this machine reaches a server that listens on every address."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


if __name__ == "__main__":
    sys.exit(main())

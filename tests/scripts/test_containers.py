"""The image is built and the containers run, where Docker works; elsewhere `test_deployment` reads their files."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.scripts.test_deployment import ROOT

COMPOSE = ("docker", "compose", "--project-name", "mingbai-test", "--file", "scripts/deploy/compose.yaml")
BUILDING, ANSWERING = 900, 120  # seconds; a build fetches the base image
PUBLISHED = "127.0.0.1:8000:8000"


def docker_works() -> bool:
    """Whether there is an engine behind the command, and not the command alone."""
    if shutil.which("docker") is None:
        return False
    return subprocess.run(["docker", "info"], capture_output=True, check=False, timeout=60).returncode == 0


pytestmark = pytest.mark.skipif(not docker_works(), reason="no Docker engine here")
Compose = Callable[..., str]


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        number: int = found.getsockname()[1]
    return number


@pytest.fixture(scope="module")
def compose(tmp_path_factory, port) -> Iterator[Compose]:
    """A delivery as an office unpacks it, its containers up; afterwards they are gone with their volumes."""
    subprocess.run([sys.executable, "scripts/bundle.py"], cwd=ROOT, check=True, timeout=BUILDING)
    newest = max((ROOT / "dist").glob("mingbai-*.tar.gz"), key=lambda file: file.stat().st_mtime)
    folder = tmp_path_factory.mktemp("delivery")
    shutil.unpack_archive(newest, folder, filter="data")
    [unpacked] = folder.iterdir()
    told = unpacked / "scripts/deploy/compose.yaml"
    text = told.read_text("utf-8")
    assert PUBLISHED in text
    told.write_text(text.replace(PUBLISHED, f"127.0.0.1:{port}:8000"), encoding="utf-8")

    def run(*words: str) -> str:
        done = subprocess.run(
            [*COMPOSE, *words], cwd=unpacked, capture_output=True, text=True, check=False, timeout=BUILDING
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    _sign_again(unpacked)
    try:
        run("up", "--build", "--detach")
        yield run
    finally:
        run("down", "--volumes")


def _sign_again(unpacked: Path) -> None:
    """The list of the delivery, with the port that this test has chosen."""
    name = "scripts/deploy/compose.yaml"
    told = subprocess.run(
        ["sha256sum", name], cwd=unpacked, capture_output=True, text=True, check=True
    ).stdout
    sums = unpacked / "SHA256SUMS"
    others = [line for line in sums.read_text("utf-8").splitlines() if not line.endswith(f"  {name}")]
    sums.write_text("\n".join([*others, told.strip()]) + "\n", encoding="utf-8")


def test_the_office_answers_from_its_containers_and_is_backed_up(compose, port):
    until = time.monotonic() + ANSWERING
    answer = None
    while answer is None:
        try:
            answer = urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5)
        except (URLError, ConnectionError):
            assert time.monotonic() < until, compose("logs", "--tail", "50")
            Event().wait(1)  # seconds between two looks
    with answer:
        assert answer.status == 200
    assert compose("exec", "web", "id", "--user").strip() != "0"
    compose("run", "--rm", "backup")
    assert compose("exec", "web", "sh", "-c", "ls /var/backups/mingbai").strip()

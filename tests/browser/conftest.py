"""A real Chromium against a real server. Each page is kept as a picture under tests/browser/screenshots/."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.people import Stage
from tests.support import databases
from tests.support.office import MORNING

SCREENSHOTS = Path(__file__).parent / "screenshots"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def county_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared SQLite database with the small county; browser tests always run on SQLite."""
    return Path(databases.prepare(tmp_path_factory.mktemp("browser"), None).template)


@pytest.fixture
def server(tmp_path: Path, county_database: Path) -> Iterator[Path]:
    """A server of its own for each test; ends with the test. Gives its instance folder, port in the file `port`."""
    shutil.copy(county_database, tmp_path / "test.db")
    shutil.copy(county_database.parent / "secrets.json", tmp_path / "secrets.json")
    (tmp_path / "now").write_text(MORNING.isoformat(), encoding="ascii")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (tmp_path / "port").write_text(str(port), encoding="ascii")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.server", str(tmp_path), str(port)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "listening"
    yield tmp_path
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=10)
    process.stdout.close()


@pytest.fixture
def stage(server: Path, chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Stage]:
    """People in front of their browsers."""
    SCREENSHOTS.mkdir(exist_ok=True)
    found = Stage(chromium, server, SCREENSHOTS, request.node.name)
    yield found
    found.close()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")

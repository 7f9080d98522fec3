"""A real Chromium against a real server. With PICTURES=1 each page is kept as a picture under
tests/browser/screenshots/, for people to look at; no test reads one."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from app.database import db
from tests.browser.people import Stage
from tests.guest.record_use import record_use
from tests.support import databases
from tests.support.door import Cookies, cookies_of, through_the_page
from tests.support.office import MORNING

SCREENSHOTS = Path(__file__).parent / "screenshots"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def county_office() -> Iterator[databases.Prepared]:
    """The database of the server, always on SQLite; its application serves to put rows there before a journey."""
    with databases.instance_folder() as folder:
        yield databases.prepare(folder, None, [record_use])


@pytest.fixture(scope="session")
def running(county_office: databases.Prepared) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """A server for all browser tests. Gives its instance folder, with its port in the file `port`."""
    instance = Path(county_office.instance)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (instance / "port").write_text(str(port), encoding="ascii")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.server", str(instance), str(port)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "listening"
    yield instance, process
    process.stdin.close()
    process.wait(timeout=10)
    process.stdout.close()


@pytest.fixture
def server(running: tuple[Path, subprocess.Popen[str]]) -> Path:
    """The server with a fresh database, on the morning of the first day."""
    instance, process = running
    (instance / "now").write_text(MORNING.isoformat(), encoding="ascii")
    ask(process, "fresh")
    return instance


def ask(process: subprocess.Popen[str], word: str) -> None:
    """The server does what this word stands for; returns when it is done."""
    assert process.stdin is not None
    assert process.stdout is not None
    print(word, file=process.stdin, flush=True)
    assert process.stdout.readline().strip() == word


@pytest.fixture
def stage(
    county_office: databases.Prepared,
    running: tuple[Path, subprocess.Popen[str]],
    server: Path,
    chromium: Browser,
    request: pytest.FixtureRequest,
) -> Iterator[Stage]:
    """People in front of their browsers."""
    SCREENSHOTS.mkdir(exist_ok=True)
    enter = partial(signed_in, county_office.app)
    found = Stage(chromium, server, SCREENSHOTS, request.node.name, partial(ask, running[1]), enter)
    yield found
    found.close()


def signed_in(app: Flask, login: str, now: datetime) -> Cookies:
    """The sign-in of a person at the pages of this application, whose database is the server's; its cookies."""
    client = app.test_client()
    with app.app_context():
        through_the_page(client, login, now)
        db.session.remove()
        db.engine.dispose()
    return cookies_of(client)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")

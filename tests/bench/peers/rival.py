"""The other product at work: its database, its gunicorn with one worker, and a person at a browser."""

import json
import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa

from app.database import journal_mode
from tests.bench.peers.environment import python
from tests.bench.peers.model import Step
from tests.bench.server import Server, free_port, stopped_in_order, wait_for
from tests.bench.visitor import FORM, Visitor
from tests.bench.workplace import ROOT, Workplace

SITE = "tests.bench.peers.viewflow_site"
DATABASE = "other_product"
LOGIN = "/accounts/login/"


@dataclass(frozen=True)
class Rival:
    """A running server, the password of its people, and the keys of its cases."""

    server: Server
    password: str
    cases: list[int]

    def person(self, login: str) -> "Person":
        return Person(self.server.port, login).enter(self.password)


@contextmanager
def rival(work: Workplace, cases: int) -> Iterator[Rival]:
    """On the same disk and in the same journal mode as ours, or on the same PostgreSQL server."""
    password = secrets.token_urlsafe(12)
    environment = {
        **os.environ,
        **_database(work),
        "PEER_SECRET": secrets.token_urlsafe(40),
        "PEER_PASSWORD": password,
    }
    prepare = (str(python()), "-m", f"{SITE}.prepare", str(cases))
    made = subprocess.run(prepare, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    port = free_port()
    command = (
        str(python()), "-m", "gunicorn", "--config", "/dev/null", "--workers", "1", "--worker-class", "gthread",
        "--threads", "4", "--keep-alive", "5", "--bind", f"127.0.0.1:{port}", f"{SITE}.wsgi:application",
    )  # fmt: skip
    log = work.instance / "rival.log"
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True, stderr=out)
    with stopped_in_order(process):
        wait_for(process, port, log)
        yield Rival(Server(port, process, 0.0), password, json.loads(made.stdout))


def _database(work: Workplace) -> dict[str, str]:
    if work.is_sqlite:
        return {"PEER_SQLITE": str(work.instance / "rival.db"), "PEER_JOURNAL": journal_mode()}
    url = sa.make_url(work.url)
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {DATABASE}")
    engine.dispose()
    return {"PEER_HOST": str(url.host), "PEER_PORT": str(url.port), "PEER_USER": str(url.username),
            "PEER_PASSWORD_OF_DATABASE": str(url.password), "PEER_NAME": DATABASE}  # fmt: skip


class Person(Visitor):
    """Somebody at the other product's pages; what is timed are `get` and `send`."""

    def enter(self, password: str) -> "Person":
        """Sign in, with the form's token, and keep session and token."""
        status, text = self._send("GET", LOGIN, keep_cookies=True)
        self._expect(200, status, text)
        self.send(LOGIN, {"username": self.login, "password": password}, keep_cookies=True)
        return self

    def send(self, address: str, fields: dict[str, str], keep_cookies: bool = False) -> None:
        """A form; the answer leads elsewhere."""
        form = urlencode({**fields, "csrfmiddlewaretoken": self.cookies["csrftoken"]})
        status, text = self._send("POST", address, form, {"Content-Type": FORM}, keep_cookies)
        self._expect(302, status, text)

    def open_task(self, case: int, step: Step) -> dict[str, Any]:
        """Where the open task of a case is; it is this step."""
        found: dict[str, Any] = json.loads(self.get(f"/open/{case}"))
        assert found["node"] == step.id, (found, step.id)
        return found

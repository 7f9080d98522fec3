"""The application that is measured: the tests' small county in a folder of its own, with a seal; and the usual path."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.engine import Engine

from app import timekeeping
from app.casework.acts import audit
from app.casework.contract.process import Process
from app.casework.messages.dispatch import dispatch_due
from app.casework.messages.outbox import Way
from app.casework.models import IssuedLetter
from app.casework.papers.documents import file_store
from app.casework.texts import seen
from app.casework.work import work_items
from app.database import db
from app.engine.diagrams import DiagramSet, load_diagrams
from app.letters.seals import draw_test_seal
from tests.support import databases
from tests.support.county import County
from tests.support.office import GRANTED, SEARCH, Office

ROOT = Path(__file__).parents[2]
Step = tuple[str, str, dict[str, Any]]  # login, node, what is filled in
ARCHIVING = "T_archive"
LETTERS_LIMIT = 120.0  # seconds for all that one round has issued
PAUSE = 0.05

APPROVED = {"decision": "approve", "opinion": "同意"}
SENT_BACK = {"decision": "send_back", "opinion": "请核对页数"}
BEFORE_DRAFTING: tuple[Step, ...] = (
    ("clerk", "T_register", {"title": "申请公开禄丰市金山镇2024年度耕地地力保护补贴发放明细"}),
    ("reviewer", "T_screening", {"screening": "accept", "opinion": "内容明确，受理"}),
    ("reviewer", "T_assign", {"unit": "LF-ZRZY", "opinion": "请于五个工作日内提出意见"}),
    ("handler", "T_handle", {**SEARCH, "outcome": "granted"}),
)
ELSEWHERE = {
    "fact_provision": "other_way",
    "fact_access_way": "到本机关政务公开科查阅",
}  # the tasks alone are measured
DRAFTING: Step = ("handler", "T_draft", {**GRANTED, **ELSEWHERE})
AFTER_DRAFTING: tuple[Step, ...] = (
    ("unithead", "T_sign_unit_head", APPROVED),
    ("officehead", "T_sign_office_head", APPROVED),
    ("reviewer", "T_issue", {"checked": True}),
    ("clerk", ARCHIVING, {"retention_years": 10}),
)
LOGINS = ("clerk", "reviewer", "handler", "unithead", "officehead")


def diagrams() -> DiagramSet:
    """The process that is measured."""
    return load_diagrams(ROOT / "bpmn" / "disclosure", "disclosure")


def path(sent_back: int = 0) -> list[Step]:
    """The steps of a granted request from registration to archive, sent back so many times before the signature."""
    rounds = [DRAFTING, ("unithead", "T_sign_unit_head", SENT_BACK)] * sent_back
    return [*BEFORE_DRAFTING, *rounds, DRAFTING, *AFTER_DRAFTING]


class LettersNotMade(RuntimeError):
    """Letters that nobody finished in time: without them no case goes to the archive."""


@dataclass(frozen=True)
class Workplace:
    """The application, its instance folder and its database."""

    app: Flask
    instance: Path
    url: str

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    def apply(self) -> Office:
        """A new request on the portal, waiting for its registration."""
        with self.app.app_context():
            office = Office(now=timekeeping.now())
            office.apply()
        return office

    def make_letters(self, office: Office) -> None:
        """The PDFs of all letters that were issued: not a part of what is measured.

        The server makes them beside its answers; what it has in hand is waited for, what failed is made here.
        Raises LettersNotMade.
        """
        deadline = time.monotonic() + LETTERS_LIMIT
        with self.app.app_context():
            while not self._are_letters_made():
                if time.monotonic() > deadline:
                    raise LettersNotMade
                dispatch_due(
                    max(timekeeping.now(), office.now), Way.OTHERS
                )  # a walk may be ahead of the clock
                Event().wait(PAUSE)

    def _are_letters_made(self) -> bool:
        waiting = select(IssuedLetter.id).where(IssuedLetter.document_id.is_(None)).limit(1)
        is_made = db.session.scalar(waiting) is None
        db.session.rollback()  # no transaction stays open beside the server's
        return is_made

    def open_item(self, office: Office, node: str) -> tuple[str, dict[str, str]]:
        """The open item of a node: its id, and the mark of the texts that its page shows and sends back.

        A case goes to the archive with the PDFs of its letters: these are waited for.
        """
        if node == ARCHIVING:
            self.make_letters(office)
        with self.app.app_context():
            item = office.item(node)
            found = item.id, seen.known_mark(work_items.form_of(item).texts(item.case))
            db.session.rollback()  # no transaction stays open beside the server's
        return found

    def engine_beside(self, file: str) -> Engine:
        """For a yardstick: another file by the same library on SQLite, the application's own engine on PostgreSQL."""
        with self.app.app_context():
            own = db.engine
        if not self.is_sqlite:
            return own
        return create_engine(f"sqlite:///{self.instance / file}", module=own.dialect.dbapi)

    def audit_holds(self) -> bool:
        """Whether the chain of the audit is unbroken."""
        with self.app.app_context():
            broken = audit.verify()
            db.session.rollback()
        return broken is None


@contextmanager
def workplace(server_url: str | None = None, guests: Sequence[Process] = ()) -> Iterator[Workplace]:
    """A fresh application on SQLite, or on the PostgreSQL server of this address; its files are removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="mingbai-bench-") as folder:
        prepared = databases.prepare(Path(folder), server_url, guests)
        with prepared.app.app_context():
            organ = County.load().units["LF"]
            organ.seal_hash = file_store().put(draw_test_seal(organ.name))
            db.session.commit()
        try:
            yield Workplace(prepared.app, Path(folder), prepared.url)
        finally:
            with prepared.app.app_context():
                db.session.remove()
                db.engine.dispose()

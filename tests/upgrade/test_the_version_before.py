"""An office that the version before left in the midst of its work is upgraded, and every case of it finishes."""

import os
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app.casework.acts import audit
from app.casework.acts.errors import CannotHappenNow
from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import AuditEntry, Case, CaseClock, CaseRun, OutboxMessage, WorkItem
from app.casework.models.cases import CaseState
from app.casework.models.work import WorkItemStatus
from app.casework.terms import clocks
from app.database import db
from app.processes.disclosure import use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.timekeeping import OFFICE_TIME
from tests.journeys.letters_seen import made_blank
from tests.support import databases
from tests.support.office import GRANTED, SEARCH, Office
from tests.upgrade.restoring import STORIES, Before, restored

pytestmark = pytest.mark.database
NEXT_DAY = datetime(2026, 3, 3, 9, 0, tzinfo=OFFICE_TIME)
RESTS_AT = {
    "applied": "T_register", "on_paper": "T_register", "registered": "T_screening", "clarification": "T_clarification",
    "accepted": "T_assign", "assigned": "T_handle", "handled": "T_draft", "drafted": "T_sign_unit_head",
    "half_signed": "T_sign_office_head", "signed": "T_issue", "issued": "T_archive", "issued_by_post": "T_deliver",
}  # fmt: skip
FINISHED = {"archived": CaseState.ARCHIVED, "withdrawn": CaseState.WITHDRAWN}
SIGNERS = {"T_sign_unit_head": "unithead", "T_sign_office_head": "officehead", "T_issue": "reviewer"}
APPROVED = {"T_issue": {"checked": True}}
SENT_BACK = {"decision": "send_back", "opinion": "系统升级后答复附件列入文书，请补附件后重新提交审签"}


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Before:
    return Before(tmp_path_factory.mktemp("before"))


@pytest.fixture(scope="module")
def instance(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="module")
def upgraded(instance, before):
    """The old office after `flask setup`, in a database of its own."""
    with databases.empty(os.environ.get("TEST_DATABASE_URL")) as url:
        application = restored(instance, before, url)
        with application.app_context():  # whatever context another package of tests has left open
            done = application.test_cli_runner().invoke(args=["setup"])
        assert (done.exit_code, done.output) == (0, "准备就绪\n"), repr(done.exception)
        yield application
        with application.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def old(upgraded: Flask):
    with upgraded.app_context():
        yield upgraded
        db.session.remove()


def office_at(story: str) -> Office:
    return Office(now=NEXT_DAY, number=STORIES[story])


class TestWhatStandsAfterTheUpgrade:
    """First in this file: nothing has been done in the office yet."""

    def test_every_row_is_still_there(self, old, before):
        for table in (
            "office_case",
            "work_item",
            "clock_event",
            "issued_letter",
            "delivery",
            "opinion",
            "person",
        ):
            now = db.session.scalar(sa.text(f"SELECT count(*) FROM {table}"))
            assert now == len(before.rows(table)), table

    def test_the_audit_chain_holds_and_goes_on(self, old, before):
        assert audit.verify() is None
        kept = {row["sequence"]: row["hash"] for row in before.rows("audit_entry")}
        now = {entry.sequence: entry.hash for entry in db.session.scalars(sa.select(AuditEntry))}
        assert {sequence: now[sequence] for sequence in kept} == kept
        assert len(now) > len(kept)

    def test_the_clocks_are_computed_as_before(self, old, before):
        def projected() -> set[tuple]:
            rows = db.session.scalars(sa.select(CaseClock)).all()
            return {
                (c.case_id, c.kind, c.key, c.started_on, c.due_on, c.original_due_on, c.state) for c in rows
            }

        kept = {
            (r["case_id"], r["kind"], r["key"], date.fromisoformat(r["started_on"]), date.fromisoformat(r["due_on"]),
             r["original_due_on"] and date.fromisoformat(r["original_due_on"]), r["state"])
            for r in before.rows("case_clock")
        }  # fmt: skip
        assert projected() == kept
        cases = db.session.scalars(sa.select(Case)).all()
        shown = {case.id: (case.due_on, case.due_at, case.soon_at, case.clock_state) for case in cases}
        for case in cases:
            clocks.recompute(case)
        assert projected() == kept
        assert {c.id: (c.due_on, c.due_at, c.soon_at, c.clock_state) for c in cases} == shown
        due = {row["id"]: row["due_on"] for row in before.rows("office_case")}
        assert {case.id: case.due_on and case.due_on.isoformat() for case in cases} == due
        db.session.rollback()

    @pytest.mark.parametrize("story", RESTS_AT)
    def test_a_case_rests_where_it_rested_on_the_diagram_it_began_with(self, old, before, story):
        office = office_at(story)
        assert office.open_nodes() == {RESTS_AT[story]}
        pinned = {row["case_id"]: (row["diagram_hash"], row["state"]) for row in before.rows("case_run")}
        run = db.session.get_one(CaseRun, office.case.id)
        assert (run.diagram_hash, run.state) == pinned[run.case_id]

    @pytest.mark.parametrize("story", FINISHED)
    def test_a_finished_case_is_as_it_was(self, old, before, story):
        office = office_at(story)
        [kept] = [row for row in before.rows("office_case") if row["number"] == office.number]
        assert (office.case.state, office.open_items()) == (FINISHED[story], [])
        assert (office.case.outcome, office.case.title, str(office.case.archived_on or "")) == (
            kept["outcome"], kept["title"], kept["archived_on"] or "",
        )  # fmt: skip
        assert [letter.document_number for letter in letters_of(office.case)] == [
            row["document_number"] for row in before.rows("issued_letter") if row["case_id"] == office.case.id
        ]


def go_on(office: Office) -> None:
    """Walk a case from where it rests to the archive, each step by who has it."""
    steps = {
        "T_register": lambda: office.do("clerk", "T_register", title=office.case.title),
        "T_screening": lambda: office.do("reviewer", "T_screening", screening="accept"),
        "T_clarification": lambda: answer(office),
        "T_assign": lambda: office.do("reviewer", "T_assign", unit="LF-ZRZY"),
        "T_handle": lambda: office.do("handler", "T_handle", **SEARCH, outcome="granted"),
        "T_draft": lambda: draft(office),
        "T_deliver": lambda: deliver(office),
        "T_archive": lambda: archive(office),
        **{node: (lambda node=node: sign(office, node)) for node in SIGNERS},
    }
    while nodes := office.open_nodes():
        [node] = nodes
        steps[node]()


def answer(office: Office) -> None:
    office.run(use_cases.answer_clarification, APPLICANT, case_id=office.case.id,
               data={"answer": "2024年度耕地地力保护补贴"}, uploads=[])  # fmt: skip


def draft(office: Office) -> None:
    office.attach()
    office.do("handler", "T_draft", **GRANTED)


def sign(office: Office, node: str) -> None:
    office.do(SIGNERS[node], node, **APPROVED.get(node, {"decision": "approve", "opinion": "同意"}))


def deliver(office: Office) -> None:
    """Nothing is delivered before its PDF is there; on the portal it is by that, else by post."""
    made_blank(office)
    if office.open_nodes() != {"T_deliver"}:
        return
    office.do("clerk", "T_deliver", delivery="delivered", method="post", sent_on="2026-03-03",
              tracking_number="1000000000000", delivered_on="2026-03-03")  # fmt: skip


def archive(office: Office) -> None:
    office.do("clerk", "T_archive", retention_years=10)


def assert_archived(office: Office, before: Before) -> None:
    assert (office.case.state, office.case.outcome) == (CaseState.ARCHIVED, "granted")
    run = db.session.get_one(CaseRun, office.case.id)
    assert run.is_completed
    assert run.diagram_hash in {row["diagram_hash"] for row in before.rows("case_run")}
    assert [letter.kind for letter in letters_of(office.case)][-1] == "reply_granted"
    assert audit.verify() is None


class TestEveryOpenCaseFinishes:
    @pytest.mark.parametrize(
        "story",
        ["applied", "on_paper", "registered", "clarification", "accepted", "assigned", "handled", "issued",
         "issued_by_post"],
    )  # fmt: skip
    def test_from_where_it_rested_to_the_archive(self, old, before, story):
        office = office_at(story)
        go_on(office)
        assert_archived(office, before)

    @pytest.mark.parametrize("story", ["drafted", "half_signed", "signed"])
    def test_a_text_from_before_the_reply_listed_its_files_goes_back_once(self, old, before, story):
        """What is handed over is part of the text since then, and none of these drafts named any (decision 0008)."""
        office, node = office_at(story), RESTS_AT[story]
        with pytest.raises(CannotHappenNow):
            sign(office, node)
        db.session.rollback()
        assert office.open_nodes() == {node}
        office.do(SIGNERS[node], node, **SENT_BACK)
        assert office.open_nodes() == {"T_draft"}
        go_on(office)
        assert_archived(office, before)
        returned = db.session.scalars(
            sa.select(WorkItem).where(WorkItem.case_id == office.case.id, WorkItem.node == "T_draft")
        ).all()
        assert Counter(item.status for item in returned) == {WorkItemStatus.DONE: 2}

    def test_letters_that_waited_to_be_printed_are_printed(self, old):
        """Last in this file: what was issued before, and what was issued since."""
        while dispatch_due(NEXT_DAY.replace(hour=20)).get("sent"):
            pass
        issued = [letter for case in db.session.scalars(sa.select(Case)) for letter in letters_of(case)]
        assert issued
        assert [letter.document_number for letter in issued if letter.document is None] == []
        assert (
            db.session.scalars(
                sa.select(OutboxMessage.last_error).where(OutboxMessage.last_error != "")
            ).all()
            == []
        )

"""预览并确认: a letter is shown before it is numbered, and what is confirmed is what was shown."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from app import timekeeping
from app.casework.acts.errors import StaleWorkItem
from app.casework.contract.platform import platform
from app.casework.letters import confirming
from app.casework.letters.by_clerk import LetterChanged
from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry, CaseRun, NumberSeries, OutboxMessage
from app.casework.run.operating import UnforeseenLetter
from app.casework.run.workflow import diagrams_of
from app.casework.work import work_items
from app.database import db
from app.engine.behind import operations_behind
from app.law.errors import InvalidInput
from app.processes.disclosure.models import Clarification
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
ASKED = {"screening": "clarify", "clarification_items": "年度", "clarification_guidance": "请写明年度"}


@pytest.fixture
def office() -> Office:
    office = Office()
    office.apply()
    return office.registered()


def shown(office: Office, node: str = "T_screening", login: str = "reviewer", **data):
    item = office.item(node)
    with timekeeping.moved_to(office.now):
        return confirming.would_issue(
            work_items.complete, actor=office.person(login), now=office.now, case_id=item.case_id,
            item_id=item.id, data=data,
        )  # fmt: skip


def confirm(office: Office, mark: str, **data):
    item = office.item("T_screening")
    return office.run(work_items.complete, office.person("reviewer"), case_id=item.case_id, item_id=item.id,
                      data=data, agreed=confirming.as_shown(mark))  # fmt: skip


def counts() -> list[int]:
    tables = (AuditEntry, OutboxMessage, Clarification)
    found = [db.session.scalar(select(func.count()).select_from(table)) for table in tables]
    return [
        *found,
        *db.session.scalars(select(NumberSeries.last).order_by(NumberSeries.issuer, NumberSeries.series)),
    ]


def test_looking_keeps_nothing_and_takes_no_number(office):
    before = counts()
    (letter,) = shown(office, **ASKED)
    assert letter.kind.kind == "clarification_notice"
    assert letter.facts["unclear_points"] == ["年度"]
    assert not {"document_number", "verification_code", "verification_url"} & letter.facts.keys()
    assert counts() == before
    assert office.open_nodes() == {"T_screening"}
    assert len(letters_of(office.case)) == 1


def test_what_was_shown_is_issued(office):
    mark = confirming.mark_of(shown(office, **ASKED))
    confirm(office, mark, **ASKED)
    letter = letters_of(office.case)[-1]
    assert (letter.kind, letter.facts["unclear_points"]) == ("clarification_notice", ["年度"])


def test_another_text_than_the_one_shown_is_refused_whole(office):
    mark, before = confirming.mark_of(shown(office, **ASKED)), counts()
    with pytest.raises(LetterChanged):
        confirm(office, mark, **{**ASKED, "clarification_items": "年度和区域"})
    assert counts() == before
    assert office.open_nodes() == {"T_screening"}


def test_the_letter_of_another_day_is_shown_anew(office):
    mark = confirming.mark_of(shown(office, **ASKED))
    office.later(days=1)
    with pytest.raises(LetterChanged):
        confirm(office, mark, **ASKED)


def test_a_way_without_a_letter_shows_none_and_needs_none(office):
    assert shown(office, screening="accept") == []
    with pytest.raises(LetterChanged):
        confirm(office, "0" * 64, screening="accept")
    confirm(office, confirming.mark_of([]), screening="accept")
    assert office.open_nodes() == {"T_assign"}


def test_what_the_act_refuses_is_refused_when_looking(office):
    with pytest.raises(InvalidInput):
        shown(office, screening="clarify", clarification_items="", clarification_guidance="")
    item = office.item("T_screening")
    office.do("reviewer", "T_screening", screening="accept")
    with pytest.raises(StaleWorkItem):
        confirming.would_issue(work_items.complete, actor=office.person("reviewer"), now=office.now,
                               case_id=item.case_id, item_id=item.id, data={"screening": "accept"})  # fmt: skip


@pytest.mark.parametrize(
    ("node", "has"),
    [("T_register", True), ("T_screening", True), ("T_issue", True), ("T_approve_extension", True),
     ("T_assign", False), ("T_handle", False), ("T_draft", False), ("T_sign_leader", False), ("T_unknown", False)],
)  # fmt: skip
def test_the_drawing_says_where_something_is_done_by_the_system(office, node, has):
    diagrams = diagrams_of(db.session.get_one(CaseRun, office.case.id).diagram_hash)
    assert bool(operations_behind(diagrams, node, {})) is has


@pytest.mark.parametrize(
    ("answer", "has"), [("accept", False), ("clarify", True), ("not_responsible", False)]
)
def test_what_is_typed_says_which_way_is_looked_along(office, answer, has):
    diagrams = diagrams_of(db.session.get_one(CaseRun, office.case.id).diagram_hash)
    assert bool(operations_behind(diagrams, "T_screening", {"screening": answer})) is has


def test_what_issues_nothing_is_done_without_a_look(office):
    """Looking does the whole act and throws it away: to file a case costs one act, not two."""
    diagrams = diagrams_of(db.session.get_one(CaseRun, office.case.id).diagram_hash)
    assert operations_behind(diagrams, "T_archive", {}) == {"archive_case"}
    operations = platform().process("disclosure").work.operations
    assert not operations.get("archive_case").issues
    assert all(operations.get(name).issues for name in ("issue_receipt", "issue_reply", "record_withdrawal"))


def test_an_operation_that_says_so_and_issues_a_letter_ends_the_act(office, monkeypatch):
    operations = platform().process("disclosure").work.operations
    silent = replace(operations.get("issue_clarification_notice"), issues=False)
    monkeypatch.setitem(operations._by_name, silent.name, silent)
    with pytest.raises(UnforeseenLetter):
        office.do("reviewer", "T_screening", **ASKED)
    assert office.open_nodes() == {"T_screening"}


def test_a_task_before_which_nothing_was_shown_numbers_no_letter(office):
    """Whatever numbers it, the form or an operation: at the desk `refuse_unshown` stands at the end of the act."""
    item = office.item("T_screening")
    with pytest.raises(LetterChanged):
        office.run(work_items.complete, office.person("reviewer"), case_id=item.case_id, item_id=item.id,
                   data=ASKED, agreed=confirming.refuse_unshown)  # fmt: skip
    assert office.open_nodes() == {"T_screening"}
    office.run(work_items.complete, office.person("reviewer"), case_id=item.case_id, item_id=item.id,
               data={"screening": "accept"}, agreed=confirming.refuse_unshown)  # fmt: skip
    assert office.open_nodes() == {"T_assign"}

"""A double click, two clerks, a kill -9 between any two statements: exactly one effect, or none."""

import signal
from typing import Any

import pytest
from sqlalchemy import func, select

from app.casework.acts import audit
from app.casework.acts.commands import perform
from app.casework.acts.errors import KeyReused, RuleViolation, StaleWorkItem
from app.casework.models import AuditEntry, Case, CaseRun, IssuedLetter, NumberSeries, OutboxMessage, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.work import work_items
from app.database import db
from tests.support.crashes import FINISHED, in_child, start_child, wait_for
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
REFUSED = 7


def picture(case_id: int) -> dict[str, Any]:
    """Everything that completing a task may change, as counts and states."""
    db.session.rollback()
    db.session.expire_all()
    counted = {
        model.__tablename__: db.session.scalar(select(func.count()).select_from(model))
        for model in (AuditEntry, IssuedLetter, OutboxMessage, WorkItem)
    }
    items = db.session.execute(
        select(WorkItem.node, WorkItem.status).order_by(WorkItem.node, WorkItem.status)
    ).all()
    numbers = db.session.execute(
        select(NumberSeries.series, NumberSeries.last).order_by(NumberSeries.series)
    ).all()
    run = db.session.get_one(CaseRun, case_id)
    version = db.session.get_one(Case, case_id).version
    found = {**counted, "items": items, "numbers": numbers, "state": run.state, "version": version}
    db.session.rollback()
    db.engine.dispose()
    return found


def waiting_registration() -> tuple[Office, dict[str, Any]]:
    """A request whose registration is to be completed: the act that also numbers and issues a letter."""
    office = Office()
    office.apply()
    item = office.item("T_register")
    return office, {"case_id": item.case_id, "item_id": item.id, "data": {"title": "申请公开补贴明细"}}


class TestKilled:
    def test_at_every_statement_of_complete_there_is_all_or_nothing(self):
        office, arguments = waiting_registration()
        before = picture(arguments["case_id"])
        office.now = office.now.replace(hour=10)

        def work() -> None:
            perform(work_items.complete, actor=office.person("clerk"), now=office.now, key="k-1", **arguments)

        kills, statement = 0, 1
        while (status := in_child(work, die_at=statement)) == -signal.SIGKILL:
            after = picture(arguments["case_id"])
            if after != before:
                break
            kills, statement = kills + 1, statement + 1

        if status == FINISHED:
            after = picture(arguments["case_id"])
        assert kills > 20
        assert after["issued_letter"] == before["issued_letter"] + 1
        assert ("T_screening", "open") in [tuple(row) for row in after["items"]]

        assert in_child(work) == FINISHED  # the same key again: the first result, no second effect
        assert picture(arguments["case_id"]) == after
        assert audit.verify() is None


class TestTwoClerks:
    @pytest.mark.parametrize("round_", range(3))
    @pytest.mark.usefixtures("letters_wait")
    def test_two_who_complete_the_same_task_have_one_effect(self, round_):
        office, arguments = waiting_registration()
        case_id, item_id = arguments["case_id"], arguments["item_id"]
        office.run(work_items.claim, office.person("clerk"), case_id=case_id, item_id=item_id)
        before = picture(case_id)

        def work() -> int:
            try:
                perform(work_items.complete, actor=office.person("clerk"), now=office.now, **arguments)
            except RuleViolation:
                return REFUSED
            return FINISHED

        children = [start_child(work) for _ in range(2)]
        assert sorted(wait_for(pid) for pid in children) == [FINISHED, REFUSED]
        after = picture(case_id)
        assert after["issued_letter"] == before["issued_letter"] + 1
        assert after["version"] == before["version"] + 1

    def test_two_registrations_at_once_get_two_numbers_without_a_gap(self):
        office = Office()

        def work() -> int:
            office.apply()
            return FINISHED

        db.session.rollback()
        db.engine.dispose()
        children = [start_child(work) for _ in range(4)]
        assert {wait_for(pid) for pid in children} == {FINISHED}
        numbers = sorted(db.session.scalars(select(Case.number)))
        assert numbers == [f"LF-2026-{n:04d}" for n in range(1, 5)]
        assert audit.verify() is None

    def test_a_double_click_is_answered_twice_and_done_once(self):
        office, arguments = waiting_registration()
        first = office.run(work_items.complete, office.person("clerk"), key="click", **arguments)
        again = office.run(work_items.complete, office.person("clerk"), key="click", **arguments)
        assert first == again
        assert db.session.scalar(select(func.count()).select_from(IssuedLetter)) == 1

    def test_one_key_for_two_contents_is_refused(self):
        office, arguments = waiting_registration()
        office.run(work_items.complete, office.person("clerk"), key="click", **arguments)
        with pytest.raises(KeyReused):
            office.run(work_items.complete, office.person("clerk"), key="click",
                       **{**arguments, "data": {"title": "另一个标题"}})  # fmt: skip

    def test_the_slower_one_is_told_who_was_faster(self):
        office, arguments = waiting_registration()
        office.run(work_items.complete, office.person("clerk"), **arguments)
        with pytest.raises(StaleWorkItem, match="受理甲在"):
            office.run(work_items.complete, office.person("clerk2"), **arguments)


def test_a_refused_act_changes_nothing():
    office, arguments = waiting_registration()
    before = picture(arguments["case_id"])
    with pytest.raises(RuleViolation):
        office.run(work_items.complete, office.person("clerk"), **{**arguments, "data": {"title": ""}})
    assert picture(arguments["case_id"]) == before
    item = db.session.get_one(WorkItem, arguments["item_id"])
    assert (item.status, item.assignee_id) == (WorkItemStatus.OPEN, None)

"""What completing a task costs: few SQL statements, a small state. Cheap guards of what the benchmarks measure."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask import g
from sqlalchemy import func, select

from app import timekeeping
from app.casework.acts import once
from app.casework.letters import confirming
from app.casework.models import CaseRun, FormDraft, WorkItem
from app.casework.run import pinned
from app.casework.texts import seen
from app.casework.work import work_items
from app.database import db
from app.office.people import add_person, appoint
from app.office.vocabulary import Role
from tests.support.county import PASSWORD, County
from tests.support.office import GRANTED, SEARCH, Office
from tests.support.statements import counted

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
MOST_OF_SCREENING = 21  # from the request to the commit, BEGIN included
MOST_OF_AN_ASSIGNMENT = 17
MOST_OF_A_SIGNATURE = 16
MOST_OF_HANDLING = 24
MOST_OF_DRAFTING = 19
MOST_OF_ARCHIVING = 18
MOST_WITH_A_LETTER = 25
MOST_STATE = 6 * 1024  # bytes
USER_STEPS = 20
WAYS = ("api", "desk")


def cost_of(office: Office, login: str, node: str, **data: Any) -> int:
    """How many statements completing this task sends, with finding item and person (three of them)."""
    item = office.item(node)
    page = seen.known_mark(work_items.form_of(item).texts(item.case))
    with counted() as sent:
        office.do(login, node, **page, **data)
    return len(sent) - 3


@pytest.fixture
def sender(client):
    """Completes a task by HTTP, as a program or at the desk; answers with the statements that it took."""

    def send(way: str, office: Office, login: str, node: str, **data: Any) -> list[str]:
        item = office.item(node)
        item_id = item.id
        data |= seen.known_mark(work_items.form_of(item).texts(item.case))
        with timekeeping.moved_to(office.now):
            if (
                way == "desk" and node == "T_issue"
            ):  # the look at the letter comes before the click that issues it
                data["letters_seen"] = confirming.mark_of(_would_issue(office, login, item, data))
            return _sent(way, login, item_id, data)

    def _sent(way: str, login: str, item_id: str, data: dict[str, Any]) -> list[str]:
        token = _token(client, login) if way == "api" else _sign_in(client, login)
        _leave_the_request()
        with counted() as sent:
            if way == "api":
                head = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
                answer = client.post(f"/api/v1/tasks/{item_id}/complete", json=data, headers=head)
            else:
                data["form_key"] = str(uuid4())
                answer = client.post(f"/desk/tasks/{item_id}/complete", data=data)
        assert answer.status_code == (200 if way == "api" else 302), answer.text
        return list(sent)

    return send


def _would_issue(office: Office, login: str, item: WorkItem, data: dict[str, Any]) -> list[confirming.Shown]:
    shared = {"actor": office.person(login), "now": office.now, "case_id": item.case_id}
    return confirming.would_issue(work_items.complete, item_id=item.id, data=data, **shared)


def _token(client, login: str) -> str:
    body, head = {"login": login, "password": PASSWORD}, {"Idempotency-Key": str(uuid4())}
    token = client.post("/api/v1/tokens", json=body, headers=head).json["token"]
    client.get("/api/v1/tasks", headers={"Authorization": f"Bearer {token}"})  # its use is noted
    return token


def _sign_in(client, login: str) -> None:
    client.post("/signout")
    assert client.post("/signin", data={"login": login, "password": PASSWORD}).status_code == 302


def _leave_the_request() -> None:
    """The requests of a test share its context; those of a server do not."""
    db.session.rollback()
    db.session.expunge_all()
    for name in ("standing", once.KEPT, pinned.PINNED):
        g.pop(name, None)


@pytest.fixture
def office() -> Office:
    """A request; what is kept of the office is known from another one that went the same way."""
    office = Office()
    office.apply()
    office.issued()
    office.apply()
    return office


@pytest.mark.parametrize("way", WAYS)
class TestByHttp:
    def test_screening_and_assigning(self, office, sender, way):
        office.registered()
        assert len(sender(way, office, "reviewer", "T_screening", screening="accept")) <= MOST_OF_SCREENING
        assert len(sender(way, office, "reviewer", "T_assign", unit="LF-ZRZY")) <= MOST_OF_AN_ASSIGNMENT

    def test_handling(self, office, sender, way):
        """What the handler changes of request, case and task is written once, at the end."""
        office.assigned()
        sent = sender(way, office, "handler", "T_handle", **SEARCH, outcome="granted")
        assert len(sent) <= MOST_OF_HANDLING, sent
        written = [one.split()[1] for one in sent if one.startswith("UPDATE")]
        assert sorted(written) == ["case_run", "disclosure_request", "office_case", "work_item"]

    def test_drafting(self, office, sender, way):
        """Who has drafted is written with what was drafted; where there was no text, no signature is looked for."""
        office.attached()
        sent = sender(way, office, "handler", "T_draft", **GRANTED)
        assert len(sent) <= MOST_OF_DRAFTING, sent

    def test_signing(self, office, sender, way):
        office.drafted()
        for login, node in (("unithead", "T_sign_unit_head"), ("officehead", "T_sign_office_head")):
            sent = sender(way, office, login, node, decision="approve", opinion="同意")
            assert len(sent) <= MOST_OF_A_SIGNATURE, "\n".join(one[:90] for one in sent)

    @pytest.mark.usefixtures("letters_wait")
    def test_issuing_the_reply(self, office, sender, way):
        office.signed()
        sent = sender(way, office, "reviewer", "T_issue", checked="1" if way == "desk" else True)
        assert len(sent) <= MOST_WITH_A_LETTER, sent
        assert not [one for one in sent if one.startswith("DELETE")]


def test_archiving_what_nothing_stands_in_the_way_of(office, sender):
    """Its letters, their deliveries and its orders are not read. The desk rehearses the act before."""
    office.issued()
    sent = sender("api", office, "clerk", "T_archive", retention_years=10)
    assert len(sent) <= MOST_OF_ARCHIVING, sent


def test_nothing_is_written_that_did_not_change(office):
    """A receipt that moves no due day leaves the open items alone."""
    office.drafted()
    item = office.item("T_sign_unit_head")
    with counted() as sent:
        office.complete("unithead", item, decision="approve")
    written = [one.split()[1] for one in sent if one.startswith("UPDATE")]
    assert sorted(written) == ["case_run", "office_case", "work_item"]


def test_a_draft_goes_with_its_task_and_only_then_is_deleted(office):
    office.registered()
    item = office.item("T_screening")
    office.run(work_items.save_draft, office.person("reviewer"), case_id=item.case_id, item_id=item.id,
               data={"screening": "accept"})  # fmt: skip
    with counted() as sent:
        office.complete("reviewer", item, screening="accept")
    assert [one.split()[:3] for one in sent if one.startswith("DELETE")] == [["DELETE", "FROM", "form_draft"]]
    assert db.session.scalar(select(func.count()).select_from(FormDraft)) == 0


def test_more_colleagues_cost_no_more_statements(office):
    """Four more handlers in the same role: holders and their deputies are read at once."""
    few = Office()
    few.apply()
    few.assigned()
    few.apply()
    few.accepted()
    before = cost_of(few, "reviewer", "T_assign", unit="LF-ZRZY")
    for number in range(4):
        colleague = add_person(login=f"more{number}", name=f"承办{number}")
        db.session.flush()
        appoint(colleague, County.load().units["LF-ZRZY"], Role.HANDLER, date(2015, 1, 1))
    db.session.commit()
    office.assigned()  # read once, after the change
    office.apply()
    office.accepted()
    assert cost_of(office, "reviewer", "T_assign", unit="LF-ZRZY") == before


def test_the_state_stays_small_after_twenty_user_steps(office):
    office.attached()
    for _ in range((USER_STEPS - 4) // 2):
        office.do("handler", "T_draft", **GRANTED)
        office.do("unithead", "T_sign_unit_head", decision="send_back", opinion="请核对页数")
    size = db.session.scalar(select(func.length(CaseRun.state)).where(CaseRun.case_id == office.case.id))
    assert 0 < size <= MOST_STATE

"""Signed for by the post room on Saturday, at the unit that answers on Monday: told truthfully, and what it changes.

第三十一条第二项 counts the signature. For what was misdirected inside the organ the office may set the day on which it
came to the unit that answers (国办公开办函〔2015〕207号, older law): a parameter that starts at the signature.
"""

from datetime import date, datetime

import pytest

from app.casework.administration.parameters import change_parameter
from app.casework.archive.record import record_facts
from app.casework.models import Case
from app.casework.terms import clocks
from app.casework.terms.clock_view import explanations_of
from app.database import db
from app.law.errors import InvalidInput
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.registration import request_of
from app.timekeeping import OFFICE_TIME
from tests.api.caller import Caller
from tests.journeys.over_pages import PagesOffice
from tests.support.office import PAPER, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
SATURDAY, MONDAY = date(2026, 3, 7), date(2026, 3, 9)
MAIL = {"channel": "registered_mail", "arrived_on": "2026-03-07", "signed_on": "2026-03-07", "signed_by": "收发室",
        "tracking_number": "1099000000001", "reached_office_on": "2026-03-09"}  # fmt: skip
PASSED = (
    "2026年3月7日由本机关签收，2026年3月9日转到政务公开工作机构；邮寄须签收的，以行政机关签收之日为收到之日"
)


def on_monday() -> datetime:
    return datetime(2026, 3, 9, 9, 0, tzinfo=OFFICE_TIME)


def registered(**changes) -> Office:
    office = Office(now=on_monday())
    office.register(**{**MAIL, **changes})
    return office


def notes_of(case: Case) -> tuple[str, ...]:
    return next(sheet.notes for clock, sheet in explanations_of(case) if clock.kind == "reply")


def test_the_signature_counts_and_the_sheet_tells_both_days():
    office = registered()
    assert (office.case.received_on, office.case.due_on) == (SATURDAY, date(2026, 4, 3))
    assert notes_of(office.case)[0] == PASSED
    assert ("转到工作机构", "2026-03-07签收，2026-03-09转到") in [
        (fact.label, fact.value) for fact in facts_of(office.case)
    ]
    told = {row["label"]: row["value"] for row in record_facts(office.case, [], office.now.date())["about"]}
    assert told["转到工作机构"] == "2026-03-07签收，2026-03-09转到"


@pytest.mark.parametrize(
    ("rule", "misdirected", "received_on", "due_on"),
    [
        ("signed_on", True, SATURDAY, date(2026, 4, 3)),
        ("reached_office_on", True, MONDAY, date(2026, 4, 7)),  # 10 March is the first day
        ("reached_office_on", False, SATURDAY, date(2026, 4, 3)),  # the post room signs for the organ
    ],
)
def test_what_was_misdirected_follows_the_parameter(rule, misdirected, received_on, due_on):
    office = Office(now=on_monday())
    if rule != "signed_on":
        office.run(change_parameter, office.person("admin"), parameter="misdirected_receipt_rule", value=rule,
                   source="州政务公开办2026年口径，已核对", valid_from=date(2026, 1, 1))  # fmt: skip
    office.register(**MAIL, misdirected=misdirected)
    assert (office.case.received_on, office.case.due_on) == (received_on, due_on)
    assert request_of(office.case).conservative_on == SATURDAY
    (reply,) = clocks.clocks_of(office.case).of_kind("reply")
    assert reply.started_on == received_on
    assert ("误投，由本机关其他机构或者个人签收" in notes_of(office.case)[0]) is misdirected


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"reached_office_on": "2026-03-06"}, "reached_office_on", "不应早于签收日期"),
        ({"reached_office_on": "2026-03-10"}, "reached_office_on", "不应晚于今天"),
        ({"reached_office_on": "", "misdirected": True}, "reached_office_on", "请填写转到政务公开工作机构的日期"),
        ({"arrived_on": "2026-03-09"}, "signed_on", "不是转到政务公开工作机构之日"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_beside_its_field(changes, field, words):
    with pytest.raises(InvalidInput) as refused:
        registered(**changes)
    assert words in refused.value.fields[field]
    assert db.session.query(Case).count() == 0


def test_a_letter_that_was_not_passed_on_says_nothing_of_it():
    office = registered(reached_office_on="")
    assert "转到" not in "".join(notes_of(office.case))
    assert "转到工作机构" not in {fact.label for fact in facts_of(office.case)}


def test_on_pages_from_the_form_to_the_sheet_and_the_archive():
    office = PagesOffice()
    office.later(days=7)
    answer = office.send(
        "clerk", "/desk/disclosure/register", **{**PAPER, **MAIL}, organ="LF", misdirected=True
    )
    office.number = answer.location.rsplit("/", 1)[1]
    sheet = office.get("clerk", f"/desk/cases/{office.number}/clocks")
    assert "2026年3月7日误投，由本机关其他机构或者个人签收，2026年3月9日转到政务公开工作机构" in sheet
    assert "误投其他机构或者个人，2026-03-07签收，2026-03-09转到" in office.get(
        "clerk", f"/desk/cases/{office.number}"
    )


def test_by_programs(client):
    caller = Caller(client, now=on_monday())
    answer = caller.call("POST", "/requests", "clerk", json={**PAPER, **MAIL, "organ": "LF"})
    assert answer.status_code == 201
    case = db.session.query(Case).filter_by(number=answer.json["number"]).one()
    assert request_of(case).reached_office_on == MONDAY
    wrong = {**PAPER, **MAIL, "organ": "LF", "reached_office_on": "2026-03-01"}
    assert "reached_office_on" in caller.call("POST", "/requests", "clerk", json=wrong).json["fields"]

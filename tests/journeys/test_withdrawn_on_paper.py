"""A withdrawal that came on paper was made on the day on which the office got it, whenever somebody enters it."""

from datetime import date

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.terms import clocks
from app.law.errors import DayOutOfRange, InvalidInput
from app.processes.disclosure.registration import request_of
from app.steps import withdrawal
from tests.journeys.letters_seen import words_of
from tests.journeys.told import at, on_paper
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
DUE, AFTER = date(2026, 3, 30), date(2026, 3, 31)


def accepted() -> Office:
    office = on_paper()
    office.do("reviewer", "T_screening", screening="accept")
    office.now = at(AFTER)
    return office


def withdrawn(office: Office, received_on: str = "", **said: str) -> Office:
    office.run(withdrawal.record_withdrawal, office.person("clerk"), case_id=office.case.id,
               received_on=received_on, **{"reason": "收发室签收的书面撤回材料", **said})  # fmt: skip
    return office


def reply_clock(office: Office):
    return clocks.clocks_of(office.case).of_kind("reply")[-1]


def test_in_time_it_makes_no_overdue_reply_of_the_days_on_which_it_lay_about():
    office = withdrawn(accepted(), "2026-03-13")
    assert "您于2026年3月13日撤回该申请" in words_of(letters_of(office.case)[-1])
    assert (reply_clock(office).state, reply_clock(office).ended_on) == ("void", date(2026, 3, 13))
    assert (office.case.state, office.case.closed_on) == ("withdrawn", date(2026, 3, 13))
    assert office.case.reply_state is None


def test_without_a_day_it_came_today():
    office = withdrawn(accepted())
    assert "您于2026年3月31日撤回该申请" in words_of(letters_of(office.case)[-1])
    assert reply_clock(office).state == "missed"  # it was owed the day before


@pytest.mark.parametrize("day", ["2026-03-01", "2026-04-01"])
def test_it_came_neither_before_the_request_nor_tomorrow(day):
    office = accepted()
    with pytest.raises(DayOutOfRange) as refused:
        withdrawn(office, day)
    assert set(refused.value.fields) == {"received_on"}
    assert office.case.is_open


def test_a_day_that_is_none_is_refused_beside_its_field():
    with pytest.raises(InvalidInput) as refused:
        withdrawn(accepted(), "三月十三日")
    assert set(refused.value.fields) == {"received_on"}


@pytest.mark.parametrize(
    ("way", "named"),
    [
        ("", "本机关收到的书面撤回材料"),
        ("written", "本机关收到的书面撤回材料"),
        ("oral", "本机关当面作出的口头撤回记录"),
        ("telephone", "本机关作出的电话撤回记录"),
        ("mail", "本机关收到的电子邮件、传真"),
    ],
)
def test_the_confirmation_names_what_proves_it(way, named):
    office = withdrawn(accepted(), way=way)
    assert f"（撤回记录：{named}）" in words_of(letters_of(office.case)[-1])
    assert request_of(office.case).withdrawal_reason == "收发室签收的书面撤回材料"


@pytest.mark.parametrize("said", [{"reason": ""}, {"reason": "无"}, {"way": "hearsay"}])
def test_nobodys_request_ends_without_saying_how_it_was_taken_back(said):
    office = accepted()
    with pytest.raises(InvalidInput) as refused:
        withdrawn(office, **said)
    assert set(refused.value.fields) == set(said)
    assert office.case.is_open

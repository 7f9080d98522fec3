"""行政复议、行政诉讼: told, decided, corrected, after the case is closed; on the page, in the file, in the report."""

from datetime import date

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.archive.record import record_facts
from app.casework.models import AuditEntry, CaseClock
from app.casework.papers.uploads import check_upload
from app.casework.terms import clocks
from app.database import db
from app.law.errors import DayOutOfRange, InvalidInput, NotAllowed
from app.law.proceedings import EnteredTwice, NoReconsiderationOnRecord, Proceeding
from app.processes.disclosure import proceeding_acts, redo
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.proceedings import (
    counted_in,
    proceeding_rows,
    report_rows,
    sentence_of,
    standing_proceedings,
)
from app.processes.disclosure.remedies_open import remedies_of
from tests.support.office import Office, paper

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

BEGUN = {
    "kind": "reconsideration", "body": "楚雄彝族自治州人民政府", "docket": "楚政复〔2026〕12号",
    "applied_on": "2026-03-16", "told_on": "2026-03-20",
}  # fmt: skip
ORDERED = {
    "ruling": "redo_ordered", "ruling_number": "楚政复决〔2026〕12号", "ruled_on": "2026-04-10", "got_on": "2026-04-14",
    "party_got_on": "2026-04-15", "redo_days": 15, "redo_unit": "working_day",
}  # fmt: skip


def begin(office: Office, login: str = "clerk", *files: tuple[str, bytes], **changes) -> int:
    uploads = [check_upload(name, data, limit=10**6) for name, data in files]
    return office.run(proceeding_acts.record_proceeding, office.person(login), case_id=office.case.id,
                      data={**BEGUN, **changes}, uploads=uploads)["number"]  # fmt: skip


def rule(office: Office, number: int = 1, **changes) -> int:
    return office.run(proceeding_acts.record_ruling, office.person("clerk"), case_id=office.case.id, number=number,
                      data={**ORDERED, **changes}, uploads=[])["number"]  # fmt: skip


def correct(office: Office, number: int, **changes) -> int:
    data = {**BEGUN, "why": "受理通知书上的日期看错", **changes}
    return office.run(proceeding_acts.correct_proceeding, office.person("clerk"), case_id=office.case.id,
                      number=number, data=data, uploads=[])["number"]  # fmt: skip


def closed(until: date = date(2026, 4, 20)) -> Office:
    """Replied on the portal, archived; the applicant then applies for reconsideration."""
    office = Office()
    office.apply()
    office.issued().do("clerk", "T_archive", retention_years="10")
    assert not office.case.is_open
    return office.later(days=(until - office.now.date()).days)


def clock_of(office: Office, kind: str) -> CaseClock:
    db.session.expire_all()
    return db.session.query(CaseClock).filter_by(case_id=office.case.id, kind=kind).one()


def test_it_is_entered_and_decided_when_the_case_is_closed():
    office = closed()
    assert begin(office, "clerk", ("受理通知书.pdf", paper("受理"))) == 1
    assert rule(office) == 2
    (one,) = standing_proceedings(office.case)
    assert (one.ruling, one.redo_days, one.body) == ("redo_ordered", 15, "楚雄彝族自治州人民政府")
    assert [paper.filename for paper in one.papers] == ["受理通知书.pdf"]
    first, second = proceeding_rows(office.case)
    assert (first.later, first.why, second.stands) == (2, "登记结果", True)
    assert clock_of(office, "reconsideration").state == "met"
    assert clock_of(office, "litigation").due_on == date(2026, 4, 30)  # 15 days from 2026-04-15


def test_no_suit_is_offered_while_the_reconsideration_is_not_decided():
    office = closed()

    def offered():
        db.session.expire_all()
        found, events = clocks.clocks_of(office.case), clocks.events_of(office.case)
        return [(one.kind, one.of_review) for one in remedies_of(found, events, office.now.date())]

    assert offered() == [("reconsideration", False), ("litigation", False)]
    begin(office)
    assert offered() == []
    rule(office)
    assert offered() == [("litigation", True)]


def test_the_page_and_the_file_tell_it():
    office = closed()
    begin(office)
    rule(office)
    said = next(fact.value for fact in facts_of(office.case) if fact.label == "行政复议")
    assert said == (
        "2026-03-16向楚雄彝族自治州人民政府提出，案号楚政复〔2026〕12号，2026-03-20收到通知；"
        "2026-04-10撤销并责令重新答复，文号楚政复决〔2026〕12号，15个工作日内重新答复，2026-04-14收到"
    )
    about = {row["label"]: row["value"] for row in record_facts(office.case, [], office.now.date())["about"]}
    assert about["行政复议"] == said


def test_several_each_counted_in_its_block_and_a_later_entry_counts():
    office = closed(date(2026, 6, 1))
    begin(office)
    rule(office, ruling="maintained", redo_days=None, redo_unit="")
    begin(office, kind="litigation_after_reconsideration", body="楚雄彝族自治州中级人民法院",
          applied_on="2026-04-28", told_on="2026-05-06")  # fmt: skip
    organs = {office.case.organ_id}
    counted = counted_in(organs, date(2026, 1, 1), date(2026, 12, 31))
    assert counted[Proceeding.RECONSIDERATION] == {"upheld": 1, "corrected": 0, "other": 0, "pending": 0}
    assert counted[Proceeding.LITIGATION_AFTER]["pending"] == 1
    earlier = counted_in(organs, date(2026, 1, 1), date(2026, 3, 31))
    assert earlier[Proceeding.RECONSIDERATION] == {"upheld": 0, "corrected": 0, "other": 0, "pending": 1}
    ruled = {**ORDERED, "ruling": "changed", "redo_days": None, "redo_unit": ""}
    correct(office, 2, **ruled)
    counted = counted_in(organs, date(2026, 1, 1), date(2026, 12, 31))
    assert counted[Proceeding.RECONSIDERATION] == {"upheld": 0, "corrected": 1, "other": 0, "pending": 0}
    assert (
        counted_in(organs, date(2027, 1, 1), date(2027, 12, 31))[Proceeding.RECONSIDERATION]["corrected"] == 0
    )
    assert (
        report_rows(organs, office.now)[0].value == "共 1 件：结果维持 0、结果纠正 1、其他结果 0、尚未审结 0"
    )


def test_a_corrected_day_moves_the_clock_and_the_first_entry_stays():
    office = closed()
    begin(office)
    rule(office)
    assert correct(office, 2, **{**ORDERED, "party_got_on": "2026-04-17"}) == 3
    assert clock_of(office, "litigation").due_on == date(2026, 5, 6)  # 05-02 falls into the holidays
    assert [row.later for row in proceeding_rows(office.case)] == [2, 3, None]
    with pytest.raises(CannotHappenNow):
        correct(office, 2)
    tags = {
        entry.tag for entry in db.session.query(AuditEntry).filter(AuditEntry.tag.startswith("proceeding"))
    }
    assert tags == {"proceeding.recorded", "proceeding.ruled", "proceeding.corrected"}


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"applied_on": "2026-02-27"}, DayOutOfRange, "applied_on"),
        ({"told_on": "2026-03-13"}, DayOutOfRange, "told_on"),
        ({"told_on": "2027-03-13"}, DayOutOfRange, "told_on"),
        ({"kind": "litigation_after_reconsideration"}, NoReconsiderationOnRecord, "kind"),
        ({"body": ""}, InvalidInput, "body"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(changes, error, field):
    office = closed()
    with pytest.raises(error) as refused:
        begin(office, **changes)
    assert set(refused.value.fields) == {field}
    assert proceeding_rows(office.case) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ruled_on": "2026-03-01"}, "ruled_on"), ({"redo_unit": ""}, "redo_unit"), ({"got_on": ""}, "got_on"),
        ({"redo_days": 0}, "redo_days"),
    ],
)  # fmt: skip
def test_a_ruling_that_cannot_be(changes, field):
    office = closed()
    begin(office)
    with pytest.raises(InvalidInput) as refused:
        rule(office, **changes)
    assert field in refused.value.fields


def test_it_is_decided_once_and_a_correction_does_not_lose_the_ruling():
    office = closed()
    begin(office)
    rule(office)
    with pytest.raises(CannotHappenNow):
        rule(office, 2)
    with pytest.raises(InvalidInput) as refused:
        correct(office, 2)
    assert set(refused.value.fields) == {"ruling"}


@pytest.mark.parametrize("login", ["handler", "leader", "foreign"])
def test_only_the_desk_of_the_organ_enters_them(login):
    office = closed()
    with pytest.raises(NotAllowed):
        begin(office, login)


def test_the_same_one_is_not_entered_twice():
    office = closed()
    begin(office, docket="楚政复〔２０２６〕１２号")
    assert standing_proceedings(office.case)[0].docket == "楚政复〔2026〕12号"
    with pytest.raises(EnteredTwice):
        begin(office, docket="楚政复[2026]12号")
    begin(office, docket="楚政复〔2026〕13号")
    correct(office, 1, docket="楚政复〔2026〕12号")
    assert len(standing_proceedings(office.case)) == 2


def test_the_limit_of_a_judgment_is_counted_from_its_taking_effect():
    office = closed(date(2026, 5, 20))
    begin(office, kind="litigation_direct", body="楚雄彝族自治州中级人民法院", docket="（2026）云23行初5号")
    rule(office, ruling_number="（2026）云23行初5号", effective_on="2026-05-06")
    (one,) = standing_proceedings(office.case)
    assert sentence_of(one).endswith("2026-04-14收到，2026-05-06生效")
    office.number = office.run(redo.open_redo, office.person("clerk"), case_id=office.case.id, number=2)[
        "number"
    ]
    assert clock_of(office, "redo").started_on == date(2026, 5, 6)
    assert clock_of(office, "redo").due_on == date(2026, 5, 26)  # 2026-05-09 is worked


@pytest.mark.parametrize("day", ["2026-04-09", "2026-05-21"])
def test_it_took_effect_neither_before_it_was_given_nor_tomorrow(day):
    office = closed(date(2026, 5, 20))
    begin(office, kind="litigation_direct", docket="（2026）云23行初5号")
    with pytest.raises(DayOutOfRange) as refused:
        rule(office, effective_on=day)
    assert set(refused.value.fields) == {"effective_on"}


def test_a_decision_on_reconsideration_has_no_such_day():
    office = closed()
    begin(office)
    with pytest.raises(InvalidInput) as refused:
        rule(office, effective_on="2026-04-15")
    assert set(refused.value.fields) == {"effective_on"}

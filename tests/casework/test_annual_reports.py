"""The life of an annual report: who does what when, what is refused, and three levels that add up."""

from datetime import datetime
from decimal import Decimal

import pytest

from app import timekeeping
from app.casework.acts.actor import of_person
from app.casework.acts.commands import perform
from app.casework.annual import acts, content, errors, finding
from app.casework.annual.watch import watch_reports
from app.casework.models import AnnualReport, AuditEntry, Installation, OutboxMessage
from app.casework.models.annual import Covers
from app.database import db
from app.law.annual_report.cells import NoSuchCell, NotANumber
from app.law.annual_report.form import CELLS
from app.law.errors import InvalidInput, NotAllowed
from app.office.models import OrgUnit
from app.office.people import add_person, appoint
from app.office.vocabulary import Role
from tests.support.county import LONG_AGO
from tests.support.year_of_cases import YEAR, fill

pytestmark = pytest.mark.database
NOW = datetime(YEAR + 1, 1, 12, 9, tzinfo=timekeeping.OFFICE_TIME)
HEADS = {"LF": "officehead", "LF-ZRZY": "unithead", "LF-JS": "townhead", "CX": "prefhead"}
REVIEWERS = {"LF": "prefsupervisor", "LF-ZRZY": "supervisor", "LF-JS": "supervisor", "CX": "prefsupervisor"}


@pytest.fixture
def people(county):
    for login, unit, role in (
        ("townhead", "LF-JS", Role.UNIT_HEAD), ("prefhead", "CX", Role.OFFICE_HEAD),
        ("supervisor2", "LF", Role.SUPERVISOR),
    ):  # fmt: skip
        person = add_person(login=login, name=f"示例{login}")
        db.session.flush()
        appoint(person, county.units[unit], role, LONG_AGO)
    fill(county.units["LF"], "甲", 20)
    fill(county.units["LF-ZRZY"], "乙", 20, seed=2)
    fill(county.units["LF-JS"], "丙", 10, seed=4)
    db.session.commit()
    return type(county).load().people


@pytest.fixture
def act(people):
    def run(use, login, **arguments):
        return perform(use, actor=of_person(people[login]), now=NOW, **arguments)

    return run


@pytest.fixture
def opened(act):
    def run(organ="LF", covers=Covers.OWN, year=YEAR):
        return act(acts.open_report, HEADS[organ], organ=organ, year=year, covers=covers)["report"]

    return run


@pytest.fixture
def signed(act, opened):
    """Opened, filled in, its open places written, and signed."""

    def run(organ="LF", covers=Covers.OWN):
        report = opened(organ, covers)
        act(
            acts.enter_cell,
            HEADS[organ],
            report_id=report,
            cell="table2.licences.decisions",
            value="12",
            reason="汇总",
        )
        write(act, HEADS[organ], report)
        act(acts.sign_report, HEADS[organ], report_id=report, edition=edition(report))
        return report

    return run


@pytest.fixture
def frozen(act, signed):
    def run(organ="LF", covers=Covers.OWN):
        report = signed(organ, covers)
        act(acts.hand_in, HEADS[organ], report_id=report)
        act(acts.freeze, REVIEWERS[organ], report_id=report, edition=edition(report))
        return report

    return run


def edition(report_id):
    return db.session.get(AnnualReport, report_id).edition


def write(act, login, report_id):
    report = db.session.get(AnnualReport, report_id)
    texts = {part: words.replace("（请填写）", "工作正常。") for part, words in report.texts.items()}
    act(acts.write_texts, login, report_id=report_id, texts=texts, edition=report.edition)


def test_a_draft_says_what_the_tables_say_and_what_is_open_stops_the_signature(act, opened):
    report = db.session.get(AnnualReport, opened())
    found = content.faults(content.content_of(report), NOW.date())
    assert {one.code for one in found if not one.is_warning} == {"C09"}
    with pytest.raises(errors.ReportHasFaults, match="请填写"):
        act(acts.sign_report, "officehead", report_id=report.id, edition=report.edition)


def test_a_wrong_number_in_the_text_stops_the_signature(act, opened):
    report = opened()
    write(act, "officehead", report)
    texts = dict(db.session.get(AnnualReport, report).texts)
    texts["section1"] += "本年新收政府信息公开申请九千件。"
    act(acts.write_texts, "officehead", report_id=report, texts=texts, edition=edition(report))
    with pytest.raises(errors.ReportHasFaults, match="九千件"):
        act(acts.sign_report, "officehead", report_id=report, edition=edition(report))


def test_the_whole_way_with_a_return_and_a_correction(act, signed):
    report = signed("LF-ZRZY")
    act(acts.hand_in, "unithead", report_id=report)
    act(
        acts.return_report,
        "supervisor",
        report_id=report,
        findings=["数字有误", " ", "补充问题"],
        edition=edition(report),
    )
    row = db.session.get(AnnualReport, report)
    assert ([one.number for one in row.findings], row.state, row.cells) == ([1, 2], "returned", {})
    act(acts.sign_report, "unithead", report_id=report, edition=edition(report))
    act(acts.hand_in, "unithead", report_id=report)
    act(acts.freeze, "supervisor", report_id=report, edition=edition(report))
    with pytest.raises(errors.WrongState, match="督办癸于 2026-01-12"):
        act(
            acts.enter_cell,
            "handler",
            report_id=report,
            cell="table2.licences.decisions",
            value="13",
            reason="误",
        )
    act(acts.publish, "unithead", report_id=report)
    made = act(acts.correct, "handler", report_id=report, note="行政许可数量漏计 1 件")["report"]
    newer = db.session.get(AnnualReport, made)
    assert (newer.version, newer.correction, len(newer.entries)) == (2, "行政许可数量漏计 1 件", 1)
    assert db.session.get(AnnualReport, report).replaced_by_id == made
    with pytest.raises(errors.WrongState, match="已经有更正的版本"):
        act(acts.correct, "handler", report_id=report, note="再改")
    tags = db.session.scalars(db.select(AuditEntry.tag).order_by(AuditEntry.sequence)).all()
    assert [tag for tag in tags if tag.startswith("annual")][-4:] == [
        "annual_report.handed_in", "annual_report.frozen", "annual_report.published", "annual_report.corrected",
    ]  # fmt: skip


def test_of_two_who_freeze_one_is_told_what_the_other_did(act, signed):
    report = signed("LF-ZRZY")
    act(acts.hand_in, "unithead", report_id=report)
    seen = edition(report)
    act(acts.freeze, "supervisor", report_id=report, edition=seen)
    with pytest.raises(errors.WrongState, match="已由督办癸于 2026-01-12 09:00 审核定稿"):
        act(acts.freeze, "supervisor2", report_id=report, edition=seen)


def test_an_edit_takes_the_signature_off_and_what_was_not_seen_is_not_signed(act, signed):
    report = signed("LF-ZRZY")
    seen = edition(report)
    act(acts.enter_cell, "handler", report_id=report, cell="table2.penalties.decisions", value="3")
    row = db.session.get(AnnualReport, report)
    assert (row.state, row.signed_by_id, row.cells) == ("collecting", None, {})
    with pytest.raises(errors.ReportMoved):
        act(acts.sign_report, "unithead", report_id=report, edition=seen)


@pytest.mark.parametrize(
    ("cell", "value", "reason", "refusal"),
    [
        ("table2.licences.decisions", "-1", "", NotANumber), ("table2.licences.decisions", "若干", "", NotANumber),
        ("table9.x.y", "1", "", NoSuchCell), ("table3.new.total", "1", "错", NoSuchCell),
        ("table3.new.business", "1", " ", errors.ReasonNeeded),
    ],
)  # fmt: skip
def test_what_may_not_be_entered(act, opened, cell, value, reason, refusal):
    with pytest.raises(refusal):
        act(acts.enter_cell, "officehead", report_id=opened(), cell=cell, value=value, reason=reason)


def test_who_may_not(act, signed):
    report = signed("LF-ZRZY")
    with pytest.raises(NotAllowed):
        act(acts.hand_in, "handler", report_id=report)
    with pytest.raises(NotAllowed):
        act(acts.enter_cell, "foreignreviewer", report_id=report, cell="table2.licences.decisions", value="1")
    act(acts.hand_in, "unithead", report_id=report)
    with pytest.raises(NotAllowed):
        act(acts.freeze, "unithead", report_id=report, edition=edition(report))
    with pytest.raises(InvalidInput):
        act(acts.return_report, "supervisor", report_id=report, findings=["  "], edition=edition(report))


def test_who_signed_hands_in(act, signed):
    report = signed("LF")
    with pytest.raises(errors.NotTheSigner):
        act(acts.hand_in, "leader", report_id=report)


def test_a_year_that_is_not_over_and_a_second_report_are_refused(opened):
    with pytest.raises(errors.YearNotOver):
        opened(year=YEAR + 1)
    opened()
    with pytest.raises(errors.ReportExists):
        opened()


def test_what_was_in_force_follows_from_the_report_of_the_year_before(act, frozen, people):
    before = frozen("LF-ZRZY")
    row(before).cells = {**row(before).cells, "table2.normative_documents.in_force": "9"}
    db.session.commit()
    later = perform(acts.open_report, actor=of_person(people["handler"]), now=NOW.replace(year=YEAR + 2),
                    organ="LF-ZRZY", year=YEAR + 1, covers=Covers.OWN)["report"]  # fmt: skip
    for column, value in (("issued", "3"), ("repealed", "1")):
        act(acts.enter_cell, "handler", report_id=later, cell=f"table2.normative_documents.{column}", value=value,
            reason="台账")  # fmt: skip
    now = content.content_of(db.session.get(AnnualReport, later))
    assert now.cells["table2.normative_documents.in_force"] == 11
    assert "E4" not in {one.code for one in content.faults(now, NOW.date())}


def test_three_levels_add_up_and_who_is_missing_is_named(act, opened, frozen):
    parts = [frozen(organ) for organ in ("LF", "LF-ZRZY")]
    county = opened("LF", Covers.ALL)
    assert [one.name for one in content.content_of(row(county)).missing] == ["金山镇人民政府"]
    write(act, "officehead", county)
    with pytest.raises(errors.ReportHasFaults, match="金山镇人民政府"):
        act(acts.sign_report, "officehead", report_id=county, edition=edition(county))
    parts.append(frozen("LF-JS"))
    act(acts.draft_again, "officehead", report_id=county, edition=edition(county))
    write(act, "officehead", county)
    act(acts.sign_report, "officehead", report_id=county, edition=edition(county))
    act(acts.hand_in, "officehead", report_id=county)
    act(acts.freeze, "prefsupervisor", report_id=county, edition=edition(county))
    own = frozen("CX")
    prefecture = content.content_of(row(opened("CX", Covers.ALL)))
    assert [one.name for one in prefecture.missing] == ["元谋县人民政府"]
    for name in CELLS:
        expected = sum(number(part, name) for part in [own, *parts])
        assert (prefecture.cells[name] or 0) == expected == number(county, name) + number(own, name), name
    assert prefecture.cells["table3.new.total"] > 10


def row(report_id):
    return db.session.get(AnnualReport, report_id)


def number(report_id, name):
    value = row(report_id).cells.get(name)
    return Decimal(value) if value not in (None, "/") else Decimal(0)


def test_reports_of_a_year_are_the_newest_versions(act, frozen, county):
    report = frozen("LF-ZRZY")
    act(acts.publish, "unithead", report_id=report)
    act(acts.correct, "handler", report_id=report, note="更正数字")
    found = finding.reports_of([county.units["LF-ZRZY"].id], YEAR)
    assert [one.version for one in found] == [2]
    assert [one.version for one in finding.versions_of(found[0])] == [1, 2]


def test_who_writes_a_report_hears_of_its_day_once_a_week_and_supervisors_when_it_is_late(people):
    db.session.execute(db.update(Installation).values(recorded_at=NOW))
    db.session.commit()

    def told(month, day):
        new = watch_reports(NOW.replace(month=month, day=day))
        rows = db.session.scalars(db.select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(new)).all()
        return {(row.key.split(":")[1], row.payload["person_id"]) for row in rows}

    lands = str(people["unithead"].appointments[0].unit_id)
    city = str(db.session.scalar(db.select(OrgUnit.id).where(OrgUnit.code == "LF")))
    assert told(1, 9) == set()
    near = told(1, 13)
    assert (lands, people["unithead"].id) in near
    assert city not in {organ for organ, _person in near}
    assert told(1, 14) == set()
    assert (lands, people["supervisor"].id) not in told(1, 31)
    assert (lands, people["supervisor"].id) in told(2, 9)
    assert told(6, 30) == set()

"""An auditor reads the log of the organ of their post and all below it, and learns nothing of another county."""

import re
from datetime import timedelta

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, true, update

from app.casework.acts import audit
from app.casework.acts.actor import SYSTEM, of_person
from app.casework.acts.audit import AuditLine
from app.casework.acts.commands import perform, transaction
from app.casework.administration import access, accounts, people, units
from app.casework.administration.audit_reading import readable_lines
from app.casework.messages.decisions import settle_message
from app.casework.models import AuditEntry, OutboxMessage
from app.casework.models.outbox import OutboxState
from app.database import db
from app.office.models import Appointment
from app.office.organs import find_unit
from app.office.passwords import set_password
from app.office.people import add_person, appoint, find_person
from app.office.permissions import AtOrgan, Permission, allows
from app.office.standing import standing_of
from app.office.tokens import create_token
from app.office.vocabulary import Role
from tests.support.browsing import Browser
from tests.support.county import LONG_AGO, PASSWORD
from tests.support.office import MORNING, Office
from tests.support.tampering import tamper

pytestmark = pytest.mark.database
AUDITORS = {"lfauditor": "LF", "ymauditor": "YM", "bureauauditor": "LF-ZRZY"}


@pytest.fixture(autouse=True)
def auditors(app):
    for login, unit in AUDITORS.items():
        person = add_person(login=login, name=f"审计{unit}")
        set_password(person, PASSWORD, MORNING, must_change=False)
        appoint(person, find_unit(unit, LONG_AGO), Role.AUDITOR, LONG_AGO)
    db.session.commit()


def run(use, by="admin", **arguments):
    return perform(use, actor=of_person(find_person(by)), now=MORNING, **arguments)


@pytest.fixture
def everything(client):
    """A case of each county, and every kind of administration over the people and units of each."""
    numbers = {}
    for organ, clerk in (("LF", "clerk"), ("YM", "foreign")):
        office = Office()
        numbers[organ] = office.register(clerk, organ)
        administer(organ, clerk, numbers[organ])
        Browser(client.application.test_client()).sign_in(clerk)
    with transaction():
        lines = [
            AuditLine("person.sign_in_refused", "登录失败", detail={"login": ""}),
            AuditLine("calendar.imported", "导入放假安排"),
        ]
        audit.append(lines, SYSTEM, MORNING)
    return numbers


def administer(organ, clerk, number):
    """Acts without a case, by an administrator of the prefecture, by the person, and by the system."""
    person = find_person(clerk).id
    unit = find_unit(organ, LONG_AGO)
    token, _plain = create_token(find_person(clerk), f"对接{organ}", MORNING)
    db.session.commit()
    run(units.change_unit, unit_id=unit.id, details={"telephone": f"0878-{organ}"})
    password = accounts.new_password(find_person(clerk), MORNING)
    added = run(
        people.add_person, login=f"new.{organ}".lower(), name=f"新人{organ}", telephone="", email="", unit_id=unit.id,
        role=Role.HANDLER, valid_from=MORNING.date() + timedelta(days=3), password=password,
    )  # fmt: skip
    run(people.change_person, person_id=added["person"], name=f"改名{organ}", telephone="", email="")
    held = db.session.scalar(select(Appointment.id).where(Appointment.person_id == added["person"]))
    run(people.end_appointment, appointment_id=held, last_day=MORNING.date())
    guard = add_person(login=f"guard.{organ}".lower(), name=f"安全{organ}")
    appoint(guard, unit, Role.SECURITY_ADMINISTRATOR, LONG_AGO)
    db.session.commit()
    run(access.revoke_token, guard.login, token_id=token.id)
    run(access.end_sessions, guard.login, person_id=person)
    settle_a_message(Office(number=number).case.id, organ)
    with transaction():
        detail = {"login": clerk, "person": person}
        audit.append(
            [AuditLine("person.sign_in_refused", f"登录失败 {organ}", detail=detail)], SYSTEM, MORNING
        )


def settle_a_message(case_id, organ):
    message = OutboxMessage(
        key=f"dead {organ}", kind="mail", payload={}, case_id=case_id, state=OutboxState.DEAD, not_before=MORNING,
        created_at=MORNING,
    )  # fmt: skip
    db.session.add(message)
    db.session.commit()
    run(settle_message, message_id=message.id, was_sent=True, reason=f"已核实{organ}")


def lines_of(login):
    """What the log shows an auditor, as sequence numbers."""
    standing = standing_of(find_person(login), MORNING.date())
    query = select(AuditEntry).where(readable_lines(standing)).order_by(AuditEntry.sequence)
    return list(db.session.scalars(query))


def words_of(lines):
    return "\n".join(f"{line.actor_name} {line.unit_name} {line.summary} {line.detail}" for line in lines)


def test_each_countys_auditor_reads_every_line_of_that_county_and_none_of_the_other(everything):
    lf, ym = lines_of("lfauditor"), lines_of("ymauditor")
    assert {line.tag for line in lf} == {line.tag for line in ym}
    assert {line.tag for line in lf} >= {
        "request.registered", "unit.changed", "person.added", "person.changed", "person.appointment_ended",
        "token.revoked", "outbox.settled", "person.sessions_ended", "person.signed_in", "person.sign_in_refused",
    }  # fmt: skip
    assert not {line.sequence for line in lf} & {line.sequence for line in ym}
    for foreign in ("YM", "元谋", "外县卯", everything["YM"]):
        assert foreign not in words_of(lf)
    for foreign in ("LF", "禄丰", "受理甲", everything["LF"]):
        assert foreign not in words_of(ym)


def test_what_concerns_no_organ_is_for_the_top_alone_which_reads_all(everything):
    every = set(db.session.scalars(select(AuditEntry.sequence)))
    assert {line.sequence for line in lines_of("auditor")} == every
    of_none = {line.sequence for line in db.session.scalars(select(AuditEntry).where(
        AuditEntry.case_id.is_(None), AuditEntry.organ_id.is_(None)))}  # fmt: skip
    assert of_none
    for login in AUDITORS:
        assert not of_none & {line.sequence for line in lines_of(login)}


def test_a_bureaus_auditor_reads_nothing_of_its_county(everything):
    assert {line.case_id for line in lines_of("bureauauditor")} <= {None}
    assert "受理甲" not in words_of(lines_of("bureauauditor"))


def test_the_condition_agrees_with_the_permission(everything):
    for login in (*AUDITORS, "auditor"):
        standing = standing_of(find_person(login), MORNING.date())
        shown = {line.sequence for line in lines_of(login)}
        for line in db.session.scalars(select(AuditEntry).where(true())):
            organ = line.organ_id if line.case_id is None else Office(number=number_of(line)).case.organ_id
            if organ is not None:
                allowed = allows(Permission.READ_AUDIT, standing, AtOrgan(organ), standing.on)
                assert allowed == (line.sequence in shown), (login, line.tag)


def number_of(line):
    from app.casework.models import Case

    return db.session.get_one(Case, line.case_id).number


def test_nobody_without_the_role_has_a_single_line(everything):
    for login in ("clerk", "admin", "supervisor"):
        assert lines_of(login) == []


def test_pages_and_searches_of_the_log_stay_within_the_county(client, everything):
    auditor = Browser(client).sign_in("lfauditor")
    assert everything["LF"] in auditor.get("/admin/audit").words
    for search in ("", "?page=2", "?person=外县卯", f"?case={everything['YM']}", "?tag=person", "?tag=unit"):
        page = auditor.get(f"/admin/audit{search}")
        assert page.status == 200
        shown = (
            " ".join(page.tree.xpath("//main//tbody")[0].itertext())
            if page.tree.xpath("//main//tbody")
            else ""
        )
        for foreign in ("元谋", "外县卯", everything["YM"], "YM"):
            assert foreign not in shown, search
    foreign_case = auditor.get(f"/admin/audit?case={everything['YM']}")
    assert "没有符合条件的记录" in foreign_case.words
    assert "共 0 条" in foreign_case.words


def result_of_check(auditor):
    auditor.post("/admin/audit/check")
    return re.search(r"审计链核对结果：(.*?) 系统管理", auditor.get("/admin/audit").words).group(1)


def test_the_check_tells_a_county_whether_the_chain_holds_but_not_how_long_it_is(client, everything):
    auditor = Browser(client).sign_in("lfauditor")
    within = len(lines_of("lfauditor"))
    assert result_of_check(auditor) == f"完整，其中您可以查看的 {within} 条"


def test_a_break_elsewhere_is_told_without_its_place(client, everything):
    broken = lines_of("ymauditor")[0].sequence
    tamper(AuditEntry.sequence == broken, summary="改动")
    words = result_of_check(Browser(client.application.test_client()).sign_in("lfauditor"))
    assert words == "不完整，断裂处不在您可以查看的记录中，请告知上级的审计管理员"
    assert result_of_check(Browser(client.application.test_client()).sign_in("ymauditor")) == (
        f"第 {broken} 条：内容已被改动"
    )
    assert result_of_check(Browser(client).sign_in("auditor")) == f"第 {broken} 条：内容已被改动"


@pytest.mark.parametrize("to", ["another", "none"])
def test_a_line_cannot_change_its_readers_unnoticed(everything, to):
    line = next(one for one in lines_of("lfauditor") if one.case_id is None)
    organ = find_unit("YM", LONG_AGO).id if to == "another" else None
    tamper(AuditEntry.sequence == line.sequence, organ_id=organ)
    assert audit.verify() == audit.BrokenLink(line.sequence, "内容已被改动")


def test_the_chain_holds_and_readers_stay_through_a_downgrade_and_back(everything):
    before = {login: [line.sequence for line in lines_of(login)] for login in AUDITORS}
    db.session.rollback()
    downgrade(revision="0007")
    upgrade(revision="heads")
    assert audit.verify() is None
    assert {login: [line.sequence for line in lines_of(login)] for login in AUDITORS} == before
    with pytest.raises(Exception, match="append only"), db.engine.begin() as connection:
        connection.execute(update(AuditEntry).values(summary="改动"))

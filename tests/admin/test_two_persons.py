"""One administrator alone makes no administrator, takes over no account of one, and puts no diagram in force."""

import pytest
from sqlalchemy import select

from app.casework.acts.actor import of_person
from app.casework.acts.commands import perform
from app.casework.administration import accounts, people, second_person
from app.casework.administration.proposing import ProposalOver, SamePerson, SecondPersonNeeded
from app.casework.administration.scope import OwnAccount
from app.casework.models import AuditEntry, CommandRecord, OutboxMessage, Proposal
from app.casework.run.diagram_versions import deploy
from app.database import db
from app.law.errors import NotAllowed
from app.office.models import Person
from app.office.people import find_person
from app.office.sessions import sessions_of
from app.office.vocabulary import Role
from tests.admin.conftest import appointed
from tests.support.browsing import Browser
from tests.support.county import PASSWORD
from tests.support.office import MORNING

pytestmark = pytest.mark.database
THREE = ("administrator", "security_administrator", "auditor")
AGREED = {"decision": "agree", "reason": "已与任职文件核对"}


def typed(county, role="auditor", unit="LF"):
    return {
        "name": "新审计", "login": "newauditor", "telephone": "", "email": "", "unit_id": str(county.units[unit].id),
        "role": role, "valid_from": "2026-03-02",
    }  # fmt: skip


def proposed(admin, path, **data):
    """The address of the proposal that came of it."""
    answer = admin.post(path, **data)
    assert answer.status == 302, answer.text
    return answer.location


def half_on(page):
    return page.tree.xpath("//p[contains(@class, 'big-code')]")[0].text_content()


def can_sign_in(app, login, password):
    answer = Browser(app.test_client()).post("/signin", login=login, password=password)
    return answer.status == 302


def run(use, by="admin", **arguments):
    return perform(use, actor=of_person(find_person(by)), now=MORNING, **arguments)


def only() -> Proposal:
    db.session.rollback()
    return db.session.scalars(select(Proposal)).one()


class TestAlone:
    @pytest.mark.parametrize("role", THREE)
    def test_an_administrator_who_sends_the_form_gets_neither_account_nor_password(self, admin, county, role):
        page = admin.get(proposed(admin, "/admin/people/new", **typed(county, role)))
        assert find_person("newauditor") is None
        assert "待复核" in page.words
        assert admin.post(page_of(), **AGREED).status == 422  # there is no such choice for who proposed it
        assert (find_person("newauditor"), only().state) == (None, "waiting")

    @pytest.mark.parametrize("role", THREE)
    def test_no_command_does_it_either(self, app, county, role):
        password = accounts.new_password(Person(login="newauditor", name="新审计"), MORNING)
        unit, day = county.units["LF"].id, MORNING.date()
        with pytest.raises(SecondPersonNeeded):
            run(people.add_person, login="newauditor", name="新审计", telephone="", email="", unit_id=unit, role=role,
                valid_from=day, password=password)  # fmt: skip
        with pytest.raises(SecondPersonNeeded):
            run(
                people.appoint_person,
                person_id=find_person("clerk").id,
                unit_id=unit,
                role=role,
                valid_from=day,
            )
        with pytest.raises(SecondPersonNeeded):
            run(accounts.reset_password, person_id=find_person("auditor").id, password=password)
        with pytest.raises(SecondPersonNeeded):
            run(accounts.set_active, person_id=find_person("auditor").id, is_active=True, reason="返岗")
        with pytest.raises(SecondPersonNeeded):
            run(deploy, process_key="disclosure")

    def test_who_proposed_it_cannot_agree_nor_can_whom_it_concerns(self, admin, county, security):
        proposed(admin, f"/admin/people/{security.id}/password")
        with pytest.raises(SamePerson):
            run(second_person.agree, proposal_id=only().id, reason="自己同意")
        with pytest.raises(OwnAccount):
            run(second_person.agree, "security", proposal_id=only().id, reason="本人")

    def test_nobody_of_another_county_sees_it_or_agrees(self, admin, county, app):
        appointed("foreignguard", "外县安全", "YM", Role.SECURITY_ADMINISTRATOR)
        page = proposed(admin, "/admin/people/new", **typed(county))
        foreign = Browser(app.test_client()).sign_in("foreignguard")
        assert foreign.get(page).status == 404
        assert "新审计" not in foreign.get("/admin/proposals").words
        with pytest.raises(NotAllowed):
            run(second_person.agree, "foreignguard", proposal_id=only().id, reason="同意")

    def test_a_handler_reaches_nothing_of_it(self, admin, county, app):
        page = proposed(admin, "/admin/people/new", **typed(county))
        clerk = Browser(app.test_client()).sign_in("clerk")
        assert (clerk.get(page).status, clerk.post(page, **AGREED).status) == (403, 403)


def page_of() -> str:
    return f"/admin/proposals/{only().id}"


class TestTogether:
    def test_the_password_is_shown_to_nobody_whole_and_opens_only_whole(self, admin, second, county, app):
        page = proposed(admin, "/admin/people/new", **typed(county))
        first = half_on(admin.get(page))
        assert first not in second.get(page).text
        answer = second.post(page, **AGREED, form_key="s1")
        other = half_on(answer)
        assert first not in answer.text
        assert other not in admin.get(page).text
        assert first not in admin.get(page).text
        assert "big-code" not in second.post(page, **AGREED, form_key="s1").text

        person = find_person("newauditor")
        assert [(held.role, held.unit.code) for held in person.appointments] == [("auditor", "LF")]
        assert person.must_change_password
        assert not can_sign_in(app, "newauditor", first)
        assert not can_sign_in(app, "newauditor", other)
        assert can_sign_in(app, "newauditor", first + other)
        everything = [
            *db.session.scalars(select(CommandRecord.result)),
            *db.session.scalars(select(AuditEntry.detail)),
        ]
        assert first not in str(everything)
        assert other not in str(everything)
        assert only().nonce == ""

    def test_an_auditors_password_stands_until_the_second_person_agrees(self, admin, second, county, app):
        auditor = Browser(app.test_client()).sign_in("auditor")
        page = proposed(admin, f"/admin/people/{find_person('auditor').id}/password")
        first = half_on(admin.get(page))
        assert auditor.get("/admin/audit").status == 200
        other = half_on(second.post(page, **AGREED))
        assert sessions_of(find_person("auditor"), MORNING) == []
        assert not can_sign_in(app, "auditor", PASSWORD)
        assert can_sign_in(app, "auditor", first + other)

    def test_whoever_opened_an_account_does_not_hold_it_once_it_is_an_administrators(
        self, admin, second, county, app
    ):
        clerk = find_person("clerk").id
        post = {
            "unit_id": str(county.units["LF"].id),
            "role": "auditor",
            "valid_from": "2026-03-02",
            "last_day": "",
        }
        page = proposed(admin, f"/admin/people/{clerk}/appoint", **post)
        assert "auditor" not in {held.role for held in find_person("clerk").appointments}
        holder = Browser(app.test_client()).sign_in("clerk")  # who knows the password of before
        first, other = half_on(admin.get(page)), half_on(second.post(page, **AGREED))
        db.session.rollback()
        assert "auditor" in {held.role for held in find_person("clerk").appointments}
        assert holder.get("/admin/audit").status == 302
        assert not can_sign_in(app, "clerk", PASSWORD)
        assert can_sign_in(app, "clerk", first + other)

    def test_a_return_waits_as_well(self, admin, second):
        auditor = find_person("auditor").id
        assert admin.post(f"/admin/people/{auditor}/active", reason="离岗").status == 302
        back = proposed(admin, f"/admin/people/{auditor}/active", reason="返岗")
        db.session.rollback()
        assert not find_person("auditor").is_active
        assert second.post(back, **AGREED).status == 302
        db.session.rollback()
        assert find_person("auditor").is_active

    def test_who_may_agree_is_told_by_mail_without_names(self, admin, second, county):
        page = proposed(admin, "/admin/people/new", **typed(county))
        told = {one.payload["path"]: one for one in db.session.scalars(select(OutboxMessage))}
        assert find_person("security").id == told[page].payload["person_id"]
        assert "新审计" not in str(told[page].payload)

    def test_both_are_named_in_the_chain(self, admin, second, county):
        second.post(proposed(admin, "/admin/people/new", **typed(county)), **AGREED)
        lines = {line.tag: line for line in db.session.scalars(select(AuditEntry))}
        assert lines["proposal.made"].actor_name == find_person("admin").name
        assert lines["proposal.agreed"].actor_name == "安全巳"
        assert find_person("admin").name in lines["proposal.agreed"].summary


class TestOver:
    def test_what_is_refused_or_withdrawn_is_not_done_later(self, admin, second, county):
        page = proposed(admin, "/admin/people/new", **typed(county))
        assert second.post(page, decision="refuse", reason="").error("reason")
        assert second.post(page, decision="refuse", reason="任职文件未到").status == 302
        assert second.post(page, **AGREED).status == 409
        assert find_person("newauditor") is None
        other = proposed(admin, f"/admin/people/{find_person('auditor').id}/password")
        assert admin.post(other, reason="本人已想起").status == 302
        assert "big-code" not in admin.get(other).text
        assert second.post(other, **AGREED).status == 409

    def test_what_somebody_proposed_lapses_with_their_post(self, admin, county, security):
        proposed(admin, "/admin/people/new", **typed(county))
        for held in find_person("admin").appointments:
            held.role = Role.HANDLER
        db.session.commit()
        password = accounts.new_password(Person(login="newauditor", name="新审计"), MORNING)
        with pytest.raises(ProposalOver):
            run(second_person.agree, "security", proposal_id=only().id, reason="同意", password=password)

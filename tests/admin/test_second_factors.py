"""A lost phone, and who must have a second factor: two persons for accounts of administrators, on record."""

from datetime import date

import pytest
from sqlalchemy import select

from app.casework.acts.actor import of_person
from app.casework.acts.commands import perform
from app.casework.administration import factors as use_cases
from app.casework.administration import guarded, second_person
from app.casework.administration.factors import NoFactor
from app.casework.administration.proposing import SamePerson, SecondPersonNeeded
from app.casework.administration.scope import OwnAccount
from app.casework.models import AuditEntry, Proposal
from app.database import db
from app.law.errors import NotAllowed
from app.office import factor_policy, factors
from app.office.people import find_person
from app.office.sessions import sessions_of
from app.office.tokens import create_token, tokens_of
from app.office.vocabulary import Role
from tests.admin.conftest import appointed
from tests.support.browsing import Browser
from tests.support.office import MORNING
from tests.support.second_factor import with_factor

pytestmark = pytest.mark.database
AGREED = {"decision": "agree", "reason": "已当面核实"}
DAY = date(2026, 6, 1)


def run(use, by="admin", **arguments):
    return perform(use, actor=of_person(find_person(by)), now=MORNING, **arguments)


def last_line():
    db.session.rollback()
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()


def only() -> Proposal:
    db.session.rollback()
    return db.session.scalars(select(Proposal)).one()


def path_of(login):
    return f"/admin/people/{find_person(login).id}/second-factor"


def with_session_and_token(app, login):
    """Somebody signed in, with a token, who then sets a second factor up."""
    browser = Browser(app.test_client()).sign_in(login)
    create_token(find_person(login), "对接", MORNING)
    with_factor(login, MORNING)
    return browser


class TestLostPhone:
    def test_of_a_clerk_one_administrator_resets_it_and_everything_open_ends(self, admin, app):
        clerk = with_session_and_token(app, "clerk")
        page = admin.get(f"/admin/people/{find_person('clerk').id}")
        assert path_of("clerk") in page.text
        assert "核实" in admin.get(path_of("clerk")).words
        assert admin.post(path_of("clerk")).status == 302
        db.session.rollback()
        assert not factors.is_set(find_person("clerk"))
        assert sessions_of(find_person("clerk"), MORNING) == []
        assert tokens_of(find_person("clerk"), MORNING) == []
        assert clerk.get("/desk").status == 302
        line = last_line()
        assert line.tag == "person.factor_reset"
        assert line.summary.startswith(
            "重置双因素登录：受理甲（clerk），同时结束登录 1 处，作废接口令牌 1 个"
        )
        assert path_of("clerk") not in admin.get(f"/admin/people/{find_person('clerk').id}").text
        assert admin.post(path_of("clerk")).status == 409

    def test_of_an_administrator_two_do(self, admin, second, app):
        auditor = with_session_and_token(app, "auditor")
        page = admin.post(path_of("auditor")).location
        assert factors.is_set(find_person("auditor"))
        assert auditor.get("/admin/audit").status == 200
        assert admin.post(page, **AGREED).status == 422
        assert second.post(page, **AGREED).status == 302
        db.session.rollback()
        assert not factors.is_set(find_person("auditor"))
        assert sessions_of(find_person("auditor"), MORNING) == []
        assert tokens_of(find_person("auditor"), MORNING) == []
        assert auditor.get("/admin/audit").status == 302
        tags = list(db.session.scalars(select(AuditEntry.tag).order_by(AuditEntry.sequence)))
        assert tags[-2:] == ["proposal.agreed", "person.factor_reset"]
        assert last_line().actor_name == "安全巳"

    def test_nobody_does_it_alone_or_for_the_own_account(self, app, county, security):
        for login in ("auditor", "admin", "security"):
            with_factor(login, MORNING)
        with pytest.raises(SecondPersonNeeded):
            run(use_cases.reset_factor, person_id=find_person("auditor").id)
        with pytest.raises(OwnAccount):
            run(use_cases.reset_factor, person_id=find_person("admin").id)
        with pytest.raises(OwnAccount):
            run(guarded.propose_factor_reset, person_id=find_person("admin").id)
        run(guarded.propose_factor_reset, person_id=find_person("security").id)
        with pytest.raises(SamePerson):
            run(second_person.agree, proposal_id=only().id, reason="自己同意")
        with pytest.raises(OwnAccount):
            run(second_person.agree, "security", proposal_id=only().id, reason="本人")
        assert factors.is_set(find_person("security"))

    def test_nobody_else_comes_near_it(self, app, county):
        appointed("foreignadmin", "外县管理", "YM", Role.ADMINISTRATOR)
        with_factor("clerk", MORNING)
        with_factor("auditor", MORNING)
        foreign = Browser(app.test_client()).sign_in("foreignadmin")
        assert (foreign.get(path_of("clerk")).status, foreign.post(path_of("clerk")).status) == (404, 404)
        colleague = Browser(app.test_client()).sign_in("clerk2")
        assert (colleague.get(path_of("clerk")).status, colleague.post(path_of("clerk")).status) == (404, 404)
        with pytest.raises(NotAllowed):
            run(use_cases.reset_factor, "foreignadmin", person_id=find_person("clerk").id)
        with pytest.raises(NotAllowed):
            run(guarded.propose_factor_reset, "clerk2", person_id=find_person("auditor").id)

    def test_where_there_is_none_there_is_nothing_to_reset(self, app, county, security):
        with pytest.raises(NoFactor):
            run(use_cases.reset_factor, person_id=find_person("clerk").id)
        with pytest.raises(NoFactor):
            run(guarded.propose_factor_reset, person_id=find_person("auditor").id)


class TestPolicy:
    def test_the_page_tells_who_has_none_and_a_day_takes_two(self, admin, second):
        with_factor("auditor", MORNING)
        page = admin.get("/admin/second-factor")
        assert "不要求，可以自行设置" in page.words
        states = {
            row.xpath(".//td")[0].text_content(): row.xpath(".//td")[1].text_content()
            for row in page.tree.xpath("//tbody/tr")
        }
        assert states == {"admin": "未设置", "auditor": "已启用", "security": "未设置"}
        proposed = admin.post("/admin/second-factor", obligatory_from=DAY.isoformat()).location
        assert factor_policy.decided() is None
        assert second.post(proposed, **AGREED).status == 302
        db.session.rollback()
        assert factor_policy.decided() == DAY
        assert last_line().tag == "factor_policy.changed"
        assert "自 2026-06-01 起必须使用" in admin.get("/admin/second-factor").words
        assert "2 个管理员账号没有设置双因素登录" in admin.get("/admin").words

    def test_it_is_lifted_by_two_as_well_and_the_same_is_no_change(self, admin, second):
        assert admin.post("/admin/second-factor", obligatory_from="").error("obligatory_from")
        factor_policy.decide(DAY, find_person("admin"), MORNING)
        db.session.commit()
        assert admin.post("/admin/second-factor", obligatory_from="2026-06-01").error("obligatory_from")
        lifted = second.post("/admin/second-factor", obligatory_from="").location
        assert factor_policy.decided() == DAY
        assert admin.post(lifted, **AGREED).status == 302
        db.session.rollback()
        assert factor_policy.decided() is None

    def test_who_administers_one_county_sees_its_accounts_and_decides_for_nobody(self, app, county):
        appointed("foreignadmin", "外县管理", "YM", Role.ADMINISTRATOR)
        foreign = Browser(app.test_client()).sign_in("foreignadmin")
        page = foreign.get("/admin/second-factor")
        assert (page.status, "提交复核" in page.words) == (200, False)
        assert "auditor" not in page.words
        assert foreign.post("/admin/second-factor", obligatory_from="2026-06-01").status == 403
        clerk = Browser(app.test_client()).sign_in("clerk")
        assert clerk.get("/admin/second-factor").status == 403

    def test_a_configured_day_is_named_and_stays(self, admin, app, monkeypatch):
        monkeypatch.setitem(app.config, "SECOND_FACTOR_FROM", DAY)
        words = admin.get("/admin/second-factor").words
        assert "自 2026-06-01 起必须使用" in words
        assert "页面上不能推迟" in words

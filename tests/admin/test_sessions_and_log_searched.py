"""现有登录 in pages and by name, as far as the guard reaches; the log by part of a name, by login, by any case."""

from datetime import timedelta

import pytest

from app.casework.administration.access import is_within_access, within_access
from app.casework.models import AuditEntry
from app.database import db
from app.office.models import Person, SignInSession
from app.office.people import appoint, find_person
from app.office.sessions import is_live, live_at, open_session
from app.office.standing import standing_of
from app.office.vocabulary import Role
from tests.admin.conftest import appointed
from tests.support.browsing import Browser
from tests.support.county import LONG_AGO, County
from tests.support.office import MORNING, Office

pytestmark = pytest.mark.database
TODAY = MORNING.date()


def rows(page, table: str = "现有登录"):
    return page.tree.xpath(f"//table[caption='{table}']/tbody/tr")


class TestSessions:
    @pytest.fixture
    def crowd(self, app):
        """Sixty browsers of one clerk, one of a handler."""
        for number in range(60):
            open_session(find_person("clerk"), f"10.0.0.{number}", MORNING)
        open_session(find_person("handler"), "10.0.1.1", MORNING)
        db.session.commit()

    def test_they_come_in_pages(self, second, crowd):
        page = second.get("/admin/tokens")
        assert len(rows(page)) == 50
        assert "62 处" in page.words
        assert len(rows(second.get("/admin/tokens?page=2"))) == 12

    @pytest.mark.parametrize(
        ("words", "number"), [("承办丁", 1), ("办", 1), ("HANDLER", 1), ("clerk", 60), ("无此人", 0)]
    )
    def test_they_are_found_by_part_of_name_or_login(self, second, crowd, words, number):
        found = rows(second.get(f"/admin/tokens?q={words}"))
        assert len(found) == min(number, 50)

    def test_each_says_where_its_owner_works(self, second, crowd):
        assert "自然资源局承办人" in second.get("/admin/tokens?q=handler").words

    def test_ending_them_leads_back_to_what_was_searched(self, second, crowd):
        handler = find_person("handler").id
        assert f"/admin/people/{handler}/sessions/end?q=handler" in second.get("/admin/tokens?q=handler").text
        answer = second.post(f"/admin/people/{handler}/sessions/end?q=handler")
        assert answer.location == "/admin/tokens?q=handler"
        assert rows(second.get("/admin/tokens?q=handler")) == []

    def test_who_is_within_reach_is_the_same_in_both_forms(self, app):
        """As a question about one person, and as the condition of the list."""
        county = County.load()
        guards = [
            appointed(f"guard{number}", f"安全{number}", code, Role.SECURITY_ADMINISTRATOR)
            for number, code in enumerate(("CX", "LF", "LF-ZRZY", "YM"))
        ]
        appoint(county.people["handler"], county.units["YM"], Role.HANDLER, LONG_AGO)
        county.people["legal"].appointments[0].valid_until = LONG_AGO
        db.session.commit()
        for guard in guards:
            standing = standing_of(guard, TODAY)
            everybody = db.session.query(Person).all()
            asked = {one.login for one in everybody if is_within_access(standing, one)}
            listed = {one.login for one in db.session.query(Person).where(within_access(standing))}
            assert listed == asked, guard.login

    def test_what_is_live_is_the_same_in_both_forms(self, app):
        for minutes in (-600, -31, -30, -29, 0, 1, 60):
            seen = MORNING + timedelta(minutes=minutes)
            open_session(find_person("clerk"), "10.0.0.1", seen)
        ended = db.session.query(SignInSession).order_by(SignInSession.id.desc()).first()
        ended.ended_at = MORNING
        db.session.commit()
        every = db.session.query(SignInSession).all()
        listed = set(db.session.query(SignInSession).where(live_at(MORNING)))
        assert listed == {one for one in every if is_live(one, MORNING)}
        assert 0 < len(listed) < len(every)


class TestTheLog:
    @pytest.fixture
    def auditor(self, client, app):
        Office().register()
        return Browser(client).sign_in("auditor")

    @pytest.mark.parametrize("person", ["受理甲", "受理", "clerk", "CLERK"])
    def test_a_person_is_found_by_part_of_name_or_login(self, auditor, person):
        page = auditor.get(f"/admin/audit?person={person}&tag=request")
        assert rows(page, "操作日志，新的在前")
        assert all("受理" in row.text_content() for row in rows(page, "操作日志，新的在前"))

    def test_signs_of_a_pattern_are_no_pattern(self, auditor):
        assert db.session.query(AuditEntry).count()
        assert rows(auditor.get("/admin/audit?person=%25"), "操作日志，新的在前") == []

    def test_a_number_is_found_in_any_case(self, auditor):
        assert rows(auditor.get("/admin/audit?case=lf-2026-0001"), "操作日志，新的在前")

    @pytest.mark.parametrize(
        ("query", "words"),
        [("first=2026-02-30", "起始日期“2026-02-30”无法识别"), ("last=昨天", "截止日期“昨天”无法识别")],
    )
    def test_a_day_that_is_none_is_told(self, auditor, query, words):
        assert words in auditor.get(f"/admin/audit?{query}").words
        assert "无法识别" not in auditor.get("/admin/audit?first=2026-03-01").words

"""回应关切 by the pages of the desk and the portal, and by the API; a stranger is refused in each."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.casework.models import Alert, Case, OutboxMessage
from app.casework.terms.digest import send_digests
from app.casework.terms.sweep import raise_alerts
from app.database import db
from app.processes.response.records import published_of
from app.timekeeping import OFFICE_TIME
from tests.api.caller import Caller
from tests.support.browsing import Browser
from tests.support.concerns import ANSWER, FLOOD, KNOWN, MISREADING, Responding

pytestmark = pytest.mark.database


@pytest.fixture
def office(app, county):
    return Responding(now=KNOWN)


def browse(app, office, login=""):
    browser = Browser(app.test_client(), office.now)
    return browser.sign_in(login) if login else browser


def typed(**changes):
    """As a browser sends it: what is not ticked is not sent."""
    return {
        **{name: ("on" if value is True else value) for name, value in FLOOD.items()},
        "organ": "LF",
        **changes,
    }


class TestDesk:
    def test_a_clerk_registers_and_sees_three_limits_at_once(self, app, office):
        office.later(minutes=5)
        clerk = browse(app, office, "clerk")
        assert "登记舆情" in clerk.get("/desk").text
        assert clerk.get("/desk/concerns/register").status == 200
        clerk.post("/desk/concerns/register", **typed())
        number = db.session.scalar(select(Case.number))
        page = clerk.get(f"/desk/cases/{number}").text
        for words in (
            "首次发布权威信息时限",
            "举行新闻发布会时限",
            "舆情回应时限",
            "2026年9月12日 13:40 前",
            "金山镇星宿江沿线",
        ):
            assert words in page
        sheet = clerk.get(f"/desk/cases/{number}/clocks").text
        for words in ("5小时", "24小时", "48小时", "夜间、休息日和节假日都计入"):
            assert words in sheet
        for started in ("特别重大、重大突发事件", "舆情回应"):
            assert f"知悉舆情（{started}）" in sheet

    def test_what_is_refused_comes_back_with_what_was_typed(self, app, office):
        office.later(minutes=5)
        clerk = browse(app, office, "clerk")
        answer = clerk.post("/desk/concerns/register", **typed(known_at="2026-09-12T07:00"))
        assert answer.status == 422
        assert "获知时间不应早于事件发生的时间" in answer.text
        assert FLOOD["topic"] in answer.text
        assert db.session.query(Case).count() == 0

    def test_what_is_wrong_is_told_in_the_order_of_the_fields(self, app, office):
        office.later(minutes=5)
        page = browse(app, office, "clerk").post(
            "/desk/concerns/register",
            **typed(topic="", kind="", place="", source="", level="", happened_at=""),
        )
        told = re.findall(r'<li><a href="#f-([a-z_]+)"', page.text)
        assert told == ["topic", "kind", "place", "source", "happened_at", "level"]

    def test_who_may_not_register_is_told_so(self, app, office):
        handler = browse(app, office, "handler")
        assert handler.get("/desk/concerns/register").status == 403
        assert handler.post("/desk/concerns/register", **typed()).status == 403

    def test_the_level_is_lowered_on_its_page_with_a_reason(self, app, office):
        office.registered().judged()
        reviewer = browse(app, office, "reviewer")
        page = f"/desk/concerns/{office.number}/level"
        assert reviewer.get(page).status == 200
        refused = reviewer.post(page, level="considerable", level_reason="")
        assert (refused.status, "降低等级的，请写明理由" in refused.text) == (422, True)
        reviewer.post(page, level="considerable", level_reason="道路已通")
        assert "等级降低" in reviewer.get(f"/desk/cases/{office.number}").text
        assert browse(app, office, "foreignreviewer").get(page).status == 404
        assert browse(app, office, "handler").get(page).status == 403

    def test_a_leader_signs_the_statement_of_the_present_round_only(self, app, office):
        office.registered().judged().said().followed("further").drafted(ANSWER)
        office.do("officehead", "T_sign_office", decision="approve")
        item = office.item("T_sign_leader")
        page = browse(app, office, "leader").get(f"/desk/signing/{item.id}").text
        assert "第 2 次发布稿" in page
        assert re.search(r"届满时刻 <b>\d{4}年\d+月\d+日（周.）\d\d:\d\d</b>", page)
        assert ANSWER["body"] in page
        assert "绕行路线为老公路" not in page.split("审签意见")[0]

    def test_inbox_board_and_digest_tell_hours(self, app, office):
        office.registered()
        office.later(hours=4)
        assert "剩 0 小时" not in browse(app, office, "reviewer").get("/desk").text
        assert "剩" in browse(app, office, "reviewer").get("/desk").text
        office.later(hours=2)
        raise_alerts(office.now)
        assert "逾期 1 小时" in browse(app, office, "reviewer").get("/desk").text
        board = browse(app, office, "supervisor").get("/board").text
        for words in ("首次发布用时", "关切类别", "突发事件、自然灾害", "在办舆情"):
            assert words in board

    def test_a_reminder_at_the_desk_tells_the_instant_as_its_mail_does(self, app, office):
        office.registered()
        office.later(hours=4)
        raise_alerts(office.now)
        (due,) = set(db.session.scalars(select(Alert.due_at)))
        page = browse(app, office, "reviewer").get("/desk").text
        reminders = page[page.index('id="reminders"') :]
        assert f"{due.astimezone(OFFICE_TIME):%m-%d %H:%M}" in reminders[: reminders.index("</section>")]

    def test_the_digest_of_a_sunday_tells_of_hours_alone(self, app, office):
        office.registered()
        number = office.number
        office.number = office.apply()
        send_digests((KNOWN + timedelta(days=1)).replace(hour=7, minute=30))
        text = "\n".join(one.payload["text"] for one in db.session.scalars(select(OutboxMessage))
                         if "每日提醒" in one.payload.get("subject", ""))  # fmt: skip
        assert f"09月12日 13:40（逾期 17 小时）  {number}  研判" in text
        assert office.number not in text


class TestPortal:
    def test_everybody_reads_list_page_and_feed(self, app, office):
        visitor = browse(app, office)
        assert "还没有发布过回应" in visitor.get("/concerns/").text
        office.registered().judged().said().followed("further").said(ANSWER)
        visitor = browse(app, office)
        page = visitor.get("/concerns/").text
        first, second = published_of(office.case)
        assert page.index(first.headline) < page.rindex(second.headline)
        entry = visitor.get(f"/publications/{first.publication_id}").text
        assert "绕行路线为老公路" in entry
        assert first.publication.text.content_hash in entry
        assert "回应关切" in visitor.get("/").text
        feed = app.test_client().get("/feed.atom?kind=concern_response").text
        assert second.headline in feed
        assert second.headline in visitor.get("/publications/responses").text

    def test_a_correction_is_shown_at_both(self, app, office):
        office.registered(MISREADING).judged(level="ordinary").said(ANSWER).followed("further")
        office.said(ANSWER, kind="correction", corrects="1", headline="更正：停课时间")
        first, second = published_of(office.case)
        visitor = browse(app, office)
        assert "已被替代" in visitor.get(f"/publications/{first.publication_id}").text
        assert (
            f"的《{first.headline}》，以本次发布为准。"
            in visitor.get(f"/publications/{second.publication_id}").text
        )
        assert "更正：关于星宿江" in visitor.get("/concerns/").text

    def test_what_is_not_published_is_nowhere(self, app, office):
        office.registered().judged().drafted()
        visitor = browse(app, office)
        for path in (
            "/concerns/",
            "/publications",
            "/feed.json",
            "/publications/responses",
            "/concerns/?page=999",
        ):
            assert FLOOD["topic"] not in visitor.get(path).text
            assert "星宿江金山段汛情通报" not in visitor.get(path).text


class TestApi:
    def caller(self, app, office):
        return Caller(app.test_client(), now=office.now)

    def test_a_program_registers_reads_grades_and_counts(self, app, office):
        office.later(minutes=5)
        caller = self.caller(app, office)
        sent = {**FLOOD, "organ": "LF"}
        first = caller.call("POST", "/concerns", "clerk", key="one-key", json=sent)
        again = caller.call("POST", "/concerns", "clerk", key="one-key", json=sent)
        assert (first.status_code, first.json) == (201, again.json)
        office.number, office.now = first.json["number"], caller.now
        office.judged().said(channels=["wechat"])
        caller.now = office.later(hours=1).now
        whole = caller.call("GET", f"/concerns/{office.number}", "reviewer").json
        assert [one["kind"] for one in whole["limits"]] == [
            "first_statement",
            "press_conference",
            "opinion_response",
        ]
        [said] = whole["statements"]
        assert (said["number"], said["postings"][0]["channel"], said["paper_filed"]) == (1, "wechat", None)
        listed = caller.call(
            "GET", "/concerns?level=major&judgement=answer&kind=emergency&state=open", "reviewer"
        )
        assert [one["number"] for one in listed.json["concerns"]] == [office.number]
        assert caller.call("GET", "/concerns?level=ordinary", "reviewer").json["total"] == 0
        assert caller.call("GET", "/concerns?level=none", "reviewer").status_code == 422
        lower = {"level": "considerable", "level_reason": "道路已通"}
        assert (
            caller.call("POST", f"/concerns/{office.number}/level", "reviewer", json=lower).status_code == 200
        )
        counted = caller.call("GET", "/concerns/statistics", "supervisor").json
        assert counted["total"]["number"] == 1
        assert 0 < counted["total"]["median_hours"] < 1
        assert [one["number"] for one in counted["by_level"]] == [0, 0, 1, 0]
        assert caller.call("GET", f"/cases/{office.number}", "reviewer").status_code == 200

    def test_the_statistics_are_of_a_year_and_tell_what_was_met(self, app, office):
        office.registered().judged().said()
        caller = self.caller(app, office)
        this = caller.call("GET", "/concerns/statistics?year=2026", "supervisor").json
        assert {one["kind"]: (one["met"], one["missed"]) for one in this["limits"]} == {
            "first_statement": (1, 0), "press_conference": (0, 0), "opinion_response": (0, 0),
            "approval_paper": (0, 0),
        }  # fmt: skip
        assert (this["total"]["number"], this["statements"], this["follow_ups"]) == (1, 1, 0)
        assert caller.call("GET", "/concerns/statistics?year=2025", "supervisor").json["total"]["number"] == 0
        for wrong in ("20x6", "1999", "２０２６"):
            assert caller.call("GET", f"/concerns/statistics?year={wrong}", "supervisor").status_code == 422

    def test_a_program_withdraws_and_reads_to_whom_it_was_passed_on(self, app, office):
        office.registered().judged().said()
        caller = self.caller(app, office)
        sent = {"number": "1", "reason": "内容有误"}
        path = f"/concerns/{office.number}/withdrawals"
        assert caller.call("POST", path, "handler", json=sent).status_code == 403
        assert caller.call("POST", path, "foreignreviewer", json=sent).status_code == 404
        assert caller.call("POST", path, "reviewer", json={"number": "2", "reason": "无"}).status_code == 422
        assert caller.call("POST", path, "reviewer", json=sent).status_code == 200
        [said] = caller.call("GET", f"/concerns/{office.number}", "reviewer").json["statements"]
        assert said["withdrawn_why"] == "内容有误"
        office.registered(MISREADING).judged(
            "pass_on", level="ordinary", unit="", passed_to="police"
        ).referred()
        whole = caller.call("GET", f"/concerns/{office.number}", "reviewer").json
        assert whole["passed_receiver"] == "禄丰市公安局"
        assert whole["referral"].startswith("禄政公开")

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            (
                {"known_at": "2026-09-12T08:40:00"},
                "",
            ),  # without an offset: office time, as it is typed on the page
            ({"known_at": "2026-09-12T00:40:00Z"}, ""),
            ({"known_at": "2026-09-12T08:40:00Z"}, "known_at"),  # 16:40 here: in the future
            ({"known_at": "0001-01-01T00:00:00+14:00"}, "known_at"),
            ({"known_at": "9999-12-31T23:59:59-12:00"}, "known_at"),
            ({"happened_at": 1789000000}, "happened_at"),
            ({"happened_at": None}, "happened_at"),
            ({"level": ["major"]}, "level"),
            ({"is_emergency": "perhaps"}, "is_emergency"),
            ({"topic": "联系人一三九一二三四五六七八"}, "topic"),
            ({"level_reason": " \u3000 "}, "level_reason"),
            ({"judgement": "none"}, "judgement"),
        ],
    )
    def test_crafted_registrations(self, app, office, changes, field):
        office.later(minutes=10)
        sent = {**FLOOD, "organ": "LF", **changes}
        answer = self.caller(app, office).call("POST", "/concerns", "clerk", json=sent)
        assert answer.status_code == (422 if field else 201), answer.json
        if field:
            assert field in answer.json["fields"]

    def test_strangers_are_refused(self, app, office):
        office.registered()
        caller = self.caller(app, office)
        assert caller.call("POST", "/concerns", "foreign", json={**FLOOD, "organ": "LF"}).status_code == 403
        assert caller.call("GET", f"/concerns/{office.number}", "foreign").status_code == 404
        assert caller.call("GET", "/concerns", "foreign").json["total"] == 0
        assert caller.call("GET", "/concerns/statistics", "handler").status_code == 403
        assert caller.call("GET", "/concerns").status_code == 401
        assert caller.call("POST", "/concerns", "clerk", json={"organ": 7}).status_code == 422

"""A whole guest with limits in hours is walked by commands, pages and API, with nothing changed in `app/`."""

import pytest
from sqlalchemy import select

from app.casework.acts.actor import APPLICANT
from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import Alert, Case
from app.casework.terms import moments
from app.casework.terms.moments import Phase
from app.casework.terms.sweep import raise_alerts
from app.casework.texts.versions import current_versions
from app.database import db
from app.law.errors import InvalidInput
from tests.api.caller import Caller
from tests.guest.flood_watch.acts import report_flood
from tests.guest.floods.conftest import ADVISERS, HEADS, TEXTS, TOLD, UNITS
from tests.support.browsing import Browser, seen_letters

pytestmark = pytest.mark.database


class TestCommands:
    def test_it_runs_from_the_report_to_the_archive(self, office):
        assert office.published().case.number == "LFF-2026-0001"
        office.do("clerk", "T_collect", opinion="没有收到意见")
        dispatch_due(office.now)
        assert office.is_done
        [letter] = letters_of(office.case)
        assert (letter.kind, letter.document is not None) == ("flood_notice", True)

    def test_what_is_published_is_what_was_signed(self, office):
        entry, signed = office.published(), current_versions(office.case)["bulletin"]
        assert [block["text"] for block in entry.text.content["body"]] == TEXTS["bulletin"].splitlines()
        assert entry.text.signed_hash == signed.content_hash
        assert entry.headline == "关于星宿江金山段汛情的通报"

    def test_it_is_due_warned_of_and_overdue_by_the_hour(self, office):
        office.reported()
        due = office.case.due_at
        assert (office.case.due_unit, due.date() > office.case.opened_at.date()) == ("hour", True)
        assert moments.of_case(office.case, office.now) is Phase.ON_TIME
        assert moments.of_case(office.case, due) is not Phase.OVERDUE
        office.now = due
        raise_alerts(office.later(hours=-6).now)
        assert db.session.scalars(select(Alert.stage)).all() == ["before_12", "due_soon"]
        office.now = due
        office.later(minutes=1)
        assert moments.of_case(office.case, office.now) is Phase.OVERDUE
        raise_alerts(office.now)
        assert db.session.scalars(select(Alert.stage).order_by(Alert.id)).all() == [
            "before_12",
            "due_soon",
            "before_1",
            "overdue",
        ]

    def test_what_is_missing_is_named(self, office):
        with pytest.raises(InvalidInput) as refused:
            office.run(report_flood, APPLICANT, data={**TOLD, "place": ""})
        assert set(refused.value.fields) == {"place"}


class TestPages:
    @pytest.fixture
    def desk(self, app, office):
        """Everybody at a browser of their own."""
        browsers: dict[str, Browser] = {}

        def at(login: str) -> Browser:
            if login not in browsers:
                browsers[login] = Browser(app.test_client(), office.now).sign_in(login)
            return browsers[login]

        return at

    def complete(self, office, desk, login: str, node: str, **values: object) -> None:
        """Open the task of a node that this person holds, as its page shows it, and send the page's own form."""
        desk(login)
        mine = [item for item in office.open_items() if item.node == node]
        if len(mine) > 1:
            mine = [office.copies()[login]]
        [item] = mine
        path = f"/desk/signing/{item.id}" if item.is_signature else f"/desk/cases/{office.number}"
        page = desk(login).get(path)
        hidden = {
            one.name: one.value for one in page.tree.xpath("//main//form//input[@type='hidden'][@name]")
        }
        sent = desk(login).post(f"/desk/tasks/{item.id}/complete", **{**hidden, **values})
        if seen := seen_letters(sent.text):
            sent = desk(login).post(f"/desk/tasks/{item.id}/complete", **{**hidden, **values, **seen})
        assert sent.status == 302, (node, sent.words)

    def test_it_runs_from_the_portal_to_the_public_page(self, app, office, desk):
        visitor = Browser(app.test_client(), office.now)
        told = visitor.post("/flood/", **TOLD)
        assert "LFF-2026-0001" in visitor.get(told.location).words
        office.number = "LFF-2026-0001"
        self.complete(office, desk, "clerk", "T_assign", unit="LF-ZRZY")
        self.complete(office, desk, "handler", "T_accept", acceptance="accept")
        self.complete(office, desk, "handler", "T_measures", **TEXTS)
        self.complete(office, desk, "handler", "T_units", units=UNITS.splitlines())
        self.complete(office, desk, "handler", "T_people", people=list(ADVISERS))
        for login in HEADS.values():
            self.complete(office, desk, login, "T_co_sign", decision="approve")
        for login in ADVISERS:
            self.complete(office, desk, login, "T_consult", decision="approve")
        self.complete(office, desk, "leader", "T_approve", decision="approve")
        self.complete(office, desk, "reviewer", "T_issue", decision="issued", checked="1")
        entry = visitor.get(f"/publications/{office.publication.id}")
        for line in TEXTS["bulletin"].splitlines():
            assert line in entry.words
        assert TEXTS["plan"] not in entry.words
        self.complete(office, desk, "clerk", "T_collect", opinion="没有收到意见")
        assert office.is_done

    def test_a_signer_reads_both_texts_before_signing(self, office, desk):
        office.in_co_signing()
        page = desk("townhead").get(f"/desk/signing/{office.copies()['townhead'].id}")
        for words in ("通报稿", "措施方案", TEXTS["plan"], "已转移沿岸人员"):
            assert words in page.words

    def test_the_desk_registers_and_keeps_what_was_typed_when_it_refuses(self, office, desk):
        assert desk("clerk").get("/desk").tree.xpath("//a[@href='/desk/flood/']")
        page = desk("clerk").get("/desk/flood/")
        refused = desk("clerk").post("/desk/flood/", form_key=page.form_key(), **{**TOLD, "place": ""})
        assert (refused.status, refused.error("place")) == (422, "请填写地点")
        assert refused.value("reporter") == TOLD["reporter"]
        sent = desk("clerk").post("/desk/flood/", form_key=page.form_key(), **TOLD)
        again = desk("clerk").post("/desk/flood/", form_key=page.form_key(), **TOLD)
        assert (
            (sent.status, sent.location)
            == (302, "/desk/cases/LFF-2026-0001")
            == (again.status, again.location)
        )
        assert db.session.query(Case).count() == 1

    def test_an_organ_that_there_is_not_is_refused_beside_its_field_and_nothing_typed_is_lost(
        self, app, office
    ):
        refused = Browser(app.test_client(), office.now).post("/flood/", **{**TOLD, "organ": "NONE"})
        assert (refused.status, refused.error("organ")) == (422, "没有这个机关，请重新选择")
        assert refused.value("reporter") == TOLD["reporter"]
        assert db.session.query(Case).count() == 0

    @pytest.mark.parametrize("login", ["reviewer", "handler", "leader", "supervisor"])
    def test_who_registers_nothing_gets_neither_page_nor_case(self, office, desk, login):
        assert desk(login).get("/desk/flood/").status == 403
        assert desk(login).post("/desk/flood/", **TOLD).status == 403
        assert not desk(login).get("/desk").tree.xpath("//a[@href='/desk/flood/']")
        assert db.session.query(Case).count() == 0

    def test_a_clerk_of_another_county_registers_nothing_here(self, office, desk):
        assert desk("foreign").post("/desk/flood/", **TOLD).status == 403
        assert db.session.query(Case).count() == 0

    def test_the_case_page_speaks_the_words_of_the_guest(self, office, desk):
        office.reported()
        page = desk("clerk").get(f"/desk/cases/{office.number}").words
        for words in ("星宿江金山段", "反映人", "汛情", "处置机关", "获知", "核实", "会签", "征集意见"):
            assert words in page


class TestFrame:
    """Menus, cards of the home page, list, lamp, feeds: the guest is seen wherever the house shows its processes."""

    def test_the_portal_has_its_entry_and_its_card(self, app, office):
        home = Browser(app.test_client(), office.now).get("/").tree
        ways = [" ".join(one.text_content().split()) for one in home.xpath("//main//a[@href='/flood/']")]
        assert any("反映汛情" in words and "写明地点即可" in words for words in ways)
        assert home.xpath("//header//a[@href='/flood/'][contains(., '反映汛情')]")
        assert home.xpath("//header//a[@href='/publications'][contains(., '政策与公开信息')]")

    def test_the_board_has_its_list_and_its_figure(self, app, office):
        office.reported()
        board = Browser(app.test_client(), office.now).sign_in("supervisor")
        page = board.get("/board")
        [href] = dict.fromkeys(page.tree.xpath("//a[contains(@href, 'open-floods')]/@href"))
        row = page.tree.xpath("//tr[contains(., '处置中')]")
        assert ["1" in one.text_content() for one in row] == [
            True,
            True,
        ]  # the list with its total, and the figure
        listed = board.get(href)
        assert listed.status == 200
        for words in ("处置中的汛情", office.number, "星宿江金山段汛情"):
            assert words in listed.words
        assert Browser(app.test_client(), office.now).sign_in("clerk").get(href).status == 403

    @pytest.mark.parametrize(
        ("hours", "lamp"),
        [(0, "还剩"), (-6, "还剩 6 小时"), (1, "逾期 1 小时")],
        ids=["on time", "near", "late"],
    )
    def test_the_lamp_says_hours(self, app, office, hours, lamp):
        office.reported()
        due = office.case.due_at
        if hours:
            office.now = due
            office.later(hours=hours)
        words = (
            Browser(app.test_client(), office.now).sign_in("clerk").get(f"/desk/cases/{office.number}").words
        )
        assert lamp in words

    def test_the_feeds_the_sitemap_and_the_list_of_its_kind_have_the_bulletin(self, app, office):
        entry = office.published()
        client, title = app.test_client(), "关于星宿江金山段汛情的通报"
        visitor = Browser(client, office.now)
        assert title in visitor.get("/publications/flood-bulletins").words
        for path in ("/feed.atom", "/feed.json"):
            with visitor._at_the_moment():
                body = client.get(path).get_data(as_text=True)
            assert title in body.encode().decode("unicode_escape", "ignore") or title in body
        with visitor._at_the_moment():
            sitemap = client.get("/sitemap.xml").get_data(as_text=True)
        for path in ("/flood/", "/publications/flood-bulletins", f"/publications/{entry.id}"):
            assert f"{path}</loc>" in sitemap


class TestCalls:
    def test_a_program_registers_and_repeats_without_a_second_case(self, app, office):
        caller = Caller(app.test_client(), office.now)
        first = caller.call("POST", "/flood/reports", "clerk", key="one-and-the-same-key", json=TOLD)
        again = caller.call("POST", "/flood/reports", "clerk", key="one-and-the-same-key", json=TOLD)
        assert (first.status_code, first.json["number"]) == (201, again.json["number"])
        assert db.session.query(Case).count() == 1
        for login in ("foreign", "reviewer"):
            assert caller.call("POST", "/flood/reports", login, json=TOLD).status_code == 403
        assert caller.call("POST", "/flood/reports", json=TOLD).status_code == 401

    def test_a_program_walks_it_to_the_archive_and_reads_the_bulletin(self, app, office):
        caller = Caller(app.test_client(), office.now)
        office.number = caller.number = caller.call("POST", "/flood/reports", "clerk", json=TOLD).json[
            "number"
        ]
        caller.do("clerk", "T_assign", unit="LF-ZRZY")
        caller.do("handler", "T_accept", acceptance="accept")
        caller.do("handler", "T_measures", **TEXTS)
        caller.do("handler", "T_units", units=UNITS)
        caller.do("handler", "T_people", people=list(ADVISERS))
        for login in (*HEADS.values(), *ADVISERS):
            item = office.copies()[login].id
            task = caller.call("GET", f"/tasks/{item}", login).json
            form, read = task["form"], {"signed_hash": task["initial"]["signed_hash"]}
            assert [one["title"] for one in form["properties"]["decision"]["oneOf"]] == ["同意", "不同意"]
            answer = caller.call(
                "POST", f"/tasks/{item}/complete", login, json={"decision": "approve", **read}
            )
            assert answer.status_code == 200, answer.json
        caller.do("leader", "T_approve", decision="approve")
        caller.do("reviewer", "T_issue", decision="issued", checked=True)
        [row] = caller.call("GET", "/publications?kind=flood_bulletin").json["publications"]
        entry = caller.call("GET", f"/publications/{row['id']}").json
        assert [block["text"] for block in entry["body"]] == TEXTS["bulletin"].splitlines()
        caller.do("clerk", "T_collect", opinion="没有收到意见")
        assert office.is_done

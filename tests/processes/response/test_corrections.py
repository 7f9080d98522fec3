"""更正、撤回: the chain of what was said, and what no longer stands."""

import pytest

from app.casework.models import Publication
from app.casework.publications.errors import HoldsPersonalData
from app.casework.publications.standing import is_superseded
from app.casework.terms import clocks
from app.casework.work import work_items
from app.database import db
from app.law.clock import ClockKind, ClockState
from app.law.concerns import NotReadyToClose, WouldReviveAnother
from app.law.errors import InvalidInput, NotAllowed
from app.processes.response.records import published_of
from app.processes.response.withdrawing import withdraw_statement
from tests.support.browsing import Browser
from tests.support.concerns import ADDRESS, ANSWER, KNOWN, MISREADING, WORD, Responding

pytestmark = pytest.mark.database
CORRECTION = {**ANSWER, "kind": "correction", "headline": "更正：缴费标准"}


@pytest.fixture
def office(app, county):
    return Responding(now=KNOWN).registered(MISREADING).judged(level="ordinary")


def withdraw(office, number=1, login="reviewer", **changes):
    data = {"number": str(number), "reason": "内容有误", **changes}
    office.run(withdraw_statement, office.person(login), case_id=office.case.id, data=data)


def superseded(office):
    rows = db.session.scalars(db.select(Publication.id).where(is_superseded(office.now)))
    return set(rows)


class TestChain:
    def test_a_correction_is_corrected_and_both_are_replaced(self, office):
        office.said(ANSWER).followed("further").said(CORRECTION, corrects="1").followed("further")
        office.said(CORRECTION, corrects="2", headline="再次更正：缴费标准")
        first, second, third = published_of(office.case)
        assert superseded(office) == {first.publication_id, second.publication_id}
        assert "的《更正：缴费标准》，以本次发布为准" in str(third.publication.text.content)

    def test_what_was_put_right_already_is_not_put_right_twice(self, office):
        office.said(ANSWER).followed("further").said(CORRECTION, corrects="1").followed("further")
        with pytest.raises(InvalidInput) as refused:
            office.drafted(CORRECTION, corrects="1")
        assert "corrects" in refused.value.fields

    def test_a_first_word_is_only_the_first(self, office):
        office.said(WORD).followed("further")
        with pytest.raises(InvalidInput) as refused:
            office.drafted(WORD)
        assert "kind" in refused.value.fields

    def test_to_put_right_a_first_word_is_no_response(self, office):
        office.said(WORD).followed("further").said(CORRECTION, corrects="1")
        running = clocks.clocks_of(office.case).running(ClockKind.OPINION_RESPONSE)
        assert running.state is ClockState.RUNNING
        office.followed("further").said(ANSWER)
        assert clocks.clocks_of(office.case).running(ClockKind.OPINION_RESPONSE) is None


class TestWithdrawal:
    def test_the_public_reads_the_reason_and_no_text(self, app, office):
        office.said(ANSWER)
        withdraw(office, reason="正文写错缴费标准")
        [said] = published_of(office.case)
        visitor = Browser(app.test_client(), office.now)
        page = visitor.get(f"/publications/{said.publication_id}").text
        assert "正文写错缴费标准" in page
        assert "漫堤路段已封闭" not in page
        assert "已撤回" in visitor.get("/concerns/").text

    def test_it_needs_a_reason_and_the_right_person(self, office):
        office.said(ANSWER)
        with pytest.raises(InvalidInput) as refused:
            withdraw(office, reason="")
        assert "reason" in refused.value.fields
        with pytest.raises(HoldsPersonalData):
            withdraw(office, reason="写入了电话139 1234 5678")
        for login in ("handler", "clerk", "foreignreviewer"):
            with pytest.raises(NotAllowed):
                withdraw(office, login=login)
        assert published_of(office.case)[0].stands

    def test_twice_is_refused(self, office):
        office.said(ANSWER)
        withdraw(office)
        with pytest.raises(InvalidInput) as refused:
            withdraw(office)
        assert "number" in refused.value.fields

    def test_a_correction_is_not_withdrawn_before_what_it_corrects(self, office):
        office.said(ANSWER).followed("further").said(CORRECTION, corrects="1")
        with pytest.raises(WouldReviveAnother) as refused:
            withdraw(office, 2)
        assert "请先撤回第 1 次" in refused.value.fields["number"]
        withdraw(office, 1)
        withdraw(office, 2)
        assert not any(one.stands for one in published_of(office.case))

    def test_what_is_withdrawn_is_corrected_no_more(self, office):
        office.said(ANSWER).followed("further")
        withdraw(office)
        with pytest.raises(InvalidInput) as refused:
            office.drafted(CORRECTION, corrects="1")
        assert "kind" in refused.value.fields

    def test_nothing_closes_with_all_withdrawn_and_the_evaluation_leads_back(self, office):
        office.said(ANSWER).followed()
        withdraw(office)
        with pytest.raises(NotReadyToClose, match="重新发布回应"):
            office.evaluated()
        office.evaluated(decision="further").said(ANSWER).followed().evaluated()
        assert not office.case.is_open

    def test_of_a_closed_case_too(self, office):
        office.said(ANSWER).followed().evaluated().archived()
        withdraw(office)
        assert not published_of(office.case)[0].stands

    def test_what_is_withdrawn_is_posted_nowhere_else(self, office):
        office.said(ANSWER, channels=["wechat"])
        withdraw(office)
        office.later(minutes=5)
        item = office.item("T_post")
        posted = {"result": "posted", "posted_at": office.now.isoformat(), "address": ADDRESS}
        with pytest.raises(InvalidInput) as refused:
            office.run(work_items.complete, office.person("reviewer"), case_id=item.case_id, item_id=item.id,
                       data=posted)  # fmt: skip
        assert "已经撤回" in refused.value.fields["result"]
        data = {"result": "not_posted", "opinion": "门户已撤回"}
        office.run(
            work_items.complete, office.person("reviewer"), case_id=item.case_id, item_id=item.id, data=data
        )
        assert "T_post" not in office.open_nodes()

    def test_on_its_page(self, app, office):
        office.said(ANSWER)
        reviewer = Browser(app.test_client(), office.now).sign_in("reviewer")
        page = f"/desk/concerns/{office.number}/withdrawal"
        assert "撤回哪一次发布" in reviewer.get(page).text
        assert reviewer.post(page, number="1", reason="").status == 422
        reviewer.post(page, number="1", reason="内容有误")
        assert "撤回：内容有误" in reviewer.get(f"/desk/cases/{office.number}").text
        stranger = Browser(app.test_client(), office.now).sign_in("foreignreviewer")
        assert stranger.get(page).status == 404
        assert stranger.post(page, number="1", reason="恶意").status == 404

"""Pages of what comes after a reply, and of what is not for us: each door once, with what is wrong beside its field."""

import pytest

from app.casework.letters.issuing import letters_of
from app.database import db
from app.processes.disclosure.linked import links_of
from app.processes.disclosure.models import CaseLink
from tests.journeys.test_conversion import AGREED, PROPOSED, given, suggest
from tests.journeys.test_correction_applications import ASKED, BY_PAPER, PROOF
from tests.journeys.test_passing_on import CONSENT, not_for_us
from tests.journeys.test_proceedings import begin, closed, rule
from tests.support.office import Office

pytestmark = pytest.mark.database


def at(office: Office, rest: str) -> str:
    return f"/desk/disclosure/{office.number}{rest}"


def newest_link() -> CaseLink:
    db.session.expire_all()
    return db.session.query(CaseLink).order_by(CaseLink.made_at.desc()).first()


def test_the_case_that_replies_anew_is_opened_from_the_list(app, browser):
    office = closed()
    begin(office)
    rule(office)
    clerk = browser("clerk")
    assert "开立重新答复件" in clerk.get(at(office, "/proceedings")).text
    answer = clerk.post(at(office, "/proceedings/2/redo"), {"form_key": "a"})
    assert answer.headers["Location"].endswith(newest_link().later.number)
    page = clerk.get(at(office, "/proceedings")).text
    assert newest_link().later.number in page
    assert "开立重新答复件</button>" not in page


def test_a_paper_that_asks_for_a_correction(app, browser):
    clerk = browser("clerk")
    page = clerk.get("/desk/disclosure/corrections/register").text
    assert all(words in page for words in ("登记更正申请", "要求更正的信息", "现在怎样记录", "证据"))
    wrong = {**BY_PAPER, "organ": "LF", "evidence": "", "form_key": "b"}
    answer = clerk.send("/desk/disclosure/corrections/register", wrong, PROOF)
    assert answer.status_code == 422
    assert "请填写证据" in answer.text
    assert ASKED["recorded"] in answer.text
    right = {**BY_PAPER, "organ": "LF", "form_key": "c"}
    answer = clerk.send("/desk/disclosure/corrections/register", right, PROOF)
    assert (answer.status_code, "/registered/" in answer.headers["Location"]) == (302, True)


def test_passing_on_and_the_comparison(app, browser):
    office = not_for_us()
    clerk = browser("clerk")
    page = clerk.get(at(office, "/passing-on")).text
    assert "职能：耕地地力保护补贴" in page
    refused = clerk.post(
        at(office, "/passing-on"),
        {**{k: v for k, v in CONSENT.items() if k != "has_consented"}, "form_key": "d"},
    )
    assert (refused.status_code, "没有申请人的同意" in refused.text) == (422, True)
    assert (
        clerk.post(at(office, "/passing-on"), {**CONSENT, "has_consented": "1", "form_key": "e"}).status_code
        == 302
    )
    assert [one.relation for one in links_of(office.case)] == ["passed_on"]
    assert browser("foreign").get(at(office, "/passing-on")).status_code == 404


def test_requests_stand_side_by_side_with_their_replies(app, browser):
    office = Office()
    first = office.apply()
    office.issued()
    reply = letters_of(office.case)[-1].document_number
    office.apply(description="禄丰市金山镇2024年度耕地地力保护补贴发放明细表")
    office.registered()
    page = browser("reviewer").get(at(office, "/comparison")).text
    assert all(words in page for words in (first, reply, "<ins>表</ins>", "可以作为前次答复", "网上送达记录"))
    assert browser("foreign").get(at(office, "/comparison")).status_code == 404


def test_from_proposal_to_publication(app, browser):
    office = given()
    suggest(office)
    clerk, reviewer = browser("clerk"), browser("reviewer")
    assert "需要公众广泛知晓" in clerk.get(at(office, "/conversion")).text
    few = clerk.post(at(office, "/conversion"), {**PROPOSED, "reason": "many", "form_key": "f"})
    assert (few.status_code, "不足 3 件" in few.text) == (422, True)
    assert clerk.post(at(office, "/conversion"), {**PROPOSED, "form_key": "g"}).status_code == 302
    assert PROPOSED["headline"] in reviewer.get(at(office, "/conversion/decision")).text
    assert reviewer.post(at(office, "/conversion/decision"), {**AGREED, "form_key": "h"}).status_code == 302
    assert office.number in reviewer.get("/desk/cases?list=disclosure.to-publish").text
    assert reviewer.post(at(office, "/conversion/publication"), {"form_key": "i"}).status_code == 302
    assert PROPOSED["headline"] in app.test_client().get("/publications").text


def test_a_letter_is_taken_back_and_a_reply_replaced(app, browser):
    office = Office()
    office.apply()
    office.registered()
    (letter,) = letters_of(office.case)
    place = f"/desk/cases/{office.number}/letters/{letter.id}/recall"
    reviewer = browser("reviewer")
    assert place in reviewer.get(f"/desk/cases/{office.number}").text
    assert browser("clerk").get(place).status_code == 403
    assert reviewer.post(place, {"reason": "", "form_key": "j"}).status_code == 422
    assert reviewer.post(place, {"reason": "收到日期写错", "form_key": "k"}).status_code == 302
    page = reviewer.get(f"/desk/cases/{office.number}").text
    assert "已撤回" in page
    assert place not in page
    office.do("reviewer", "T_screening", screening="accept")
    office.do("reviewer", "T_assign", unit="LF-ZRZY")
    assert (
        reviewer.post(at(office, "/replacement"), {"reason": "附件漏列", "form_key": "l"}).status_code == 422
    )

"""What the case page of a concern lets people read: the text they approve and publish, and how its limits ended."""

import pytest

from app.law.concerns import NotReadyToClose
from tests.support.browsing import Browser
from tests.support.concerns import ANSWER, KNOWN, WORD, Responding

pytestmark = pytest.mark.database


@pytest.fixture
def office(app, county):
    return Responding(now=KNOWN)


def page_of(app, office, login="reviewer"):
    return Browser(app.test_client(), office.now).sign_in(login).get(f"/desk/cases/{office.number}").text


@pytest.mark.parametrize("path", ["ordinary", "emergency"])
def test_who_publishes_or_notes_a_voice_reads_the_text_from_the_case_page(app, office, path):
    urgent = {"path": path, "urgent_reason": "险情紧急"} if path == "emergency" else {}
    office.registered().judged().drafted(WORD, **urgent)
    if path == "ordinary":
        office.signed()
    address = f"/desk/cases/{office.number}/texts/statement_1/1"
    assert f'href="{address}"' in page_of(app, office)
    read = Browser(app.test_client(), office.now).sign_in("reviewer").get(address).text
    assert "绕行路线为老公路" in read


def test_a_corrected_draft_is_read_as_it_stands_now(app, office):
    office.registered().judged().drafted(WORD)
    office.do("officehead", "T_sign_office", decision="send_back", opinion="写明路线")
    office.drafted(WORD, body="村道中断，请绕行老公路。", opinion="已写明")
    assert f'href="/desk/cases/{office.number}/texts/statement_1/2"' in page_of(app, office)


def test_what_is_published_is_read_where_the_public_reads_it(app, office):
    office.registered().judged().said(ANSWER)
    page = page_of(app, office)
    assert 'href="/publications/' in page
    assert "texts/statement_1" not in page


def test_a_first_word_alone_does_not_close_what_is_to_be_answered_within_48_hours(office):
    office.registered().judged().said(WORD).conference().followed()
    with pytest.raises(NotReadyToClose, match="尚未完成：正式回应"):
        office.evaluated()
    office.evaluated(decision="further").said(ANSWER).followed().evaluated()
    assert office.open_nodes() == {"T_archive"}


def test_the_limit_of_a_conference_that_was_not_held_stands_still_when_the_case_is_closed(app, office):
    office.registered().judged().said(ANSWER)
    office.conference(result="not_held", opinion="局部事件，书面通报", held_at="", place="", address="")
    office.followed().evaluated()
    office.later(hours=72)
    page = page_of(app, office)
    assert "结案时没有完成" in page
    assert "逾期" not in page

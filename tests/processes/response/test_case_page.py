"""What the case page of a concern lets people read: the text that they approve and publish, and how its limits ended."""

import pytest

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

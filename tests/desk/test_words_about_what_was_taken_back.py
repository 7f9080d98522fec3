"""What the desk reads of letters that were taken back or can never be made: no page promises what will not come."""

import pytest

from app.processes.disclosure.registration import request_of
from tests.journeys.test_a_recalled_reply_arrives import taken_back
from tests.journeys.test_letters_that_cannot_be_made import lost_reply, replace_reply
from tests.journeys.test_the_old_reply_stands_until_then import issued_anew, replaced
from tests.support.browsing import Browser
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


def seen(client, office: Office, path: str, who: str = "clerk") -> str:
    return Browser(client).sign_in(who).get(path).words


def test_a_letter_that_is_in_the_post_and_was_taken_back_is_not_to_be_sent_again(client):
    office, old = taken_back()
    assert "文书已撤回，签收、退回仍须登记" in seen(client, office, "/desk/letters")
    page = seen(client, office, f"/desk/letters/{old.id}/return")
    assert "登记退回后不再送达" in page
    assert "等待再次送达" not in page
    other = seen(client, office, f"/desk/letters/{request_of(office.case).reply_letter_id}/return")
    assert "等待再次送达" in other


def test_who_replaces_what_never_went_out_reads_that_it_did_not(client):
    office = lost_reply()
    page = seen(client, office, f"/desk/disclosure/{office.number}/replacement", "reviewer")
    assert "没有送达申请人" in page
    assert "在此以前有效" not in page


def test_who_replaces_what_is_out_reads_that_it_stands_until_then(client):
    office, _old = replaced()
    issued_anew(office)
    page = seen(client, office, f"/desk/disclosure/{office.number}/replacement", "reviewer")
    assert "在此以前有效" in page


def test_the_step_of_sending_says_what_became_of_the_letter(client):
    office = lost_reply()
    assert "PDF 没有生成，不算送达" in seen(client, office, f"/desk/cases/{office.number}")
    first = office.number
    office.number = replace_reply(office)["number"]
    new = issued_anew(office)
    page = seen(client, office, f"/desk/cases/{first}")
    assert f"由办件 {office.number} 的《政府信息公开告知书》{new.document_number}替代" in page

"""文书送达: what is worth nothing after a day shows how long it may still lie; what is recorded stays."""

import pytest

from app.casework.letters.deliveries import delivery_of
from app.casework.letters.issuing import letters_of
from app.database import db
from app.processes.disclosure import use_cases
from tests.journeys.told import DUE, at

pytestmark = [pytest.mark.database]


@pytest.fixture
def printed(office):
    """An extension on paper, approved and printed on the day on which the reply is due."""
    office.register()
    office.assigned()
    office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
               data={"working_days": 20, "reason": "涉及多个年度"})  # fmt: skip
    office.now = at(DUE)
    office.do("officehead", "T_approve_extension", extension_decision="approve")
    return office


def test_an_extension_that_is_not_out_is_red_on_its_last_day(printed, browser):
    page = browser("clerk").get("/desk/letters").text
    row = page[page.index("延期答复告知书") :]
    assert "今日到期" in row
    assert "2026-03-30" in row


def test_one_whose_mail_failed_is_as_red(printed, browser):
    found = delivery_of(letters_of(printed.case)[-1].id)
    found.method, found.state, found.note = "email", "failed", "收件地址被邮件服务器拒绝"
    db.session.commit()
    page = browser("clerk").get("/desk/letters").text
    row = page[page.index("延期答复告知书") :]
    assert "今日到期" in row
    assert "收件地址被邮件服务器拒绝" in row


def test_its_sending_moves_the_due_day_and_takes_the_lamp_away(printed, browser):
    letter, clerk = letters_of(printed.case)[-1], browser("clerk")
    sent = {"form_key": "s", "method": "post", "sent_on": "2026-03-30", "tracking_number": "1099000000001"}
    assert clerk.post(f"/desk/letters/{letter.id}", sent).status_code == 302
    assert "今日到期" not in clerk.get("/desk/letters").text
    assert str(printed.case.due_on) == "2026-04-28"
    again = clerk.post(f"/desk/letters/{letter.id}", {**sent, "form_key": "t", "sent_on": "2026-03-31"})
    assert again.status_code == 422


def test_one_in_the_post_may_come_back_and_waits_for_its_next_attempt(printed, browser):
    letter, clerk = letters_of(printed.case)[-1], browser("clerk")
    sent = {"form_key": "s", "method": "post", "sent_on": "2026-03-30", "tracking_number": "1099000000001"}
    assert "登记退回" not in row_of(clerk)
    clerk.post(f"/desk/letters/{letter.id}", sent)
    assert f"/desk/letters/{letter.id}/return" in row_of(clerk)
    assert "对方的期限自其实际签收起算" in clerk.get(f"/desk/letters/{letter.id}/return").text
    back = {"form_key": "r", "returned_on": "2026-03-29", "reason": "查无此人"}
    assert clerk.post(f"/desk/letters/{letter.id}/return", back).status_code == 422
    assert browser("handler").post(f"/desk/letters/{letter.id}/return", back).status_code in (403, 404)
    back |= {"form_key": "q", "returned_on": "2026-03-30"}
    assert clerk.post(f"/desk/letters/{letter.id}/return", back).status_code == 302
    row = row_of(clerk)
    assert "已退回，待再次送达" in row
    assert "2026-03-30退回：查无此人" in row
    assert "登记送达" in row
    assert sent["tracking_number"] not in clerk.get(f"/desk/letters/{letter.id}").text  # of the first attempt
    page = clerk.get(f"/desk/cases/{printed.number}").text
    assert "已退回" in page
    assert "寄出后于2026-03-30退回：查无此人，等待再次送达" in page


def row_of(clerk) -> str:
    page = clerk.get("/desk/letters").text
    row = page[page.index("延期答复告知书") :]
    return row[: row.index("</tr>")]

"""审签: the list, one page per letter, two buttons, and on to the next."""

import re

import pytest

from app.casework.texts.seen import NOT_SEEN
from app.processes.disclosure import draft_form, use_cases
from app.processes.disclosure.letters import reply_kind
from app.processes.disclosure.registration import request_of
from tests.desk.browsing import pdf
from tests.support.office import GRANTED

pytestmark = pytest.mark.database


@pytest.fixture
def waiting(office):
    """Two letters that wait for the head of the handling unit; the first is due first."""
    numbers = []
    for description in ("第一号文件", "第二号文件"):
        office.apply(description=description)
        office.drafted()
        numbers.append(office.number)
        office.later(days=1)
    return numbers


def page_of(office, browser, number):
    office.number = number
    return f"/desk/signing/{office.item('T_sign_unit_head').id}"


def mark_on(page: str) -> dict[str, str]:
    """The mark of the text that the page shows, which goes back with the answer."""
    [mark] = re.findall(r'name="signed_hash"[^>]*value="([0-9a-f]+)"', page)
    return {"signed_hash": mark}


class TestSigning:
    def test_the_list_shows_what_waits_for_me(self, office, browser, waiting):
        page = browser("unithead").get("/desk/signing").text
        assert all(number in page for number in waiting)
        texts = {page_of(office, browser, number) for number in waiting}
        assert set(re.findall(r'class="work-title" href="([^"]+)"', page)) == texts
        assert "没有待审签的文本" in browser("leader").get("/desk/signing").text

    def test_the_letter_is_there_whole_with_two_buttons(self, office, browser, waiting):
        page = browser("unithead").get(page_of(office, browser, waiting[0])).text
        assert "申请公开“第一号文件”" in page
        assert "行政复议" in page
        assert 'name="decision" value="approve"' in page
        assert 'name="decision" value="send_back"' in page
        assert "第 1 件，共 2 件" in page
        assert "下一件" in page

    def test_the_form_on_the_case_page_leads_to_the_whole_text(self, office, browser, waiting):
        path = page_of(office, browser, waiting[0])
        case = browser("unithead").case().text
        assert f'<a href="{path}">打开全文和附件</a>' in case
        assert "打开全文和附件" not in browser("handler").case().text

    def test_after_signing_the_next_letter_opens(self, office, browser, waiting):
        leader, path = browser("unithead"), page_of(office, browser, waiting[0])
        item = path.rsplit("/", 1)[1]
        answer = leader.post(
            f"/desk/tasks/{item}/complete?from=signing",
            {"form_key": "s", "decision": "approve", **mark_on(leader.get(path).text)},
        )
        following, told = answer.location.split("?done=")
        assert (following, told) == (page_of(office, browser, waiting[1]), item)
        item = following.rsplit("/", 1)[1]
        answer = leader.post(
            f"/desk/tasks/{item}/complete?from=signing",
            {"form_key": "t", "decision": "approve", **mark_on(leader.get(answer.location).text)},
        )
        assert answer.location == f"/desk/signing?done={item}"
        page = leader.get(answer.location).text
        assert "同意，编号" in page
        assert "接下来" in page

    def test_a_send_back_without_a_reason_is_refused_on_the_same_page(self, office, browser, waiting):
        leader, item = browser("unithead"), page_of(office, browser, waiting[0]).rsplit("/", 1)[1]
        answer = leader.post(
            f"/desk/tasks/{item}/complete?from=signing", {"form_key": "s", "decision": "send_back"}
        )
        assert answer.status_code == 422
        assert "退回修改的，请写明理由" in answer.text
        assert "答复书全文" in answer.text

    def test_a_text_that_changed_meanwhile_is_not_signed(self, office, browser):
        office.apply()
        office.drafted()
        leader = browser("unithead")
        path = f"/desk/signing/{office.item('T_sign_unit_head').id}"
        seen = leader.get(path).text.split('name="signed_hash" value="')[1][:64]
        item = office.item("T_sign_unit_head").id
        data = {"form_key": "s", "decision": "approve", "opinion": "同意发出", "signed_hash": "0" * 64}
        answer = leader.post(f"/desk/tasks/{item}/complete?from=signing", data)
        assert len(seen) == 64
        assert answer.status_code == 409
        assert "答复书在您打开页面后已修改" in answer.text
        assert "同意发出" in answer.text

    def test_a_crafted_form_without_the_mark_of_the_text_signs_nothing(self, office, browser):
        office.apply()
        office.drafted()
        item = office.item("T_sign_unit_head").id
        data = {"form_key": "s", "decision": "approve", "opinion": "同意发出"}
        answer = browser("unithead").post(f"/desk/tasks/{item}/complete?from=signing", data)
        assert answer.status_code == 422
        assert NOT_SEEN in answer.text
        assert "同意发出" in answer.text
        assert office.open_nodes() == {"T_sign_unit_head"}

    def test_opinions_so_far_the_drafters_words_and_attachments_are_shown(self, office, browser):
        office.apply()
        office.handled()
        form = {"form_key": "a"}
        sent = browser("handler").send(f"/desk/disclosure/{office.number}/files", form, ("明细.pdf", pdf()))
        assert sent.status_code == 302
        office.do("handler", "T_draft", **GRANTED, opinion="不涉及个人隐私")
        office.do("unithead", "T_sign_unit_head", decision="approve", opinion="同意，已核对")
        page = browser("officehead").get(f"/desk/signing/{office.item('T_sign_office_head').id}").text
        assert "不涉及个人隐私" in page
        assert "同意，已核对" in page
        assert "明细.pdf" in page

    def test_a_done_signature_leads_to_its_case(self, office, browser, waiting):
        path = page_of(office, browser, waiting[0])
        office.do("unithead", "T_sign_unit_head", decision="approve")
        assert browser("unithead").get(path).location == f"/desk/cases/{waiting[0]}"

    def test_who_may_not_sign_sees_the_letter_without_buttons(self, office, browser, waiting):
        page = browser("officehead").get(page_of(office, browser, waiting[0])).text
        assert "局长己" in page
        assert 'name="decision"' not in page


def test_what_the_law_asks_stands_beside_the_draft_and_on_the_signing_page(office, browser):
    office.apply()
    office.handled("denied_process")
    asked = "须写明属于四类过程性信息的哪一类"
    assert asked in browser("handler").case().text
    kind = reply_kind(request_of(office.case))
    sample = draft_form.values_from(kind, kind.sample_facts())
    office.do("handler", "T_draft", **{**sample, "fact_reasoning": "该稿尚未经过会议讨论"})
    page = browser("unithead").get(f"/desk/signing/{office.item('T_sign_unit_head').id}").text
    assert asked in page
    assert "须由签批人说明的疑点" in page
    assert page.count("不予公开的理由除条文用语外内容很少") == 1


def test_an_approval_waits_beside_the_signatures_and_leads_to_its_task(office, browser):
    office.apply()
    office.assigned()
    office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id,
               data={"working_days": 10, "reason": "档案分散在三个乡镇，需要逐卷核对"})  # fmt: skip
    head, item = browser("officehead"), office.item("T_approve_extension")
    page = head.get("/desk/signing").text
    assert office.number in page
    assert ">审批<" in page
    assert "审批延期" in head.get("/desk/signing").text
    answer = head.get(f"/desk/signing/{item.id}")
    assert answer.location == f"/desk/cases/{office.number}?task={item.id}#task"
    assert office.number not in browser("leader").get("/desk/signing").text

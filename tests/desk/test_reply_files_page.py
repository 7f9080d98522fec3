"""答复附件 on the desk: the page on which the drafter adds files, what the others see, what signers see."""

import re

import pytest

from app.processes.disclosure.reply_files import files_of
from tests.support.office import GRANTED, SEARCH, paper

pytestmark = pytest.mark.database


def page_of(office) -> str:
    return f"/desk/disclosure/{office.number}/files"


@pytest.fixture
def drafting(office):
    office.apply()
    office.handled()
    return office


class TestTheDraftersPage:
    def test_the_case_page_leads_the_drafter_there_and_nobody_else(self, drafting, browser):
        assert page_of(drafting) in browser("handler").case().text
        for login in ("clerk", "reviewer", "unithead"):
            page = browser(login).case().text
            assert page_of(drafting) not in page
            assert "答复附件" in page

    def test_files_and_a_paper_copy_are_added_listed_and_removed(self, drafting, browser):
        handler, path = browser("handler"), page_of(drafting)
        two = (("补贴明细.pdf", paper("一")), ("补贴标准.pdf", paper("二")))
        assert handler.send(path, {"form_key": "a"}, *two).location == path
        assert (
            handler.post(f"{path}/paper", {"form_key": "b", "name": "凭证复印件", "pages": "3"}).location
            == path
        )
        listed = handler.get(path).text
        assert "1．补贴明细.pdf" in listed
        assert "3．凭证复印件" in listed
        first = files_of(drafting.case)[0].id
        assert handler.post(f"{path}/{first}/removal", {"form_key": "c"}).location == path
        assert [file.name for file in files_of(drafting.case)] == ["补贴标准", "凭证复印件"]
        letter = re.sub(r"<[^>]+>", "", handler.case().text)
        assert "附件：1．补贴标准" in letter

    def test_a_double_click_adds_once(self, drafting, browser):
        handler, path = browser("handler"), page_of(drafting)
        sent = [handler.send(path, {"form_key": "same"}, ("明细.pdf", paper("一"))) for _ in range(2)]
        assert [answer.status_code for answer in sent] == [302, 302]
        assert len(files_of(drafting.case)) == 1

    def test_what_is_wrong_is_said_beside_its_field(self, drafting, browser):
        handler, path = browser("handler"), page_of(drafting)
        nothing = handler.send(path, {"form_key": "a"})
        assert (nothing.status_code, "请选择文件" in nothing.text) == (422, True)
        program = handler.send(path, {"form_key": "b"}, ("明细.pdf", b"MZ"))
        assert (program.status_code, "Windows 程序" in program.text) == (422, True)
        nameless = handler.post(f"{path}/paper", {"form_key": "c", "name": ""})
        assert (nameless.status_code, "请填写纸质件名称" in nameless.text) == (422, True)
        assert files_of(drafting.case) == []

    @pytest.mark.parametrize(("login", "status"), [("clerk", 403), ("reviewer", 403), ("foreign", 404)])
    def test_others_are_refused_at_the_act(self, drafting, browser, login, status):
        drafting.attach()
        added, path, other = files_of(drafting.case)[0].id, page_of(drafting), browser(login)
        answers = [
            other.send(path, {"form_key": "a"}, ("后来的.pdf", paper("二"))),
            other.post(f"{path}/paper", {"form_key": "b", "name": "凭证"}),
            other.post(f"{path}/{added}/removal", {"form_key": "c"}),
        ]
        assert [answer.status_code for answer in answers] == [status] * 3
        assert len(files_of(drafting.case)) == 1

    def test_the_page_for_papers_offers_no_attachment_and_takes_none(self, drafting, browser):
        clerk, path = browser("clerk"), f"/desk/cases/{drafting.number}/papers"
        assert "reply_attachment" not in clerk.get(path).text
        sent = clerk.send(path, {"form_key": "a", "purpose": "reply_attachment"}, ("明细.pdf", paper("一")))
        assert sent.status_code == 422
        assert files_of(drafting.case) == []


class TestWhileItIsSigned:
    def test_an_old_page_of_the_drafter_changes_nothing_any_more(self, drafting, browser):
        handler, path = browser("handler"), page_of(drafting)
        drafting.attach()
        added = files_of(drafting.case)[0].id
        assert "添加文件" in handler.get(path).text
        drafting.do("handler", "T_draft", **GRANTED)
        late = handler.send(path, {"form_key": "a"}, ("后来的.pdf", paper("二")))
        removed = handler.post(f"{path}/{added}/removal", {"form_key": "b"})
        assert (late.status_code, removed.status_code) == (409, 409)
        assert "由审签人或者公开工作机构退回修改" in late.text
        assert [file.id for file in files_of(drafting.case)] == [added]
        assert "添加文件" not in handler.get(path).text

    def test_every_signer_sees_name_kind_size_pages_and_can_open_it(self, drafting, browser):
        drafting.attach()
        handler = browser("handler")
        handler.post(f"{page_of(drafting)}/paper", {"form_key": "b", "name": "凭证复印件", "pages": "3"})
        drafting.do("handler", "T_draft", **GRANTED)
        for login, node in (("unithead", "T_sign_unit_head"), ("officehead", "T_sign_office_head")):
            signer = browser(login)
            page = signer.get(f"/desk/signing/{drafting.item(node).id}").text
            assert "随答复书提供给申请人" in page
            assert "1．补贴发放明细.pdf" in page
            assert re.search(r"PDF · [\d.]+ (KB|B|字节)", page)
            assert "1 页" in page
            assert "2．凭证复印件" in page
            assert "附件：1．补贴发放明细" in re.sub(r"<[^>]+>", "", page)
            link = re.search(r'href="(/desk/cases/[^"]+/documents/\d+)"', page)
            assert signer.get(link[1]).data == paper("补贴发放明细.pdf")
            drafting.do(login, node, decision="approve")

    def test_a_signing_page_opened_before_the_files_changed_is_refused(self, drafting, browser):
        drafting.attach()
        drafting.do("handler", "T_draft", **GRANTED)
        head = browser("unithead")
        old = head.get(f"/desk/signing/{drafting.item('T_sign_unit_head').id}").text
        seen = re.search(r'name="signed_hash" value="([0-9a-f]{64})"', old)[1]
        drafting.do("unithead", "T_sign_unit_head", decision="send_back", opinion="请附标准")
        drafting.attach("补贴标准.pdf")
        drafting.do("handler", "T_draft", **GRANTED)
        item = drafting.item("T_sign_unit_head").id
        data = {"form_key": "s", "decision": "approve", "signed_hash": seen}
        answer = head.post(f"/desk/tasks/{item}/complete?from=signing", data)
        assert answer.status_code == 409
        assert "答复书在您打开页面后已修改" in answer.text


class TestARefusal:
    def test_the_drafter_and_the_signers_are_told_that_nothing_goes_out(self, office, browser):
        office.apply()
        office.assigned()
        office.attach()
        office.do("handler", "T_handle", **SEARCH, outcome="denied_process")
        page = browser("handler").case().text
        assert "处理决定不提供信息：只留案卷" in page
        assert "已添加的 1 份附件只留案卷" in page
        assert '<p class="attachment"' not in page

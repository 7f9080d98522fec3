"""The case page: everything about one case for those who may see it, and nothing for the others."""

from datetime import datetime

import pytest
from lxml import html

from app import timekeeping
from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import dispatch_due
from app.timekeeping import OFFICE_TIME
from app.web.filters import plain_date
from tests.desk.browsing import hidden, pdf
from tests.support.office import GRANTED
from tests.support.setting import held_back

pytestmark = pytest.mark.database

PAGES = ("", "/clocks", "/documents/1")


class TestWhoMaySee:
    def test_a_foreign_case_answers_like_an_unknown_one(self, office, browser):
        office.apply()
        item = office.item("T_register").id
        foreign = browser("foreign")
        paths = [f"/desk/cases/{office.number}{part}" for part in PAGES]
        paths += [f"/desk/signing/{item}", f"/desk/tasks/{item}/transfer"]
        paths += [f"/desk/disclosure/{office.number}/extension"]
        paths += [f"/desk/cases/{office.number}/{act}" for act in ("withdrawal", "papers")]
        paths += [
            f"/desk/cases/{office.number}/reveal/telephone",
            f"/desk/disclosure/registered/{office.number}",
        ]
        assert {foreign.get(path).status_code for path in paths} == {404}
        assert (
            foreign.get("/desk/cases/XX-2026-9999").text == foreign.get(f"/desk/cases/{office.number}").text
        )

    def test_a_foreign_task_can_neither_be_claimed_nor_done(self, office, browser):
        office.apply()
        item, foreign = office.item("T_register").id, browser("foreign")
        acts = ("complete", "draft", "claim", "release", "transfer", "delegate")
        assert {foreign.post(f"/desk/tasks/{item}/{act}").status_code for act in acts} == {404}
        assert office.item("T_register").assignee_id is None

    def test_the_handling_unit_sees_the_case_from_its_assignment_on(self, office, browser):
        office.apply()
        office.accepted()
        handler = browser("handler")
        assert handler.case().status_code == 404
        office.do("reviewer", "T_assign", unit="LF-ZRZY")
        assert handler.case().status_code == 200

    def test_the_supervisor_above_may_read_but_gets_no_form(self, office, browser):
        office.apply()
        page = browser("supervisor").case()
        assert page.status_code == 200
        assert "/complete" not in page.text

    @pytest.mark.parametrize("path", ["/desk/tasks/1/complete", "/desk/tasks/x/claim"])
    def test_an_id_that_is_none_is_not_found(self, browser, path):
        assert browser("clerk").post(path).status_code == 404

    def test_an_id_out_of_range_is_not_found(self, office, browser):
        office.apply()
        assert (
            browser("clerk").get(f"/desk/cases/{office.number}/documents/99999999999999999999").status_code
            == 404
        )


class TestWhatIsShown:
    def test_personal_data_are_masked(self, office, browser):
        office.apply()
        page = browser("clerk").case().text
        assert "139****0000" in page
        assert "13900000000" not in page
        assert "T0000001" not in page

    def test_the_clock_stands_with_its_facts_and_its_sheet(self, office, browser):
        office.apply()
        office.later(days=25)
        page = browser("clerk").case().text
        assert "还剩 1 个工作日" in page
        assert "2026-03-30" in page
        assert "期限计算单" in page

    def test_an_overdue_case_says_by_how_much(self, office, browser):
        office.apply()
        office.now = datetime(2026, 4, 1, 9, 0, tzinfo=OFFICE_TIME)
        assert "逾期 2 个工作日" in browser("clerk").case().text

    def test_the_sheet_counts_day_by_day(self, office, browser):
        office.apply()
        page = browser("clerk").get(f"/desk/cases/{office.number}/clocks").text
        assert "起算之日，不计入" in page
        assert "周六" in page
        assert "打印人：受理甲" in page

    def test_the_sheet_names_what_proves_its_events_and_comes_as_pdf(self, office, browser):
        office.apply()
        office.registered()
        clerk = browser("clerk")
        tree = html.fromstring(clerk.get(f"/desk/cases/{office.number}/clocks").text)
        events = tree.xpath("//section[h2='据以计算的事项']//tbody/tr")
        assert events
        assert all(row.xpath("string(td[last()])").strip() not in ("", "—") for row in events)
        paper = clerk.get(f"/desk/cases/{office.number}/clocks/pdf")
        assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")
        assert browser("foreign").get(f"/desk/cases/{office.number}/clocks/pdf").status_code in (403, 404)

    def test_the_diagram_marks_where_the_case_is(self, office, browser):
        office.apply()
        office.drafted()
        page = browser("clerk").case().text
        assert page.count("<svg") > 2
        assert "局长己 · 剩 20 个工作日" in page

    def test_letters_come_with_number_and_way_of_delivery(self, office, browser):
        with held_back():
            office.apply()
            office.registered()
        page = browser("clerk").case().text
        assert letters_of(office.case)[0].document_number in page
        assert "待送达" in page
        assert "PDF 正在生成" in page
        delivered = f"{plain_date(office.now.date())} 送达"
        assert delivered not in page
        with timekeeping.moved_to(office.now):
            dispatch_due(office.now)
        assert delivered in browser("clerk").case().text

    def test_the_reply_is_previewed_with_what_was_kept_in_the_draft(self, office, browser):
        office.apply()
        office.handled()
        handler, item = browser("handler"), office.item("T_draft").id
        saved = handler.post(f"/desk/tasks/{item}/draft", {"save": "1", "fact_items": "补贴清册｜纸质｜3"})
        assert saved.status_code == 302
        page = handler.case().text
        assert "补贴清册" in page
        assert "已恢复" in page
        assert "清单须写明每项的名称、载体和页数" in page  # what the law asks of the letter

    def test_what_was_issued_is_not_previewed_as_a_draft_of_today(self, office, browser):
        office.apply(reply_way="post", reply_form="paper", address="金山镇一号", postcode="651200")
        office.signed()
        assert "答复书预览" in browser("clerk").case().text
        office.do("reviewer", "T_issue", checked=True)
        assert "答复书预览" not in browser("clerk").case().text
        assert browser("clerk").get(f"/desk/cases/{office.number}/draft/editing-copy").status_code == 404

    def test_the_draft_form_lists_what_is_complete_and_what_is_not(self, office, browser):
        office.apply()
        office.handled()
        page = browser("handler").case().text
        assert "提交前检查" in page
        assert "未填写公开内容清单" in page
        assert "救济告知（系统写入）" in page

    def test_a_consent_to_an_older_text_is_shown_as_lapsed_and_an_objection_stays(self, office, browser):
        office.apply()
        office.drafted()
        office.do("unithead", "T_sign_unit_head", decision="approve", opinion="同意")
        office.do("officehead", "T_sign_office_head", decision="send_back", opinion="请核对页数")
        assert "已失效" not in browser("clerk").case().text
        office.do("handler", "T_draft", **{**GRANTED, "fact_items": "发放明细｜电子文件｜13"})
        page = browser("clerk").case().text
        assert page.count("已失效") == 1
        assert page.count("须重新审签") >= 1
        assert "答复书第 1 版" in page

    def test_an_archived_case_is_only_read(self, office, browser):
        office.apply()
        office.issued().do("clerk", "T_archive", retention_years=10)
        page = browser("clerk").case().text
        assert "案卷已归档，只读" in page
        assert "登记撤回" not in page

    def test_similar_earlier_requests_are_hinted_at(self, office, browser):
        first = office.apply()
        office.apply(
            name="申请人乙",
            identity_number="T0000009",
            description="禄丰市金山镇2024年度耕地地力保护补贴的发放明细",
        )
        page = browser("clerk").case().text
        assert first in page
        assert "高度相似" in page
        assert "是否重复请您判断" in page


class TestDocuments:
    def test_a_paper_is_an_attachment_that_no_browser_runs(self, office, browser):
        office.apply()
        clerk = browser("clerk")
        added = clerk.send(
            f"/desk/cases/{office.number}/papers",
            {"form_key": "p", "purpose": "material"},
            ("a.pdf", pdf()),
        )
        assert added.status_code == 302
        answer = clerk.get(f"/desk/cases/{office.number}/documents/1")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]

    def test_a_file_of_a_wrong_kind_is_refused_by_its_content(self, office, browser):
        office.apply()
        answer = browser("clerk").send(
            f"/desk/cases/{office.number}/papers", {"purpose": "material"}, ("a.pdf", b"MZ not a pdf")
        )
        assert answer.status_code == 422
        assert "a.pdf" in answer.text
        assert "不能上传" in answer.text

    def test_a_good_file_is_not_chosen_again_after_another_fault(self, office, browser):
        office.apply()
        clerk, path = browser("clerk"), f"/desk/cases/{office.number}/papers"
        page = clerk.send(path, {"form_key": "p"}, ("a.pdf", pdf()))
        assert page.status_code == 422
        assert "请选择材料用途" in page.text
        kept = hidden(page.text, "kept_files")
        again = clerk.send(path, {"form_key": "p", "purpose": "material", "kept_files": kept})
        assert again.status_code == 302
        assert "a.pdf" in clerk.case().text

    def test_a_note_of_a_file_that_was_not_signed_here_counts_for_nothing(self, office, browser):
        office.apply()
        path = f"/desk/cases/{office.number}/papers"
        answer = browser("clerk").send(path, {"purpose": "material", "kept_files": "forged"})
        assert answer.status_code == 422
        assert "请选择文件" in answer.text


def test_why_it_is_late_is_asked_of_a_late_reply_alone(office, browser):
    office.apply()
    office.signed()
    assert "逾期原因" not in browser("reviewer").case().text
    office.later(days=40)
    assert "逾期原因" in browser("reviewer").case().text

"""Applying on the portal, page by page."""

import pytest
from sqlalchemy import func, select

from app.casework.models import Case, Document
from app.database import db
from app.processes.disclosure import application_drafts as drafts
from app.processes.disclosure.models import ApplicationDraft
from tests.casework.upload_samples import pdf, picture

PHOTO = ("身份证.png", picture())


def cases() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Case))


def only_draft() -> ApplicationDraft:
    db.session.rollback()
    return db.session.scalars(select(ApplicationDraft)).one()


class TestTheFourSteps:
    def test_an_application_gets_a_number_and_a_query_code(self, applicant):
        number, code = applicant.applies()
        assert number.startswith("LF-2026-")
        assert len(code) == 14

    def test_who_has_the_receipt_follows_the_request_without_typing_the_code(self, applicant):
        number, _code = applicant.applies()
        assert f'href="/progress/{number}"' in applicant.get("/apply/done").text
        assert "您的申请" in applicant.get(f"/progress/{number}").text
        applicant.post("/progress/signout")
        assert applicant.get(f"/progress/{number}").location == "/progress"

    def test_the_chosen_organ_is_whom_to_call(self, applicant):
        site = applicant.get("/apply").text
        applicant.post("/apply", {"has_read_guide": "1", "organ": "LF"})
        for path in ("/apply?organ=LF", "/apply/form"):
            page = applicant.get(path).text
            assert page.count("0878-0000001") == 2, path  # beside the form and in the foot
        assert "0878-0000001" not in site
        assert applicant.get("/apply?organ=NOBODY").status_code == 200

    def test_the_first_step_wants_the_notice_read(self, applicant):
        answer = applicant.post("/apply")
        assert answer.status_code == 422
        assert "请先阅读申请须知并勾选" in answer.text

    def test_the_form_needs_the_first_step(self, applicant):
        assert applicant.get("/apply/form").location == "/apply"

    def test_the_organ_of_the_guide_is_chosen_already(self, applicant):
        assert 'name="organ" value="LF-JS"' in applicant.get("/apply?organ=LF-JS").text
        applicant.post("/apply", {"has_read_guide": "1", "organ": "LF-JS"})
        assert '<option value="LF-JS" selected>' in applicant.get("/apply/form").text

    def test_the_third_step_reads_everything_back_with_the_latest_day(self, applicant):
        applicant.starts().fills(document_title="补贴发放明细", address="禄丰市示例路9号")
        page = applicant.get("/apply/check").text
        for words in (
            "补贴发放明细",
            "禄丰市示例路9号",
            "禄丰市人民政府",
            "网上领取",
            "2026年3月30日（周一）",
        ):
            assert words in page

    def test_a_year_without_its_notice_is_marked_as_provisional(self, applicant):
        applicant.later(days=285).starts().fills()
        assert "暂定" in applicant.get("/apply/check").text

    def test_the_third_step_cannot_be_reached_with_errors(self, applicant):
        applicant.starts().fills(name="")
        assert applicant.get("/apply/check").location == "/apply/form"

    def test_the_receipt_says_what_happens_next_with_days(self, applicant):
        applicant.applies()
        page = applicant.get("/apply/done").text
        assert "2026年3月11日（周三）" in page
        assert "2026年3月30日（周一）" in page

    def test_the_receipt_can_be_printed(self, applicant):
        number, code = applicant.applies()
        page = applicant.get("/apply/receipt").text
        assert number in page
        assert code in page

    def test_the_receipt_is_shown_to_this_browser_for_half_an_hour_only(self, applicant):
        applicant.applies()
        assert applicant.later(minutes=31).get("/apply/done").location == "/apply"

    def test_another_browser_sees_no_receipt(self, applicant, app):
        applicant.applies()
        applicant.client = app.test_client()
        assert applicant.get("/apply/done").location == "/apply"

    def test_no_page_with_personal_data_is_kept_by_anybody(self, applicant):
        applicant.starts().fills()
        for path in ("/apply/form", "/apply/check"):
            assert applicant.get(path).headers["Cache-Control"] == "private, no-store"


class TestErrors:
    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"name": ""}, "请填写姓名或名称"),
            ({"identity_number": ""}, "请填写证件号码"),
            ({"telephone": "1387316662"}, "手机号码应为 11 位数字，现为 10 位"),
            ({"organ": "NOWHERE"}, "没有这个机关"),
            ({"organ": "LF-ZG"}, "没有这个机关"),
            ({"reply_way": "pigeon"}, "请选择获取途径"),
            ({"reply_way": "post"}, "请填写通信地址"),
            ({"reply_way": "email"}, "请填写电子邮箱"),
            ({"postcode": "ABCDEF"}, "邮政编码应为 6 位数字"),
            ({"identity_document": "credit_code"}, "自然人没有统一社会信用代码"),
            ({"identity_document": "resident_id", "identity_number": "110105202712310022"}, "出生日期有误"),
            ({"description": "字" * 2001}, "最多 2000 字，现为 2001 字"),
            (
                {"identity_document": "resident_id", "identity_number": "532331198803122411"},
                "居民身份证号码的校验位不符",
            ),
        ],
    )
    def test_each_stands_beside_its_field_and_changes_nothing(self, applicant, changes, sentence):
        answer = applicant.starts().fills(**changes)
        assert answer.status_code == 422
        assert answer.text.count(sentence) >= 2  # in the summary and beside the field
        assert cases() == 0

    def test_the_summary_links_to_the_field_and_typed_text_stays(self, applicant):
        page = applicant.starts().fills(name="", description="双桥村征地补偿安置方案").text
        assert '<a href="#f-name">' in page
        assert "<title>错误：" in page
        assert "双桥村征地补偿安置方案" in page

    def test_typed_text_comes_back_after_leaving_the_page(self, applicant):
        applicant.starts().fills(name="", description="双桥村征地补偿安置方案")
        assert "双桥村征地补偿安置方案" in applicant.later(hours=20).get("/apply/form").text

    def test_typed_text_survives_a_lost_draft(self, applicant):
        answer = applicant.fills(name="", description="双桥村征地补偿安置方案")
        assert answer.status_code == 422
        assert "双桥村征地补偿安置方案" in answer.text


class TestFiles:
    def test_files_of_the_second_step_reach_the_case(self, applicant):
        applicant.applies(PHOTO, ("授权委托书.pdf", pdf()))
        kept = db.session.scalars(select(Document).order_by(Document.id)).all()
        assert [paper.filename for paper in kept] == ["身份证.png", "授权委托书.pdf"]
        assert all(paper.is_visible_to_applicant for paper in kept)

    def test_a_refused_one_is_told_with_everything_else_that_is_wrong(self, applicant):
        page = applicant.starts().fills(("a.pdf", b"MZ\x90"), name="", telephone="1").text
        for words in ("“a.pdf”不能上传", 'href="#f-name"', 'href="#f-telephone"', "耕地地力保护补贴发放明细"):
            assert words in page

    def test_a_wrong_kind_is_refused_by_content_and_the_good_one_is_kept(self, applicant):
        answer = applicant.starts().fills(("a.pdf", b"MZ\x90"), PHOTO)
        assert answer.status_code == 422
        assert "“a.pdf”不能上传" in answer.text
        assert "身份证.png" in answer.text

    def test_a_file_that_is_too_large_gets_its_sentence(self, applicant):
        answer = applicant.starts().fills(("大图.png", picture() + b"0" * (5 * 1024 * 1024)))
        assert answer.status_code == 422
        assert "超过 5 MB 的上限" in answer.text
        assert "申请人甲" in answer.text

    def test_what_is_far_too_large_is_refused_as_a_whole_and_the_draft_stays(self, applicant):
        applicant.starts().fills(name="", description="双桥村征地补偿安置方案")
        answer = applicant.fills(("大图.png", b"0" * (61 * 1024 * 1024)))
        assert answer.status_code == 413
        assert "双桥村征地补偿安置方案" in applicant.get("/apply/form").text

    def test_at_most_five(self, applicant):
        answer = applicant.starts().fills(*[(f"{n}.pdf", pdf() + b"\n" * n) for n in range(6)])
        assert "附件最多 5 个" in answer.text

    def test_one_can_be_removed_again(self, applicant):
        applicant.starts().fills(PHOTO)
        kept = drafts.contents_of(only_draft()).files[0]
        applicant.fills(remove=kept.hash)
        assert "没有上传身份证明" in applicant.get("/apply/check").text

    def test_files_can_be_uploaded_without_finishing_the_form(self, applicant):
        answer = applicant.starts().fills(PHOTO, name="", keep="1")
        assert answer.status_code == 302
        page = applicant.get("/apply/form").text
        assert "身份证.png" in page
        assert "请填写姓名或名称" not in page


class TestOnce:
    def test_a_double_click_makes_one_case(self, applicant):
        applicant.starts().later(minutes=2).fills()
        shown = applicant.shown()
        for _ in range(2):
            assert applicant.post("/apply/check", shown).location == "/apply/done"
        first = applicant.receipt()
        assert applicant.post("/apply/check", shown).location == "/apply/done"
        assert applicant.receipt() == first
        assert cases() == 1

    def test_the_same_contents_within_minutes_show_the_first_receipt(self, applicant):
        first = applicant.applies(PHOTO)
        assert applicant.applies(PHOTO) == first
        assert "没有重复登记" in applicant.get("/apply/done?again=1").text
        assert cases() == 1

    def test_the_same_contents_later_are_a_new_request(self, applicant):
        first, _ = applicant.applies()
        second, _ = applicant.later(minutes=15).applies()
        assert (first, second) == ("LF-2026-0001", "LF-2026-0002")

    def test_a_kill_between_registering_and_marking_makes_one_case(self, applicant, monkeypatch):
        applicant.starts().later(minutes=2).fills()
        with monkeypatch.context() as broken:
            broken.setattr(drafts, "mark_submitted", _killed)
            with pytest.raises(SystemExit):
                applicant.submits()
        applicant.submits()
        assert applicant.receipt()[0] == "LF-2026-0001"
        assert cases() == 1


def _killed(*_arguments):
    raise SystemExit


class TestPrograms:
    def test_a_filled_trap_goes_no_further(self, applicant):
        answer = applicant.starts().fills(remark2="http://spam.example")
        assert answer.status_code == 422
        assert "请留空" in answer.text

    def test_an_application_in_one_second_is_asked_to_check_again(self, applicant):
        applicant.starts().fills()
        answer = applicant.submits()
        assert answer.status_code == 422
        assert "太快" in answer.text
        assert cases() == 0
        applicant.later(seconds=5).submits()
        assert cases() == 1


class TestDrafts:
    def test_nothing_typed_lies_open_in_the_database(self, applicant):
        applicant.starts().fills(description="双桥村征地补偿安置方案")
        draft = only_draft()
        assert "双桥村" not in draft.contents_sealed
        assert "双桥村" in drafts.contents_of(draft).typed["description"]

    def test_after_submission_what_was_typed_is_wiped_with_its_files(self, applicant, instance):
        applicant.applies(PHOTO)
        assert only_draft().contents_sealed == ""
        assert not (instance / "drafts" / only_draft().id).exists()

    def test_the_page_saves_itself(self, applicant):
        applicant.starts()
        assert applicant.post("/apply/draft", {"name": "申请人乙"}).status_code == 204
        assert "申请人乙" in applicant.get("/apply/form").text

    def test_it_can_be_thrown_away(self, applicant):
        applicant.starts().fills(PHOTO)
        applicant.post("/apply/discard")
        assert applicant.get("/apply/form").location == "/apply"

    def test_after_a_day_it_is_gone_with_its_files(self, applicant, instance):
        applicant.starts().fills(PHOTO)
        draft_id = only_draft().id
        assert (instance / "drafts" / draft_id).exists()
        applicant.later(days=1, minutes=1)
        assert applicant.get("/apply/form").location == "/apply"
        assert drafts.drop_expired(applicant.now) == 1
        assert not (instance / "drafts" / draft_id).exists()

    def test_one_browser_does_not_see_the_draft_of_another(self, applicant, app):
        applicant.starts().fills(description="双桥村征地补偿安置方案")
        applicant.client = app.test_client()
        assert applicant.get("/apply/form").location == "/apply"

"""Following a request on the portal: query code, progress, letters, clarification, withdrawal."""

import io
import re

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from app.casework.messages.dispatch import dispatch_due
from app.casework.models import Case, Delivery
from app.database import db
from app.processes.disclosure.models import Clarification
from tests.casework.upload_samples import picture
from tests.support.office import Office

POINTS = "请提供身份证明\n请写明征收项目的名称"


@pytest.fixture
def at(applicant, office):
    """An applicant whose request was submitted; the office works on it, the applicant looks."""
    office.number, office.code = applicant.applies()
    applicant.looks_up(office.number, office.code)
    return applicant


def page(applicant, office) -> str:
    return applicant.get(f"/progress/{office.number}").text


def ask_clarification(office, applicant) -> None:
    office.later(minutes=10).registered()
    office.do("reviewer", "T_screening", screening="clarify", clarification_items=POINTS,
              clarification_guidance="可以上传身份证照片")  # fmt: skip
    applicant.now = office.now


def marked(html: str) -> str:
    """The words of the current step."""
    return re.search(r'aria-current="step">.*?step-text">([^<]+)<', html, re.DOTALL)[1]


class TestLookingUp:
    def test_number_and_code_open_the_request_and_the_code_stands_in_no_address(self, applicant):
        number, code = applicant.applies()
        answer = applicant.looks_up(number.lower(), code.lower().replace("-", " "))
        assert answer.location == f"/progress/{number}"
        assert number in applicant.get(answer.location).text

    @pytest.mark.parametrize(("number", "code"), [("LF-2026-0001", "AAAABBBBCCCC"), ("LF-2026-9999", None)])
    def test_a_wrong_number_and_a_wrong_code_get_the_same_answer(self, applicant, number, code):
        _, right = applicant.applies()
        answer = applicant.looks_up(number, code or right)
        assert answer.status_code == 404
        assert "申请编号或查询码不正确" in answer.text
        assert right not in answer.text

    def test_guessing_is_stopped(self, applicant):
        number, code = applicant.applies()
        for _ in range(5):
            applicant.looks_up(number, "AAAABBBBCCCC")
        answer = applicant.looks_up(number, code)
        assert answer.status_code == 429
        assert "请于09:17以后再试" in answer.text
        assert answer.headers["Retry-After"] == "900"

    def test_blanks_are_asked_for(self, applicant):
        answer = applicant.looks_up("", "")
        assert answer.status_code == 422
        assert "请填写查询码" in answer.text

    def test_without_the_code_nothing_is_shown(self, applicant, app):
        number, _ = applicant.applies()
        applicant.post("/progress/signout")  # who has just applied may follow from the receipt
        for path in ("", "/clarification", "/withdrawal", "/letters/1.pdf", "/papers/1"):
            assert applicant.get(f"/progress/{number}{path}").location == "/progress"

    def test_the_page_can_be_reloaded_for_half_an_hour(self, at, office):
        assert at.later(minutes=29).get(f"/progress/{office.number}").status_code == 200
        assert at.later(minutes=29).get(f"/progress/{office.number}").status_code == 200
        assert at.later(minutes=31).get(f"/progress/{office.number}").location == "/progress"

    def test_signing_out_ends_it_on_the_server(self, at, office):
        with at.client.session_transaction() as kept:
            stolen = dict(kept)
        at.post("/progress/signout")
        with at.client.session_transaction() as kept:
            kept.update(stolen)
        assert at.get(f"/progress/{office.number}").location == "/progress"

    def test_signing_out_ends_the_receipt_with_its_query_code_on_the_server(self, applicant):
        applicant.applies()
        with applicant.client.session_transaction() as kept:
            stolen = dict(kept)
        applicant.post("/progress/signout")
        for _ in ("the next person", "with the cookie of the one before"):
            assert applicant.get("/apply/done").location == "/apply"
            assert applicant.get("/apply/receipt").location == "/apply"
            with applicant.client.session_transaction() as kept:
                kept.update(stolen)

    def test_one_code_does_not_open_another_request(self, at, office):
        other = Office(now=office.now)
        other.apply(description="另一项内容")
        assert at.get(f"/progress/{other.number}").location == "/progress"


class TestProgress:
    def test_a_fresh_request_says_where_it_stands_and_until_when(self, at, office):
        html = page(at, office)
        assert marked(html) == "登记审查"
        assert "2026年3月30日（周一）" in html
        assert at.get(f"/progress/{office.number}").headers["Cache-Control"] == "private, no-store"

    def test_the_handling_shows_no_names_and_no_opinions(self, at, office):
        office.later(minutes=10).drafted()
        office.do("unithead", "T_sign_unit_head", decision="approve", opinion="内部意见不外传")
        html = page(at, office)
        assert marked(html) == "查找办理"
        for hidden in ("内部意见不外传", "承办丁", "局长己", "受理甲", "自然资源局"):
            assert hidden not in html

    def test_an_overdue_request_says_so_and_whom_to_call(self, at, office):
        at.later(days=60)
        at.looks_up(office.number, office.code)
        html = page(at, office)
        assert "已超过答复期限" in html
        assert "答复期限已于这一天届满" in html
        assert "答复不晚于" not in html
        assert "0878-0000002" in html

    def test_a_request_on_paper_is_followed_with_its_code(self, applicant, office):
        office.register()
        applicant.now = office.now
        answer = applicant.looks_up(office.number, "K7QM3RTXZZZZ")
        assert "收到申请，编号登记" in applicant.get(answer.location).text


class TestLetters:
    @pytest.fixture
    def answered(self, at, office):
        office.later(minutes=10).issued()
        dispatch_due(office.now)
        at.now = office.now
        at.looks_up(office.number, office.code)
        return at

    def test_the_reply_is_downloaded_as_an_attachment(self, answered, office):
        links = re.findall(r'href="(/progress/[^"]+\.pdf)"', page(answered, office))
        answer = answered.get(links[0])
        assert answer.data.startswith(b"%PDF-")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox")

    def test_the_first_download_is_kept_as_proof(self, answered, office):
        link = re.findall(r'href="(/progress/[^"]+\.pdf)"', page(answered, office))[0]
        answered.client.head(link)
        assert first_downloads() == []
        first = answered.later(minutes=1).now
        answered.get(link)
        answered.later(minutes=5).get(link)
        assert first_downloads() == [first]
        assert "首次下载" in page(answered, office)

    def test_the_letter_of_another_request_is_not_there(self, answered, office):
        mine = re.findall(r"/letters/(\d+)\.pdf", page(answered, office))[0]
        number, code = answered.later(minutes=20).applies(description="另一项内容")
        answered.looks_up(number, code)
        assert answered.get(f"/progress/{number}/letters/{mine}.pdf").status_code == 404
        assert answered.get(f"/progress/{number}/letters/999999.pdf").status_code == 404

    def test_a_closed_request_shows_every_step_done(self, answered, office):
        html = page(answered, office)
        assert "这件申请已办结" in html
        assert "撤回申请" not in html


def first_downloads():
    db.session.rollback()
    return [d for d in db.session.scalars(select(Delivery.first_download_at)) if d is not None]


class TestClarification:
    def test_the_page_shows_the_points_the_last_day_and_what_silence_means(self, at, office):
        ask_clarification(office, at)
        html = page(at, office)
        assert marked(html) == "补正材料"
        assert "期间不计入答复期限" in html
        form = at.get(f"/progress/{office.number}/clarification").text
        for words in ("请提供身份证明", "请写明征收项目的名称", "2026年3月16日（周一）", "视为放弃申请"):
            assert words in form

    def test_an_answer_with_a_file_starts_the_clock_anew(self, at, office):
        ask_clarification(office, at)
        at.later(days=2)
        at.looks_up(office.number, office.code)
        photo = FileStorage(io.BytesIO(picture()), "身份证.png")
        data = {"answer": "双桥村第二批次征地", "files": photo, "form_key": "k1"}
        answer = at.send(f"/progress/{office.number}/clarification", data)
        assert answer.location == f"/progress/{office.number}"
        html = page(at, office)
        assert "2026年4月1日（周三）" in html
        assert "身份证.png" in html
        assert marked(html) == "查找办理"

    def test_an_empty_answer_is_asked_for_and_a_bad_file_keeps_the_text(self, at, office):
        ask_clarification(office, at)
        path = f"/progress/{office.number}/clarification"
        both = at.send(path, {"answer": " ", "files": FileStorage(io.BytesIO(b"MZ"), "a.pdf")}).text
        assert "请填写补正内容" in both
        assert "“a.pdf”不能上传" in both
        assert "请填写补正内容" in at.post(path, {"answer": " "}).text
        bad = {"answer": "双桥村第二批次征地", "files": FileStorage(io.BytesIO(b"MZ"), "a.pdf")}
        answer = at.send(path, bad)
        assert answer.status_code == 422
        assert "双桥村第二批次征地" in answer.text
        assert db.session.scalars(select(Clarification.answer)).one() == ""

    def test_a_typed_answer_outlives_the_half_hour(self, at, office):
        ask_clarification(office, at)
        path = f"/progress/{office.number}/clarification"
        answer = at.later(hours=1).post(path, {"answer": "双桥村第二批次征地"})
        assert answer.status_code == 403
        assert "双桥村第二批次征地" in answer.text
        form = at.post(
            "/progress", {"number": office.number, "code": office.code, "answer": "双桥村第二批次征地"}
        )
        assert "双桥村第二批次征地</textarea>" in form.text

    def test_a_double_click_answers_once(self, at, office):
        ask_clarification(office, at)
        path, data = f"/progress/{office.number}/clarification", {"answer": "双桥村", "form_key": "k1"}
        assert at.post(path, data).location == at.post(path, data).location == f"/progress/{office.number}"

    def test_a_day_smuggled_into_the_form_counts_for_nothing(self, at, office):
        ask_clarification(office, at)
        path = f"/progress/{office.number}/clarification"
        at.later(days=2).looks_up(office.number, office.code)
        at.post(path, {"answer": "双桥村", "answered_on": "2023-06-30", "form_key": "k1"})
        db.session.rollback()
        assert db.session.scalars(select(Clarification.answered_on)).one() == at.now.date()

    def test_without_a_notice_there_is_nothing_to_answer(self, at, office):
        assert at.get(f"/progress/{office.number}/clarification").location == f"/progress/{office.number}"
        answer = at.post(f"/progress/{office.number}/clarification", {"answer": "双桥村"})
        assert answer.location == f"/progress/{office.number}"


class TestWithdrawal:
    def test_it_is_asked_once_and_then_done(self, at, office):
        assert "不能恢复" in at.get(f"/progress/{office.number}/withdrawal").text
        at.post(f"/progress/{office.number}/withdrawal", {"reason": "", "form_key": "k1"})
        assert "您已撤回这件申请" in page(at, office)
        db.session.rollback()
        assert db.session.scalars(select(Case.state)).one() == "withdrawn"

    def test_it_is_refused_after_the_reply(self, at, office):
        office.later(minutes=10).issued()
        at.now = office.now
        at.looks_up(office.number, office.code)
        assert at.get(f"/progress/{office.number}/withdrawal").location == f"/progress/{office.number}"
        at.post(f"/progress/{office.number}/withdrawal", {"reason": "改主意", "form_key": "k1"})
        db.session.rollback()
        assert db.session.scalars(select(Case.state)).one() == "closed"

    def test_a_page_opened_before_the_reply_leads_to_the_reply(self, at, office):
        path = f"/progress/{office.number}/withdrawal"
        assert at.get(path).status_code == 200
        office.later(minutes=10).issued()
        answer = at.post(path, {"reason": "改主意", "form_key": "k1"})
        assert (answer.status_code, answer.location) == (302, f"/progress/{office.number}")
        assert "已经答复或者办结，不能再撤回" in at.get(answer.location).text
        db.session.rollback()
        assert db.session.scalars(select(Case.state)).one() == "closed"

    def test_a_long_reason_is_refused_beside_its_field(self, at, office):
        answer = at.post(f"/progress/{office.number}/withdrawal", {"reason": "因" * 501})
        assert answer.status_code == 422
        assert "最多 500 字" in answer.text

"""What an anonymous sender can make the office keep: bounded field by field, post by post, and all together."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.casework.papers.uploads import check_upload
from app.database import db
from app.processes.disclosure import application_drafts as drafts
from app.processes.disclosure import draft_bounds
from app.processes.disclosure.application_drafts import Contents
from app.processes.disclosure.models import ApplicationDraft
from tests.casework.upload_samples import pdf, picture
from tests.portal.conftest import TYPED
from tests.support.office import APPLICATION

pytestmark = pytest.mark.database
MEGABYTE = 1024 * 1024
LONG = "字" * 2001
FORM, SAVE = "/apply/form", "/apply/draft"


def all_drafts() -> list[ApplicationDraft]:
    db.session.rollback()
    return list(db.session.scalars(select(ApplicationDraft).order_by(ApplicationDraft.created_at)))


def kept_text() -> str:
    return "".join(drafts.contents_of(draft).typed.get("description", "") for draft in all_drafts())


def held() -> int:
    db.session.rollback()
    return db.session.scalar(
        select(func.coalesce(func.sum(func.length(ApplicationDraft.contents_sealed)), 0))
    )


class TestOnePost:
    @pytest.mark.parametrize("path", [FORM, SAVE])
    @pytest.mark.parametrize("as_files", [False, True])
    @pytest.mark.parametrize("size", [300 * 1024, 50 * MEGABYTE])
    def test_a_huge_text_is_refused_whatever_its_shape_and_nothing_is_kept(
        self, applicant, path, as_files, size
    ):
        applicant.starts()
        before, form = held(), {**TYPED, "description": "x" * size, "keep": "1"}
        answer = applicant.send(path, form) if as_files else applicant.post(path, form)
        assert answer.status_code == 413
        assert "提交的内容太大，没有保存" in answer.text
        assert held() == before

    def test_many_fields_that_nobody_asked_for_are_refused(self, applicant):
        applicant.starts()
        assert applicant.send(FORM, {f"f{n}": "x" * 60_000 for n in range(50)}).status_code == 413

    def test_the_longest_application_that_may_be_made_comes_through(self, applicant):
        longest = {"name": "某" * 100, "contact_name": "某" * 60, "address": "路" * 200, "description": "文" * 2000,
                   "document_title": "件" * 200, "document_reference": "号" * 100}  # fmt: skip
        applicant.starts()
        assert applicant.post(FORM, {**TYPED, **longest}).location == "/apply/check"

    def test_an_api_call_that_is_too_large_is_told_so(self, client):
        body = json.dumps({**APPLICATION, "description": "x" * 2 * MEGABYTE})
        answer = client.post("/api/v1/public/requests", data=body, content_type="application/json",
                             headers={"Idempotency-Key": "k"})  # fmt: skip
        assert (answer.status_code, answer.json["code"]) == (413, "too_large")
        assert answer.json["message"] == "提交的内容太大，没有保存"


class TestOneField:
    @pytest.mark.parametrize("more", [{"keep": "1"}, {}])
    def test_what_is_too_long_is_shown_again_with_its_sentence_and_not_kept(self, applicant, more):
        applicant.starts().fills(description="双桥村征地补偿安置方案", keep="1")
        answer = applicant.fills(description=LONG, name="申请人乙", **more)
        assert answer.status_code == 422
        assert "所需信息的内容描述最多 2000 字，现为 2001 字" in answer.text
        assert LONG in answer.text
        assert kept_text() == "双桥村征地补偿安置方案"
        assert "申请人乙" in applicant.get(FORM).text

    def test_the_page_that_saves_itself_says_what_was_not_kept(self, applicant):
        applicant.starts()
        answer = applicant.post(SAVE, {"description": LONG, "name": "申请人乙"})
        assert (answer.status_code, answer.mimetype) == (422, "text/plain")
        assert answer.text == "所需信息的内容描述最多 2000 字，现为 2001 字，没有暂存"
        assert kept_text() == ""
        assert "申请人乙" in applicant.get(FORM).text

    @pytest.mark.parametrize("name", [name for name in TYPED if name != "organ"])
    def test_every_field_has_its_longest_length(self, applicant, name):
        applicant.starts()
        before = held()
        answer = applicant.fills(**{name: "9" * 9000, "keep": "1"})
        assert answer.status_code == 422
        assert held() - before < 4000


class TestFilesOfOneDraft:
    def test_files_that_are_taken_out_again_do_not_stay(self, applicant, instance):
        applicant.starts()
        for n in range(4):
            applicant.fills(("a.pdf", pdf() + b"\n" * n), name="", keep="1")
            applicant.fills(remove=drafts.contents_of(all_drafts()[0]).files[0].hash)
        folder = instance / "drafts" / all_drafts()[0].id
        assert [path for path in folder.rglob("*") if path.is_file()] == []

    def test_a_draft_tells_what_it_holds(self, applicant):
        applicant.starts().fills(("身份证.png", picture()))
        assert len(picture()) < all_drafts()[0].size < len(picture()) + 2000
        applicant.later(minutes=1).submits()
        assert all_drafts()[0].size == 0

    def test_a_browser_has_one_draft(self, applicant, instance):
        for _ in range(3):
            applicant.starts().fills(("身份证.png", picture()), name="", keep="1")
        assert len(all_drafts()) == 1
        assert (instance / "drafts" / all_drafts()[0].id).exists()

    def test_a_folder_without_a_row_is_swept_after_a_day(self, applicant, instance):
        applicant.starts().fills(("身份证.png", picture()), name="", keep="1")
        (instance / "drafts" / "left-by-a-crash").mkdir()
        assert drafts.drop_folders_without_row(applicant.now - timedelta(days=4000)) == 0
        assert drafts.drop_folders_without_row(applicant.now + timedelta(days=4000)) >= 1
        assert not (instance / "drafts" / "left-by-a-crash").exists()
        assert (instance / "drafts" / all_drafts()[0].id).exists()


class TestAllTogether:
    @pytest.fixture
    def few(self, monkeypatch):
        monkeypatch.setattr(draft_bounds, "MOST_DRAFTS", 3)

    def test_idle_drafts_make_room_the_oldest_first(self, app, applicant, few):
        for n in range(3):
            drafts.begin(f"browser {n}", {}, applicant.now + timedelta(minutes=n))
        first = all_drafts()[0].id
        applicant.later(minutes=40).starts()
        assert len(all_drafts()) == 3
        assert first not in {draft.id for draft in all_drafts()}

    def test_when_all_are_being_written_one_more_is_refused_and_shown_again(self, applicant, few):
        for n in range(3):
            drafts.begin(f"browser {n}", {}, applicant.now)
        answer = applicant.post("/apply", {"has_read_guide": "1"})
        assert answer.status_code == 503
        assert "暂时不能保存新的草稿" in answer.text
        answer = applicant.fills(description="双桥村征地补偿安置方案")
        assert answer.status_code == 503
        assert "双桥村征地补偿安置方案" in answer.text
        assert len(all_drafts()) == 3

    def test_files_wait_when_there_is_no_room_and_the_text_is_kept(self, applicant, monkeypatch):
        monkeypatch.setattr(draft_bounds, "MOST_BYTES", 1000)
        answer = applicant.starts().fills(("身份证.png", picture() + b"0" * 1000), keep="1", name="申请人乙")
        assert answer.status_code == 422
        assert "附件没有保存" in answer.text
        assert drafts.contents_of(all_drafts()[0]).files == []
        assert "申请人乙" in applicant.get(FORM).text

    def test_files_of_idle_drafts_make_room(self, applicant, monkeypatch):
        upload = check_upload("a.png", picture(), limit=MEGABYTE)
        drafts.begin("other", {}, applicant.now)
        other = all_drafts()[0].id
        drafts.save(other, Contents(files=[drafts.as_kept(upload)]), applicant.now, [upload])
        monkeypatch.setattr(draft_bounds, "MOST_BYTES", len(picture()) + len(picture("JPEG")))
        applicant.later(minutes=31).starts().fills(("b.png", picture("JPEG")), keep="1")
        assert other not in {draft.id for draft in all_drafts()}
        assert len(drafts.contents_of(all_drafts()[0]).files) == 1

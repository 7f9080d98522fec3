"""What an applicant does after the reply: ask for a correction, suggest that everybody may read it."""

import io

import pytest
from werkzeug.datastructures import FileStorage

from app.database import db
from app.processes.disclosure.conversions import conversion_of
from app.processes.disclosure.models import CaseLink
from tests.support.office import paper

pytestmark = pytest.mark.database

ASKED = {
    "information": "补贴发放明细中本人的承包地面积", "recorded": "2.3亩", "wanted": "3.2亩",
    "evidence": "承包经营权证载明3.2亩",
}  # fmt: skip


@pytest.fixture
def at(applicant, office):
    """An applicant whose request was answered, with its page open."""
    office.number, office.code = applicant.applies()
    office.later(minutes=10).issued()
    applicant.now = office.now
    applicant.looks_up(office.number, office.code)
    return applicant


def proof() -> FileStorage:
    return FileStorage(io.BytesIO(paper("承包证")), "承包证.pdf")


def test_a_correction_is_asked_for_from_the_page_and_followed_with_the_same_code(at, office):
    place = f"/progress/{office.number}/correction"
    assert place in at.get(f"/progress/{office.number}").text
    refused = at.send(place, {**ASKED, "form_key": "a"})
    assert (refused.status_code, "请附上证明记录不准确的材料" in refused.text) == (422, True)
    assert "2.3亩" in refused.text
    bad = FileStorage(io.BytesIO(b"MZ"), "a.pdf")
    both = at.send(place, {**ASKED, "wanted": "", "form_key": "a", "files": [bad]}).text
    assert ("“a.pdf”不能上传" in both, 'href="#f-wanted"' in both, "请附上证明" in both) == (
        True,
        True,
        False,
    )
    answer = at.send(place, {**ASKED, "form_key": "b", "files": [proof()]})
    (link,) = db.session.query(CaseLink).all()
    assert answer.location == f"/progress/{link.later.number}"
    page = at.get(answer.location).text
    assert "更正申请所指的原件" in page
    assert "申请更正补贴发放明细" in page
    assert link.later.number in at.get(f"/progress/{office.number}").text
    assert at.looks_up(link.later.number, office.code).status_code == 302


def test_sent_twice_it_is_one(at, office):
    place = f"/progress/{office.number}/correction"
    for _ in range(2):
        at.send(place, {**ASKED, "form_key": "c", "files": [proof()]})
    assert db.session.query(CaseLink).count() == 1


def test_a_suggestion_is_kept_once(at, office):
    place = f"/progress/{office.number}/suggestion"
    assert place in at.get(f"/progress/{office.number}").text
    assert at.post(place, {"suggestion": " ", "form_key": "d"}).status_code == 422
    assert at.post(place, {"suggestion": "涉及全镇农户", "form_key": "e"}).status_code == 302
    assert conversion_of(office.case).suggestion == "涉及全镇农户"
    assert place not in at.get(f"/progress/{office.number}").text
    assert at.get(place).location == f"/progress/{office.number}"


def test_before_the_reply_neither_door_is_open(applicant, office):
    number, code = applicant.applies()
    applicant.looks_up(number, code)
    for door in ("correction", "suggestion"):
        assert applicant.get(f"/progress/{number}/{door}").location == f"/progress/{number}"
    assert applicant.post(f"/progress/{number}/suggestion", {"suggestion": "公众关心"}).status_code == 409


@pytest.mark.parametrize("door", ["correction", "suggestion"])
def test_nobody_enters_without_the_code(client, office, door):
    assert client.get(f"/progress/LF-2026-0001/{door}").location.endswith("/progress")

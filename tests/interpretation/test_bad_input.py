"""What people bring that is not as it should be: each is answered by a clear sentence, and nothing typed is lost."""

import io

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from app import timekeeping
from app.casework.models import Publication, TextVersion
from app.casework.texts.contents import TextKind
from app.casework.texts.versions import current_versions
from app.database import db
from app.law.errors import RuleViolation
from app.processes.interpretation.package import missing, words_now
from app.processes.interpretation.vocabulary import DOCUMENT, MATERIAL
from app.steps.editing import edit_texts
from tests.casework import upload_samples as samples
from tests.support.browsing import Browser
from tests.support.packages import BODY, PASSAGES
from tests.support.packages import DOCUMENT as TYPED
from tests.support.packages import MATERIAL as EXPLAINED

pytestmark = pytest.mark.database
LINES = BODY.splitlines()
ADDED = '<w:ins w:id="1"><w:r><w:t>，另有规定的除外</w:t></w:r></w:ins>'
TRACKED = f"<w:p><w:r><w:t>第二条　一户一宅</w:t></w:r>{ADDED}</w:p>"
MP4 = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64
HUGE = 300 * 1024 * 1024


@pytest.fixture
def handler(app, office):
    office.begun()
    return Browser(app.test_client(), office.now).sign_in("handler")


def file(name, data):
    return FileStorage(io.BytesIO(data), name)


def send(browser, office, node, key="k-1", **typed):
    """What the page of the task sends."""
    return browser.post(f"/desk/tasks/{office.item(node).id}/complete", form_key=key, **typed)


def drafted(browser, office, name, data, key="k-1"):
    """The document as a file, everything else as it should be."""
    typed = {field: value for field, value in TYPED.items() if field != "document_text"}
    return send(
        browser, office, "T_document", key, **typed, document_seen="", document_files=file(name, data)
    )


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("办法.docx", samples.docx(samples.MACRO_TYPE), "启用宏的 Word 或者 Excel 文件"),
        ("办法.docx", samples.written_docx(TRACKED), "留有修订痕迹，请在 Word“审阅”中接受或者拒绝全部修订"),
        ("办法.pdf", samples.written_pdf(""), "里面没有文字，也没有图片"),
        ("办法.pdf", b"", "是空文件"),
        ("办法.mp4", MP4, "是视频，不能上传；请先放到政府网站或者视频平台，在这里填写链接"),
    ],
    ids=["macros", "tracked changes", "blank pdf", "no bytes", "film"],
)
def test_a_file_that_cannot_be_signed_is_refused_beside_its_field(handler, office, name, data, words):
    page = drafted(handler, office, name, data)
    assert page.status == 422
    assert words in page.error("document_files")
    assert page.value("openness_reason").strip() == TYPED["openness_reason"]
    assert db.session.scalars(select(TextVersion)).all() == []


def test_a_video_of_300_mb_is_stopped_before_it_is_read_and_a_link_is_asked(handler, office):
    address = f"/desk/tasks/{office.item('T_document').id}/complete"
    with timekeeping.moved_to(office.now):
        answer = handler.client.post(
            address, input_stream=io.BytesIO(b"--x\r\n"), environ_overrides={"CONTENT_LENGTH": str(HUGE)},
            content_type="multipart/form-data; boundary=x",
        )  # fmt: skip
    assert answer.status_code == 413
    assert "视频不要上传，请填写链接" in answer.get_data(as_text=True)


def test_a_docx_is_a_text_like_any_other(handler, office):
    assert (
        drafted(handler, office, "办法.docx", samples.written_docx(office.case.title, *LINES)).status == 302
    )
    version = current_versions(office.case)[DOCUMENT]
    assert (version.kind, words_now(office.case)[DOCUMENT]) == (TextKind.FILES, BODY)


def scanned(handler, office):
    """A package whose explaining text is a scan."""
    drafted(handler, office, "办法.docx", samples.written_docx(*LINES))
    office.planned()
    typed = {name: value for name, value in EXPLAINED.items() if name != "material_text"}
    scan = file("解读.pdf", samples.scanned_pdf(2))
    return send(handler, office, "T_material", "k-2", **typed, material_seen="", material_files=scan)


def test_a_scan_is_taken_and_a_person_compares_and_says_so(app, handler, office):
    assert scanned(handler, office).status == 302
    assert missing(office.case, office.now.date()) == {}
    reviewer = Browser(app.test_client(), office.now).sign_in("reviewer")
    page = reviewer.get(f"/desk/cases/{office.number}")
    assert "照抄比对须由人工核对" in page.text
    assert f"/desk/cases/{office.number}/texts/material/1" in page.hrefs("/texts/")
    assert "全部是扫描页" in reviewer.get(f"/desk/cases/{office.number}/texts/material/1").text
    office.do("reviewer", "T_gate", decision="accept")
    office.chosen("财政局").co_signed().review("T_legal").review("T_secrecy")
    with pytest.raises(RuleViolation) as refused:
        office.review("T_openness")
    assert "人工比对" in refused.value.fields["checked_copying"]
    office.review("T_openness", checked_copying=True)
    assert office.open_nodes() == {"T_sign_leader"}


def test_what_was_copied_is_shown_and_passes_by_a_declaration_alone(app, office):
    office.begun().drafted(co_signing="no").planned()
    office.sent_in(material_text=f"{EXPLAINED['material_text']}\n{LINES[0]}\n{LINES[1]}\n{LINES[2]}")
    drafter = Browser(app.test_client(), office.now).sign_in("reviewer")
    page = drafter.get(f"/desk/cases/{office.number}").text
    assert "与原文相同的句子 3 / " in page
    assert LINES[1].rstrip("。") in page
    shown = drafter.get(f"/desk/interpretation/{office.number}/comparison").text
    assert f"<mark>{LINES[1]}" in shown
    office.do("reviewer", "T_gate", decision="accept")
    office.review("T_legal").review("T_secrecy")
    with pytest.raises(RuleViolation) as refused:
        office.review("T_openness")
    assert "达到 30%" in refused.value.fields["checked_copying"]
    office.review("T_openness", checked_copying=True)


def test_two_people_hand_in_at_once_and_the_second_loses_nothing(app, office):
    office.organised().chosen("财政局")
    first = Browser(app.test_client(), office.now).sign_in("handler")
    second = Browser(app.test_client(), office.now).sign_in("officehead")
    address = f"/desk/cases/{office.number}/texts/edit"
    first.get(address), second.get(address)
    own = file("我的一稿.docx", samples.written_docx(*LINES, "第四条　由自然资源局解释。"))
    assert (
        first.post(address, form_key="k-1", document_text=f"{BODY}\n第四条", document_seen="1").status == 302
    )
    page = second.post(address, form_key="k-2", document_files=own, document_seen="1")
    assert page.status == 409
    assert "承办丁已提交政策文件第 2 版，您的版本还没有提交" in page.text
    assert "我的一稿.docx" in page.text
    assert current_versions(office.case)[DOCUMENT].number == 2


def test_what_is_published_of_a_file_is_the_file_byte_for_byte(app, handler, office):
    data = samples.written_docx(*LINES)
    drafted(handler, office, "办法.docx", data)
    office.planned().sent_in()
    office.do("reviewer", "T_gate", decision="accept")
    office.chosen("财政局").co_signed().signed().numbered().deployed()
    document = db.session.scalars(select(Publication).order_by(Publication.id)).first()
    [row] = current_versions(office.case)[DOCUMENT].content["files"]
    [shown] = document.text.files
    assert (shown.file_hash, document.text.signed_hash) == (
        row["sha256"], current_versions(office.case)[DOCUMENT].content_hash,
    )  # fmt: skip
    visitor = Browser(app.test_client(), office.now)
    page = visitor.get(f"/policies/{document.id}")
    assert "以文件为准" in page.text
    assert LINES[1] in page.text
    [href] = page.hrefs("/files/")
    assert visitor.client.get(href).data == data


def test_an_edit_that_takes_a_passage_away_does_not_pass_the_openness_review(office):
    office.organised()
    office.chosen("财政局")
    changed = EXPLAINED["material_text"].replace(PASSAGES["service"], "详见文件。")
    data = {"material_text": changed, "material_seen": "1"}
    office.run(edit_texts, office.person("handler"), case_id=office.case.id, data=data)
    office.co_signed().review("T_legal").review("T_secrecy")
    with pytest.raises(RuleViolation, match="所引的段落不在解读材料中，请退回修改"):
        office.review("T_openness")
    assert MATERIAL in current_versions(office.case)

"""Texts as files: what they say, what was left in them, and what is asked instead."""

import pytest

from app.casework.acts.errors import FileRefused, FileTooLarge
from app.casework.papers.materials import notices, with_reading
from app.casework.papers.uploads import check_upload
from app.quarantine.readings import Fault, Unreadable, draw_page, read_docx, read_pdf, read_picture
from app.quarantine.turns import turn
from tests.casework import upload_samples as samples

LIMIT = 30 * 1024 * 1024
RUN = "<w:p><w:r><w:t>为了规范管理，</w:t></w:r>{}<w:r><w:t>制定本办法。</w:t></w:r></w:p>"
INSERTED = RUN.format('<w:ins w:id="1" w:author="甲"><w:r><w:t>保障安全，</w:t></w:r></w:ins>')
DELETED = RUN.format('<w:del w:id="1" w:author="甲"><w:r><w:delText>暂时</w:delText></w:r></w:del>')
HIDDEN = RUN.format("<w:r><w:rPr><w:vanish/></w:rPr><w:t>不得外传</w:t></w:r>")
SHOWN = RUN.format('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>并</w:t></w:r>')
NOTED = RUN.format('<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>')
STYLED = RUN.format('<w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>内部</w:t></w:r>')
STYLES = f"<w:styles xmlns:w='{samples.W}'><w:style w:styleId='Secret'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"


def accepted(name, data):
    with turn() as mine:
        return with_reading(check_upload(name, data, limit=LIMIT, mine=mine), mine)


def test_a_docx_says_its_paragraphs():
    found = accepted(
        "办法.docx", samples.written_docx("第一条　为了规范管理。", "", "第二条　本办法适用于本县。")
    )
    assert found.reading.paragraphs == ("第一条　为了规范管理。", "第二条　本办法适用于本县。")
    assert (found.reading.pages, found.reading.faults) == (None, frozenset())


@pytest.mark.parametrize(
    ("paragraph", "faults", "says"),
    [
        (INSERTED, {Fault.TRACKED_CHANGES}, "为了规范管理，保障安全，制定本办法。"),
        (DELETED, {Fault.TRACKED_CHANGES}, "为了规范管理，制定本办法。"),
        (HIDDEN, {Fault.HIDDEN_TEXT}, "为了规范管理，不得外传制定本办法。"),
        (STYLED, {Fault.HIDDEN_TEXT}, "为了规范管理，内部制定本办法。"),
        (NOTED, {Fault.COMMENTS}, "为了规范管理，制定本办法。"),
        (SHOWN, set(), "为了规范管理，并制定本办法。"),
    ],
    ids=["inserted", "deleted", "hidden", "hidden by style", "comment", "shown"],
)
def test_what_was_left_in_a_docx_is_found(paragraph, faults, says):
    with turn() as mine:
        found = read_docx(mine, samples.written_docx(paragraph, **{"word/styles.xml": STYLES}))
    assert (found.faults, found.text) == (faults, says)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (samples.written_docx(INSERTED), ["修订痕迹"]),
        (samples.written_docx(INSERTED, NOTED, HIDDEN), ["修订痕迹", "批注", "隐藏文字"]),
        (samples.docx(samples.MACRO_TYPE), ["宏"]),
        (samples.pdf_with_script(), ["脚本"]),
        (samples.written_pdf(""), ["没有文字，也没有图片"]),
        (samples.written_docx(""), ["没有文字，也没有图片"]),
    ],
    ids=["changes", "all of them", "macro", "script", "blank pdf", "blank docx"],
)
def test_what_readers_are_not_meant_to_get_is_refused_by_name(data, words):
    with pytest.raises(FileRefused) as refused:
        accepted("办法.docx", data)
    for each in ["“办法", *words]:
        assert each in refused.value.fields["files"]


def test_a_pdf_says_its_paragraphs_joined_and_counts_its_pages():
    long = "为了规范养犬行为，保障公民健康和人身安全，维护市容环境和公共秩序，根据有关法律，制定本办法。"
    found = accepted("办法.pdf", samples.written_pdf(long, "第二页的文字。")).reading
    assert (found.paragraphs, found.pages) == ((long, "第二页的文字。"), 2)
    assert notices(found) == []


def test_a_scan_is_taken_and_said_so():
    found = accepted("扫描.pdf", samples.scanned_pdf(2)).reading
    assert (found.pages, found.text, found.faults) == (2, "", {Fault.SCANNED})
    assert "全部是扫描页" in notices(found)[0]


def test_pages_without_text_are_named():
    with turn() as mine:
        found = read_pdf(mine, samples.written_pdf("第一页有许多文字。", ""))
    assert "第 2 页" in notices(found)[0]


def test_a_picture_has_its_size():
    found = accepted("图解.png", samples.picture("PNG", (640, 480))).reading
    assert (found.width, found.height) == (640, 480)


def test_a_page_is_drawn():
    with turn() as mine:
        page = draw_page(mine, samples.written_pdf("第一页。", "第二页。"), 2)
        assert read_picture(mine, page, "JPEG").width == pytest.approx(900, abs=1)
        with pytest.raises(Unreadable, match="no_page"):
            draw_page(mine, samples.written_pdf("第一页。"), 2)


@pytest.mark.parametrize(
    "head", [b"\0\0\0\x18ftypmp42", b"\x1aE\xdf\xa3", b"RIFF\0\0\0\0AVI LIST", b"FLV\x01"]
)
def test_for_a_film_a_link_is_asked(head):
    with pytest.raises(FileTooLarge, match="链接"):
        check_upload("解读.mp4", head + bytes(1000), limit=500)


@pytest.mark.parametrize("body", ["<w:p><w:t>", "<!DOCTYPE d><w:p/>"])
def test_a_damaged_text_is_refused(body):
    with turn() as mine, pytest.raises(Unreadable):
        read_docx(mine, samples.docx(**{"word/document.xml": body}))


def test_a_text_without_end_is_refused():
    words = "养" * 700_000
    with turn() as mine, pytest.raises(Unreadable, match="too_long"):
        read_docx(mine, samples.written_docx(words))

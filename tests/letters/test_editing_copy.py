"""The editing copy carries the same words, says what it is, and is the same file every time."""

import io
import zipfile

import pytest
from lxml import etree

from app.letters import Catalogue
from app.letters.editing_copy import WARNING, editing_copy

KINDS = [kind.kind for kind in Catalogue()]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document_of(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))  # every part is well-formed
        return etree.fromstring(archive.read("word/document.xml"))


def paragraphs_of(docx):
    return [
        "".join(run.text or "" for run in paragraph.iter(W + "t"))
        for paragraph in document_of(docx).iter(W + "p")
    ]


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_one(catalogue, name):
    kind = catalogue.kind(name)
    words = paragraphs_of(editing_copy(kind, kind.sample_facts()))
    assert words[0] == WARNING
    assert kind.title in words


def test_it_has_the_words_of_the_letter(granted):
    facts = granted.sample_facts()
    words = paragraphs_of(editing_copy(granted, facts))
    assert facts["document_number"] in words
    assert facts["remedy"][0] in words
    assert "申请人甲：" in words


def test_the_page_has_22_lines_and_room_for_28_characters(granted):
    section = document_of(editing_copy(granted, granted.sample_facts())).find(f".//{W}sectPr")
    size, margin = section.find(W + "pgSz"), section.find(W + "pgMar")
    width = int(size.get(W + "w")) - int(margin.get(W + "left")) - int(margin.get(W + "right"))
    height = int(size.get(W + "h")) - int(margin.get(W + "top")) - int(margin.get(W + "bottom"))
    assert width / 20 / (16 - 0.25) == pytest.approx(28, abs=0.2)
    assert height // 580 == 22


def test_markup_and_blanks_stay_text(granted):
    words = paragraphs_of(editing_copy(granted, {"applicant_name": "<b>&甲</b>"}))
    assert "<b>&甲</b>：" in words
    assert "〔文号〕" in words


def test_the_same_draft_gives_the_same_file(granted):
    assert editing_copy(granted, granted.sample_facts()) == editing_copy(granted, granted.sample_facts())

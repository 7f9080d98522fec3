"""Fields that start, print or fetch something when a document is opened are marked, however they are written."""

import pytest

from app.casework.papers.uploads import check_upload
from tests.casework import upload_samples as samples

LIMIT = 10**6
BEGIN, MIDDLE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def field(text: str) -> str:
    return f"{BEGIN}{code(text)}{MIDDLE}<w:r><w:t>1</w:t></w:r>{END}"


def written(paragraph: str, part: str = "word/document.xml") -> bytes:
    return samples.docx(
        **{part: samples.DOCUMENT.replace("<w:body/>", f"<w:body><w:p>{paragraph}</w:p></w:body>")}
    )


def is_marked(data: bytes) -> bool:
    return check_upload("a.docx", data, limit=LIMIT).has_active_content


ACTIVE = [
    field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'),
    field(' dde excel "a.xlsx"'),
    field('INCLUDETEXT "http://example.invalid/x.docx"'),
    field('INCLUDEPICTURE "http://example.invalid/x.png" \\d'),
    field("LINK Excel.Sheet.12 a.xlsx"),
    '<w:fldSimple w:instr="DDEAUTO cmd calc"/>',
    f"{BEGIN}{code('DDE')}{code('AUTO cmd')}{MIDDLE}{END}",
    f"{BEGIN}{code('IF 1 = 1 ')}{field('DDEAUTO cmd')}{MIDDLE}{END}",
    f"{BEGIN}{field('QUOTE 68 68 69 65 85 84 79')}{code(' cmd')}{MIDDLE}{END}",
    f"{field('PAGE')}{BEGIN}{code('DDEAUTO cmd')}",
    code("DDEAUTO cmd"),
]


@pytest.mark.parametrize("paragraph", ACTIVE)
@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml", "Word/Footnotes.xml"])
def test_a_field_that_acts_by_itself_is_marked(paragraph, part):
    assert is_marked(written(paragraph, part))


@pytest.mark.parametrize("paragraph", [
    field("PAGE"), field(" NUMPAGES \\* MERGEFORMAT"), field('HYPERLINK "https://example.invalid"'),
    field("PRINTDATE"), field('TOC \\o "1-3"'), field("= SUM(ABOVE)"), '<w:fldSimple w:instr=" DATE "/>',
    f"{BEGIN}{code('IF ')}{field('MERGEFIELD a')}{code(' = 1')}{MIDDLE}{END}",
    "<w:r><w:t>DDEAUTO cmd</w:t></w:r>",
])  # fmt: skip
def test_numbers_of_pages_links_and_words_are_not(paragraph):
    assert not is_marked(written(paragraph))


@pytest.mark.parametrize("link", ["ddeLink ddeService='cmd' ddeTopic='/C calc'", "oleLink progId='Package'"])
def test_a_workbook_that_starts_another_program_is_marked(link):
    parts = {"[Content_Types].xml": samples.CONTENT_TYPES.format(""), "xl/workbook.xml": "<workbook/>",
             "xl/externalLinks/externalLink1.xml": f"<externalLink><{link}/></externalLink>"}  # fmt: skip
    assert check_upload("a.xlsx", samples.package(parts), limit=LIMIT).has_active_content


def test_a_part_whose_fields_are_never_closed_costs_no_more_than_its_length():
    assert not is_marked(written(BEGIN + code("PAGE ") * 20_000))

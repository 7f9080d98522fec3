"""Tables (xlsx) as papers of a case and as released files: taken or refused in a sentence, and what is in them told."""

import pytest

from app.casework.acts.errors import FileRefused
from app.casework.papers.documents import documents_of
from app.casework.papers.uploads import check_upload
from app.law.errors import InvalidInput
from app.processes.disclosure import reply_file_acts, use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.reply_files import FilesUndecided, files_of
from app.steps import papers
from tests.casework.upload_samples import docx, ofd, pdf
from tests.journeys.asked_to_clarify import ANSWER, asked
from tests.support import tables
from tests.support.office import GRANTED, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
STRANGER = "11010519491231002X"  # the example of GB 11643
ACTIVE = "含有宏、脚本、嵌入的文件或者从外部取来的内容"
FORMULAS = "含有公式，公式引用的内容随文件一并提供；只提供数值的，请另存为数值或者 PDF"
HIDDEN = "含有隐藏的工作表、行或者列"
UNREAD = "内容过多，不能自动核对，请人工核对其中有没有他人的个人信息"
PLAIN = tables.table(tables.words("金山镇") + tables.number(12))


def upload(data: bytes, name: str = "明细.xlsx"):
    return check_upload(name, data, limit=30 * 2**20)


def found_in(data: bytes) -> list[str]:
    """What the drafter is told of this table."""
    office = Office()
    office.apply()
    office.handled()
    office.run(reply_file_acts.add_reply_files, office.person("handler"), case_id=office.case.id,
               files=reply_file_acts.counted([upload(data)]))  # fmt: skip
    return files_of(office.case)[-1].findings


@pytest.mark.parametrize(
    ("data", "findings"),
    [
        (PLAIN, []),
        (tables.table(tables.formula("SUM(A1:A9)", 12)), [FORMULAS]),
        (tables.table(tables.words("一"), state="hidden"), [HIDDEN]),
        (tables.table(tables.words("一"), state="veryHidden"), [HIDDEN]),
        (tables.table(tables.words("一"), **{"xl/vbaProject.bin": b"\0"}), [ACTIVE]),
        (tables.table(tables.words("一"), **{"xl/comments1.xml": "<comments/>"}), ["留有批注"]),
        (tables.table(tables.words(f"张某 {STRANGER}")), ["有身份证件号码 1 处"]),
        (tables.table(tables.shared(0), **{"xl/sharedStrings.xml": tables.strings(STRANGER)}), ["有身份证件号码 1 处"]),
    ],
    ids=["plain", "formula", "hidden", "very hidden", "macro part", "notes", "number", "shared"],
)  # fmt: skip
def test_a_table_to_be_released_is_read_cell_by_cell(data, findings):
    assert found_in(data) == findings


def test_one_of_a_hundred_thousand_rows_is_taken_and_left_to_a_person():
    assert found_in(tables.of_many_rows()) == [UNREAD]


def test_one_of_many_rows_that_can_be_read_is_read():
    assert found_in(tables.of_many_rows(10_000)) == []


def test_what_was_found_stops_the_hand_in_until_the_drafter_says_why_it_stays():
    office = Office()
    office.apply()
    office.handled()
    office.run(reply_file_acts.add_reply_files, office.person("handler"), case_id=office.case.id,
               files=reply_file_acts.counted([upload(tables.table(tables.formula("A1")))]))  # fmt: skip
    with pytest.raises(FilesUndecided):
        office.do("handler", "T_draft", **GRANTED)
    file = files_of(office.case)[-1]
    office.run(reply_file_acts.keep_reply_file, office.person("handler"), case_id=office.case.id, file_id=file.id,
               data={"reason": "公式只引用本表，已逐格核对"})  # fmt: skip
    office.do("handler", "T_draft", **GRANTED)
    assert office.open_nodes() == {"T_sign_unit_head"}


@pytest.mark.parametrize(
    ("name", "data", "kept", "said"),
    [
        ("明细.xlsx", docx(), "明细.xlsx.docx", ""),
        ("明细.pdf", PLAIN, "明细.pdf.xlsx", ""),
        ("明细.xlsx", pdf(), "明细.xlsx.pdf", ""),
        ("明细.xlsx", ofd(), "明细.xlsx.ofd", ""),
        ("明细.xlsx", b"MZ\x90\0" * 9, "", "只接受 pdf、docx、xlsx、ofd、jpg、png，这个文件的内容是Windows 程序"),
        ("明细.xlsx", b"\xd0\xcf\x11\xe0" * 9, "", "请另存为 docx、xlsx 或 PDF"),
        ("明细.xlsx", "户主,金额\n甲,1".encode(), "", "这个文件的内容是无法识别的文件"),
        ("明细.xlsm", tables.table(tables.words("一"), types=tables.MACROS), "", "启用宏的 Word 或者 Excel 文件"),
        ("明细.xlsx", PLAIN[: len(PLAIN) // 2], "", "已损坏，无法打开"),
    ],
)  # fmt: skip
def test_a_file_that_lies_about_its_kind_is_known_by_its_content(name, data, kept, said):
    if said:
        with pytest.raises(FileRefused) as refused:
            upload(data, name)
        assert said in refused.value.fields["files"]
    else:
        assert upload(data, name).filename == kept


class TestAsAPaper:
    """At the doors by which papers come: the applicant's answer, the desk."""

    def test_active_content_of_an_applicant_is_kept_and_known(self):
        office, data = asked(), tables.table(tables.words("一"), **{"xl/vbaProject.bin": b"\0"})
        office.run(use_cases.answer_clarification, APPLICANT, case_id=office.case.id, data=ANSWER,
                   uploads=[upload(data)])  # fmt: skip
        assert documents_of(office.case)[-1].file.has_active_content

    def file_it(
        self, office: Office, data: bytes, purpose: str = "material", name: str = "明细.xlsx"
    ) -> None:
        office.run(papers.add_papers, office.person("clerk"), case_id=office.case.id, uploads=[upload(data, name)],
                   purpose=purpose)  # fmt: skip

    def test_the_same_twice_for_the_same_purpose_is_refused_by_name(self):
        office = Office()
        office.apply()
        self.file_it(office, PLAIN)
        with pytest.raises(InvalidInput) as refused:
            self.file_it(office, PLAIN, name="另一名称.xlsx")
        assert refused.value.fields == {"files": "“另一名称.xlsx”与已收存的“明细.xlsx”内容相同，没有重复添加"}
        self.file_it(office, PLAIN, purpose="proof")
        assert [one.purpose for one in documents_of(office.case)] == ["material", "proof"]

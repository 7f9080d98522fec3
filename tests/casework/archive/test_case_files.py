"""案卷: every paper in its place, its number given once, nothing handed over that is not recorded and whole."""

import io
import json
import zipfile
from datetime import UTC, datetime

import pikepdf
import pytest
from sqlalchemy import select

from app.casework.archive import bundle, index, record, sheet
from app.casework.archive.papers import PapersLost, papers_of
from app.casework.archive.shelf import list_filed
from app.casework.contract.platform import platform
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import AuditEntry
from app.casework.store.files import file_store, hash_of
from app.database import db
from app.law.archive_number import archive_number
from app.letters import preview_html
from app.office.people import find_person
from app.office.permissions import standing_of
from tests.support.office import Office

pytestmark = pytest.mark.database


@pytest.fixture
def office(app):
    return Office()


@pytest.fixture
def filed(office):
    """An answered request, its papers set, in the archive."""
    office.apply()
    return into_the_archive(office.issued())


def into_the_archive(office, years=10):
    dispatch_due(office.now)
    office.do("clerk", "T_archive", retention_years=years)
    return office


def with_fonds(office, fonds="Z109", code="BGS"):
    organ = office.case.organ
    organ.fonds_number, organ.archive_code = fonds, code
    db.session.commit()
    return office


def opened(delivery):
    return zipfile.ZipFile(io.BytesIO(delivery.data))


def lose(name):
    file_store().remove_kept_before(name, far_away())


def far_away():
    return datetime(2100, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        (("Z109", 2026, 10, "BGS", 1), "Z109-WS·2026-D10-BGS-0001"),
        (("0123", 2026, 30, "", 12), "0123-WS·2026-D30-0012"),
        (("", 2026, 10, "BGS", 1), ""),
    ],
)
def test_a_number_says_fonds_year_period_office_and_place(parts, number):
    assert archive_number(*parts) == number


def test_filing_gives_the_number_once_in_its_own_row(office):
    office.apply()
    with_fonds(office.issued())
    into_the_archive(office)
    assert office.case.archive_number == "Z109-WS·2026-D10-BGS-0001"
    office.apply()
    into_the_archive(office.issued(), years=30)
    assert office.case.archive_number == "Z109-WS·2026-D30-BGS-0001"
    office.apply()
    into_the_archive(office.issued())
    assert office.case.archive_number == "Z109-WS·2026-D10-BGS-0002"
    line = db.session.scalars(
        select(AuditEntry).where(AuditEntry.tag == "case.archived").order_by(AuditEntry.sequence.desc())
    ).first()
    assert line.summary == "归档，保管期限 10 年，档号 Z109-WS·2026-D10-BGS-0002"


def test_an_organ_without_fonds_files_without_a_number(filed):
    assert (filed.case.archive_number, filed.case.archived_on is not None) == ("", True)


def test_the_zip_holds_every_paper_byte_for_byte_and_says_so(filed):
    made = bundle.zipped(filed.case, filed.now.date())
    papers = papers_of(filed.case)
    with opened(made) as inside:
        manifest = json.loads(inside.read("清单.json"))
        kept = {name.removeprefix("材料/") for name in inside.namelist() if name.startswith("材料/")}
        assert kept == {one.filename for one in papers}
        for row in manifest["papers"]:
            assert hash_of(inside.read(f"材料/{row['filename']}")) == row["sha256"]
        beside = {name: hash_of(inside.read(name)) for name in inside.namelist() if "/" not in name}
        del beside["清单.json"]
        assert {row["filename"]: row["sha256"] for row in manifest["files"]} == beside
        lines = json.loads(inside.read("操作日志.json"))
    assert [one.title for one in papers if one.document_number] == [
        "政府信息公开申请登记回执",
        "政府信息公开告知书",
    ]
    assert [line["hash"] for line in lines] == [line["hash"] for line in manifest["audit"]]
    assert "case.archived" in {line["tag"] for line in lines}
    assert manifest["lost"] == []


def test_the_sheet_tells_who_said_what_and_what_came_of_it(filed):
    facts = sheet.sheet_facts(filed.case, filed.now.date())
    about = {row["label"]: row["value"] for row in facts["about"]}
    assert (about["承办单位"], about["收到之日"]) == ("禄丰市自然资源局", "2026年3月2日")
    assert ("予以公开" in facts["result"], "已归档" in facts["result"]) == (True, True)
    said = [(row["who"], row["said"]) for row in facts["acts"]]
    assert ("主任辛（市政府　工作机构负责人）", "同意") in said
    assert "T0000001" not in str(facts)
    assert [row["title"] for row in facts["letters"]] == ["政府信息公开申请登记回执", "政府信息公开告知书"]
    words = preview_html(platform().catalogue.kind(sheet.KIND), facts)
    assert "办理结果" in words


def test_the_pdf_carries_the_same_papers(filed):
    made = bundle.bound(filed.case, filed.now.date())
    with pikepdf.open(io.BytesIO(made.data)) as book:
        names = set(book.attachments)
        assert {one.filename for one in papers_of(filed.case)} <= names
        assert {"归档文件目录.pdf", "办理单.pdf", "操作日志.json", "清单.json"} <= names
        assert {str(one.UF) for one in book.Root.AF} == names
        for one in papers_of(filed.case):
            data = book.attachments[one.filename].get_file().read_bytes()
            assert hash_of(data) == one.document.file_hash
        for row in made.manifest["files"]:
            assert hash_of(book.attachments[row["filename"]].get_file().read_bytes()) == row["sha256"]
        assert {row["filename"] for row in made.manifest["files"]} == {
            "归档文件目录.pdf", "办理单.pdf", "操作日志.json",
        }  # fmt: skip


def test_the_index_counts_pages_and_the_record_names_every_day_and_hand(filed):
    papers = papers_of(filed.case)
    facts = index.index_facts(filed.case, papers, bundle.pages_of(papers), [], filed.now.date())
    assert all(row["pages"] >= 1 for row in facts["papers"])
    assert [row["title"] for row in facts["papers"]] == [one.title for one in papers]
    words = preview_html(
        platform().catalogue.kind(record.KIND), record.record_facts(filed.case, papers, filed.now.date())
    )
    assert "起算之日，不计入" in words
    assert "归档，保管期限 10 年" in words
    assert papers[0].document.file_hash[:16] in words
    assert "13900000000" in words  # as it was typed: the page of the case masks it, the archive may not


def test_a_lost_paper_is_named_and_left_out_only_when_asked(filed):
    [lost] = [one for one in papers_of(filed.case) if one.document.origin == "attachment"]
    lose(lost.document.file_hash)
    for build in (bundle.zipped, bundle.bound):
        with pytest.raises(PapersLost, match=lost.title):
            build(filed.case, filed.now.date())
    made = bundle.zipped(filed.case, filed.now.date(), without_lost=True)
    with opened(made) as inside:
        manifest = json.loads(inside.read("清单.json"))
        assert f"材料/{lost.filename}" not in inside.namelist()
    assert manifest["lost"] == [lost.number]


def test_the_shelf_shows_the_filed_and_whose_period_has_ended(filed):
    clerk = find_person("clerk")
    assert [one.id for one in list_filed(standing_of(clerk, filed.now.date()), only_expired=False).rows] == [
        filed.case.id
    ]
    closed = filed.case.closed_on
    for year, found in ((closed.year + 10, []), (closed.year + 11, [filed.case.id])):
        standing = standing_of(clerk, closed.replace(year=year, month=1, day=2))
        assert shown(standing, only_expired=True) == found


def shown(standing, only_expired=False):
    return [one.id for one in list_filed(standing, only_expired=only_expired).rows]


def test_nobody_outside_the_organ_sees_its_shelf(filed):
    assert list_filed(standing_of(find_person("handler"), filed.now.date()), only_expired=False).rows == []

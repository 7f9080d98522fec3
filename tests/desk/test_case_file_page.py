"""案卷 on the desk: seen and handed over by the desk of the organ alone, and every handing over is on record."""

import io
import zipfile

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.casework.archive.papers import papers_of
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import AuditEntry
from app.casework.store.files import file_store
from app.casework.terms.events import append_event
from app.casework.work import work_items
from app.database import db
from tests.casework.archive.test_case_files import far_away

pytestmark = pytest.mark.database


@pytest.fixture
def filed(office):
    office.apply()
    office.issued()
    dispatch_due(office.now)
    office.do("clerk", "T_archive", retention_years=10)
    return office


def exports():
    found = db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "case_file.exported"))
    return [line.summary for line in found]


def test_the_page_lists_the_papers_and_hands_the_file_over_on_record(filed, browser):
    clerk = browser("clerk")
    assert f"/desk/cases/{filed.number}/file" in clerk.case().text
    page = clerk.get(f"/desk/cases/{filed.number}/file").text
    assert all(one.title in page for one in papers_of(filed.case))
    answer = clerk.post(f"/desk/cases/{filed.number}/file", {"form": "zip"})
    with zipfile.ZipFile(io.BytesIO(answer.data)) as inside:
        assert inside.testzip() is None
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert clerk.post(f"/desk/cases/{filed.number}/file", {"form": "pdf"}).data.startswith(b"%PDF-")
    count = len(papers_of(filed.case))
    assert exports() == [f"导出案卷（ZIP），材料 {count} 份", f"导出案卷（PDF），材料 {count} 份"]


def test_what_is_lost_is_named_and_can_be_left_out(filed, browser):
    lost, clerk = papers_of(filed.case)[0], browser("clerk")
    file_store().remove_kept_before(lost.document.file_hash, far_away())
    refused = clerk.post(f"/desk/cases/{filed.number}/file", {"form": "zip"})
    assert (refused.status_code, lost.title in refused.text, exports()) == (409, True, [])
    assert (
        clerk.post(f"/desk/cases/{filed.number}/file", {"form": "zip", "without_lost": "1"}).status_code
        == 200
    )
    assert exports()[0].endswith(f"缺 1 份：{lost.title}")


@pytest.mark.parametrize("login", ["handler", "leader"])
def test_nobody_but_the_desk_takes_the_file_along(filed, browser, login):
    person = browser(login)
    assert person.get(f"/desk/cases/{filed.number}/file").status_code in (403, 404)
    assert person.post(f"/desk/cases/{filed.number}/file", {"form": "zip"}).status_code in (403, 404)
    assert exports() == []


def test_the_shelf_is_a_page(filed, browser):
    clerk = browser("clerk")
    assert filed.number in clerk.get("/desk/archive").text
    assert "没有保管期满的办件" in clerk.get("/desk/archive?list=expired").text


def test_what_has_been_kept_long_enough_is_a_list_to_be_judged_and_signed(filed, browser):
    closed = filed.case.closed_on.replace(year=filed.case.closed_on.year - 11)
    filed.case.closed_on = closed
    db.session.commit()
    clerk = browser("clerk")
    assert "导出鉴定清册" in clerk.get("/desk/archive?list=expired").text
    answer = clerk.post("/desk/archive/expired/export")
    [head, row] = load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert (told["办件编号"], told["保管期限"], told["鉴定意见"]) == (filed.number, "10年", None)
    assert told["保管至"].date() == closed.replace(year=closed.year + 10, month=12, day=31)
    [line] = db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "list.exported"))
    assert line.summary == "导出“保管期满鉴定清册”1 行"
    assert browser("handler").post("/desk/archive/expired/export").status_code == 403


def test_a_case_that_led_to_litigation_is_offered_the_longer_period(office):
    office.apply()
    office.issued()
    form = work_items.form_of(office.item("T_archive"))
    assert form.initial(office.case)["retention_years"] == 10
    append_event(office.case, "litigation_filed", office.now.date(), {}, office.now, None)
    db.session.commit()
    assert form.initial(office.case)["retention_years"] == 30
    assert "行政诉讼" in form.advice(office.case, office.now.date())


def test_whoever_reads_the_case_prints_its_sheet_and_nobody_else(filed, browser):
    address = f"/desk/cases/{filed.number}/sheet.pdf"
    assert address in browser("handler").case().text
    assert browser("handler").get(address).data.startswith(b"%PDF-")
    assert browser("foreign").get(address).status_code == 404

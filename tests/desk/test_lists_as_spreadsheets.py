"""台账、清单 and 已办 as spreadsheets: whole, narrowed as the list is, safe to open, on record; and the new filters."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.casework.ledger import lists
from app.casework.ledger.spreadsheet import written
from app.casework.models import AuditEntry
from app.casework.work import keyed
from app.database import db

pytestmark = pytest.mark.database


def rows_of(answer):
    assert answer.status_code == 200, answer.text
    page = load_workbook(BytesIO(answer.data)).active
    head, *rows = page.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def exported():
    return db.session.scalars(select(AuditEntry).where(AuditEntry.tag == "list.exported")).all()


@pytest.fixture
def three(office):
    """One that waits for its registration, one that is handled, one that came later."""
    office.register(name="甲（演示）")
    office.assigned()
    office.register(name='=HYPERLINK("http://example.invalid")')
    office.later(days=3)
    office.register(name="丙（演示）")
    return office


def test_the_register_goes_out_whole_in_batches_with_its_filters_and_on_record(three, browser, monkeypatch):
    monkeypatch.setattr(keyed, "BATCH", 2)
    clerk = browser("clerk")
    rows = rows_of(clerk.post("/desk/cases/export"))
    assert [row["当事人"] for row in rows] == [
        "丙（演示）",
        '=HYPERLINK("http://example.invalid")',
        "甲（演示）",
    ]
    assert rows[0]["当前环节"]
    assert len({row["编号"] for row in rows}) == 3
    late = rows_of(clerk.post("/desk/cases/export?from=2026-03-05"))
    assert [row["当事人"] for row in late] == ["丙（演示）"]
    assert [entry.summary for entry in exported()] == [
        "导出“办件台账”3 行",
        "导出“办件台账”1 行（收到自：2026-03-05）",
    ]


def test_no_cell_is_a_formula(three, browser):
    answer = browser("clerk").post("/desk/cases/export")
    cells = [cell for row in load_workbook(BytesIO(answer.data)).active.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    [dangerous] = [cell for cell in cells if str(cell.value).startswith("=")]
    assert (dangerous.data_type, dangerous.quotePrefix) == ("s", True)


@pytest.mark.parametrize(("asked", "found"), [
    ("from=2026-03-05", ["丙（演示）"]), ("until=2026-03-04", ["HYPERLINK", "甲（演示）"]),
    ("unit=LF-ZRZY", ["甲（演示）"]), ("unit=YM", []), ("outcome=granted", []), ("step=没有的环节", []),
    ("from=nonsense&unit=&step=", ["丙（演示）", "HYPERLINK", "甲（演示）"]),
])  # fmt: skip
def test_the_register_is_narrowed_by_day_unit_step_and_outcome(three, browser, asked, found):
    page = browser("clerk").get(f"/desk/cases?{asked}").text
    assert [name for name in ("丙（演示）", "HYPERLINK", "甲（演示）") if name in page] == found


def test_a_step_finds_the_cases_that_are_there_now(three, browser):
    step = three.open_items()[0].title
    page = browser("clerk").get("/desk/cases", query_string={"step": step}).text
    assert "丙（演示）" in page
    assert "甲（演示）" not in page


def test_who_may_not_take_lists_out_gets_none_and_sees_no_button(three, browser):
    handler = browser("handler")
    assert handler.post("/desk/cases/export").status_code == 403
    assert "导出 Excel" not in handler.get("/desk/cases").text
    assert "导出 Excel" in browser("clerk").get("/desk/cases").text
    assert exported() == []


def test_the_board_and_done_work_go_out_as_well(three, browser):
    reviewer = browser("reviewer")
    rows = rows_of(reviewer.post("/board/list/export?list=open"))
    assert len(rows) == 3
    done = rows_of(browser("clerk").post("/desk/done/export"))
    assert {row["当事人"] for row in done} == {"甲（演示）"}
    assert done[0]["办理时间"].startswith("2026-03-02")
    assert "导出 Excel" in reviewer.get("/board/list?list=open").text


def test_a_list_that_is_too_long_is_refused_in_words(three, browser, monkeypatch):
    monkeypatch.setattr(lists, "MOST", 2)
    answer = browser("clerk").post("/desk/cases/export")
    assert (answer.status_code, "请用收到日期等条件分几次导出" in answer.text) == (422, True)
    assert exported() == []


def test_a_hundred_thousand_rows_need_the_memory_of_a_few(app):
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    data = written([("清单", [("编号", 10)], ([f"LF-2026-{number}"] for number in range(100_000)))])
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert len(data) > 100_000
    assert grown < 60_000, f"{grown} kB"

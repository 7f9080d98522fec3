"""历史台账: looked at first, taken over whole or not at all, once; what it does not tell stays empty."""

import zipfile
from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from app.casework.acts import audit
from app.casework.models import Case, ClosedInMonth, LedgerEntry
from app.casework.models.cases import CaseState
from app.casework.store.files import hash_of
from app.database import db
from app.processes.disclosure.registration import request_of
from tests.support.ledgers import HEADS, ROW, changed, ledger

pytestmark = pytest.mark.database


@pytest.fixture
def reviewer(browser):
    return browser("reviewer")


def sent(person, data, *, take_over=True, organ="LF", name="2019.xlsx"):
    form = {"process": "disclosure", "organ": organ, "form_key": uuid4().hex}
    if take_over:
        form["take_over"] = "1"
    return person.send("/desk/ledger", form, (name, data))


def old_cases():
    return list(
        db.session.scalars(select(Case).join(LedgerEntry, LedgerEntry.case_id == Case.id).order_by(Case.id))
    )


def test_a_ledger_becomes_closed_cases_that_are_found_and_counted_in_their_year(office, reviewer):
    looked = sent(reviewer, ledger(ROW), take_over=False)
    assert "可导入 1 件" in looked.text
    assert old_cases() == []
    answer = sent(reviewer, ledger(ROW))
    assert answer.status_code == 302, answer.text
    [case] = old_cases()
    assert case.number == "LF-T-2019-0001"
    assert (case.state, case.received_on, case.closed_on) == (
        CaseState.CLOSED,
        date(2019, 3, 5),
        date(2019, 3, 22),
    )
    assert (case.outcome, case.reply_state, case.due_on) == ("granted", "met", None)
    request = request_of(case)
    assert (request.applicant.kind, request.channel, request.reply_way) == (
        "natural_person",
        "",
        "",
    )
    assert "LF-T-2019-0001" in reviewer.get("/desk/cases", query_string={"q": "农村危房改造"}).text
    counted = select(ClosedInMonth.number).where(
        ClosedInMonth.month == "2019-03",
        ClosedInMonth.reply_state == "met",
        ClosedInMonth.organ_id == case.organ_id,
    )
    assert db.session.scalar(counted) == 1
    assert audit.verify() is None


def test_its_page_tells_what_the_ledger_tells_and_where_it_stood(office, reviewer):
    file = ledger(ROW)
    sent(reviewer, file)
    [case] = old_cases()
    page = reviewer.get(f"/desk/cases/{case.number}").text
    assert hash_of(file) in page, "the file that was taken over is known again"
    for words in ("历史台账", "原编号 2019-1", "信函", "2019.xlsx", "工作表“2019年台账”第 3 行"):
        assert words in page, words
    assert "提供形式" not in page
    assert reviewer.get(f"/desk/cases/{case.number}/file").status_code == 200
    assert reviewer.get(f"/desk/cases/{case.number}/clocks").status_code == 200


def test_the_same_file_twice_changes_nothing_and_says_so(office, reviewer):
    sent(reviewer, ledger(ROW))
    again = sent(reviewer, ledger(ROW), take_over=False)
    assert "可导入 0 件，以前已导入、没有变化 1 件" in again.text
    assert sent(reviewer, ledger(ROW), name="another.xlsx").status_code == 302
    assert len(old_cases()) == 1


def test_a_row_that_came_before_with_other_words_is_no_change_but_a_fault(office, reviewer):
    sent(reviewer, ledger(ROW))
    answer = sent(reviewer, ledger(changed(申请人="李四（演示）")))
    assert answer.status_code == 422
    assert "已导入为 LF-T-2019-0001，这次不同的列：申请人" in answer.text
    assert [case.party for case in old_cases()] == ["张三（演示）"]


def test_every_fault_is_told_by_row_and_cell_and_nothing_is_half_taken_over(office, reviewer):
    rows = (
        ROW,
        changed(编号="2019-2", 收到日期="3/5/2019"),
        changed(编号="2019-3", 处理结果="不予公示"),
        changed(编号="2019-4", 办结日期="2019-03-01"),
        changed(编号="2019-1"),
        changed(编号="2019-6", 申请人=""),
    )
    answer = sent(reviewer, ledger(*rows))
    assert answer.status_code == 422
    for words in ("F4", "看不出收到日期“3/5/2019”是哪一天", "H5", "没有“不予公示”这一项", "J6",
                  "办结日期不应早于答复日期", "A7", "与第 3 行的编号相同", "请填写申请人"):  # fmt: skip
        assert words in answer.text, words
    assert "有误 5 行" in answer.text
    assert old_cases() == []


def test_merged_cells_below_the_heads_are_named(office, reviewer):
    answer = sent(reviewer, ledger(ROW, changed(编号="2019-2"), merge=("A1:J1", "B3:B4")))
    assert "合并单元格B3:B4" in answer.text
    assert old_cases() == []


@pytest.mark.parametrize(("data", "words"), [
    (ledger(changed(编号="=A1")), "有公式（A3 等）"),
    (ledger(("a", "b"), heads=("姓名", "电话")), "没有找到台账"),
    (ledger(ROW, more={"副本": [HEADS, ROW]}), "有几张工作表都像台账"),
    (ledger(), "只有表头，没有办件"),
    (b"%PDF-1.4", "PDF"),
    (b"PK\x03\x04broken", "已损坏"),
])  # fmt: skip
def test_a_file_that_is_no_ledger_is_refused_in_one_sentence(office, reviewer, data, words):
    answer = sent(reviewer, data)
    assert answer.status_code in (413, 422), answer.status_code
    assert words in answer.text
    assert old_cases() == []


def test_macros_are_refused(office, reviewer):
    target = BytesIO(ledger(ROW))
    with zipfile.ZipFile(target, "a") as book:
        book.writestr("xl/vbaProject.bin", b"macro")
    answer = sent(reviewer, target.getvalue())
    assert (answer.status_code, "有宏" in answer.text) == (422, True)


def test_a_table_of_a_hundred_thousand_rows_is_refused_before_it_is_read_whole(office, reviewer):
    cells = '<c t="inlineStr"><is><t>x</t></is></c>'
    data = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(ledger(ROW))) as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                rows = "".join(f'<row r="{number}">{cells}</row>' for number in range(4, 100_004))
                text = text.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            new.writestr(name, text)
    answer = sent(reviewer, data.getvalue())
    assert (answer.status_code, "超过 3,000 行" in answer.text) == (422, True)


def test_who_may_not_import_sees_no_page_and_a_row_of_a_foreign_organ_is_refused(office, browser, reviewer):
    assert browser("clerk").get("/desk/ledger").status_code == 403
    heads = (*HEADS, "受理机关")
    answer = sent(reviewer, ledger((*ROW, "YM"), heads=heads))
    assert "没有名为“YM”的机关" in answer.text
    assert db.session.scalar(select(func.count()).select_from(LedgerEntry)) == 0


def test_the_template_filled_in_is_a_ledger(office, reviewer):
    answer = reviewer.get("/desk/ledger/template")
    book = load_workbook(BytesIO(answer.data))
    page = book["台账"]
    heads = [cell.value for cell in page[1]]
    by_head = dict(zip(HEADS, ROW, strict=True))
    page.append([by_head.get(head.removesuffix("（必填）"), "") for head in heads])
    target = BytesIO()
    book.save(target)
    assert sent(reviewer, target.getvalue()).status_code == 302
    assert len(old_cases()) == 1


def test_the_command_looks_first_and_takes_over_the_same(office, app, tmp_path, reviewer):
    path, runner = tmp_path / "台账.xlsx", app.test_cli_runner()
    path.write_bytes(ledger(ROW, changed(编号="2019-2", 收到日期="三月")))
    wrong = runner.invoke(args=["cases", "import", str(path), "--organ", "LF"])
    assert (wrong.exit_code, "第 4 行“收到日期”（F4）" in wrong.output) == (1, True)
    path.write_bytes(ledger(ROW))
    looked = runner.invoke(args=["cases", "import", str(path), "--organ", "LF", "--dry-run"])
    assert (looked.exit_code, "可导入 1 件；没有导入" in looked.output) == (0, True)
    assert old_cases() == []
    done = runner.invoke(args=["cases", "import", str(path), "--organ", "LF"])
    assert (done.exit_code, "已导入 1 件" in done.output) == (0, True), done.output
    again = runner.invoke(args=["cases", "import", str(path), "--organ", "LF"])
    assert "已导入 0 件；以前已导入、没有变化 1 件" in again.output
    missing = runner.invoke(args=["cases", "import", str(tmp_path / "none.xlsx")])
    assert missing.exit_code == 2
    (tmp_path / "readme.md").write_text("no ledger")
    refused = runner.invoke(args=["cases", "import", str(tmp_path / "readme.md")])
    assert (refused.exit_code, refused.stderr.count("不能上传")) == (2, 1)
    [case] = old_cases()
    output = tmp_path / "case.zip"
    taken = runner.invoke(args=["cases", "export", case.number, "--output", str(output)])
    assert taken.exit_code == 0, taken.output
    assert zipfile.ZipFile(output).testzip() is None
    assert runner.invoke(args=["cases", "export", "LF-0", "--output", str(output)]).exit_code == 2

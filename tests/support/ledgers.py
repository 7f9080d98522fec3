"""Old ledgers as spreadsheet programs write them."""

import io
from typing import Any

from openpyxl import Workbook

HEADS = (
    "编号",
    "申请人",
    "申请人类型",
    "申请内容",
    "收件渠道",
    "收到日期",
    "答复期限",
    "处理结果",
    "答复日期",
    "办结日期",
)
ROW: tuple[Any, ...] = (
    "2019-1", "张三（演示）", "公民", "2018年度农村危房改造名单", "信函", "2019-03-05", "2019年4月2日", "予以公开",
    "2019/3/20", 43546,
)  # fmt: skip


def ledger(
    *rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS, sheet: str = "2019年台账", **options: Any
) -> bytes:
    """One sheet with a title above the heads. `more`: sheets beside it; `merge`: ranges that are merged."""
    book = Workbook()
    page = book.active
    page.title = sheet
    page.append(["某市政府信息公开申请台账"])
    page.append(list(heads))
    for row in rows:
        page.append(list(row))
    for area in options.get("merge", ()):
        page.merge_cells(area)
    for name, values in options.get("more", {}).items():
        other = book.create_sheet(name)
        for row in values:
            other.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def changed(**cells: Any) -> tuple[Any, ...]:
    """The usual row with other cells, by the head of their column."""
    return tuple(cells.get(head, value) for head, value in zip(HEADS, ROW, strict=True))

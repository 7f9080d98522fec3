"""Decision tables: only what the engine executes as it is written.

SpiffWorkflow evaluates cells as Python, knows no aggregators, takes the first match for most hit policies
and gives nothing at all, silently, when no row matches.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lxml import etree

from app.engine.expressions import ExpressionRefused, compile_expression
from app.engine.facts import is_fact_name
from app.engine.findings import Finding
from app.engine.rules.sheets import Context, Sheet
from app.engine.safe_xml import local_name

HIT_POLICIES = {"UNIQUE", "FIRST", "COLLECT"}
_QUESTION_MARK = re.compile(r"""(\?)(?=(?:[^'"]|['"][^'"]*['"])*$)""")  # outside quotes, as the library does
_TABLE_PARTS = {"input", "output", "rule"}


def check_decision(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """One decision with one table per file."""
    decisions = _children(sheet.root, "decision")
    if len(decisions) != 1:
        yield sheet.found(sheet.root, "每个决策文件须有且只有一个决策")
    for decision in decisions:
        tables = _children(decision, "decisionTable")
        if len(tables) != 1:
            yield sheet.found(decision, "决策须有且只有一张决策表")
        for table in tables:
            yield from _check_table(sheet, table)


def decision_ids(sheet: Sheet) -> list[str]:
    """The decisions that a file offers to business rule tasks."""
    return [decision.get("id", "") for decision in _children(sheet.root, "decision")]


def _check_table(sheet: Sheet, table: etree._Element) -> Iterator[Finding]:
    policy = table.get("hitPolicy", "UNIQUE")
    if policy not in HIT_POLICIES:
        yield sheet.found(table, f"命中策略 {policy} 不会按字面执行，请用 UNIQUE、FIRST 或 COLLECT")
    if table.get("aggregation"):
        yield sheet.found(table, "不支持聚合")
    for part in table.iterchildren(etree.Element):
        if local_name(part) not in _TABLE_PARTS:
            yield sheet.found(part, f"决策表中不允许使用 {local_name(part)}")
    inputs, outputs, rows = (_children(table, name) for name in ("input", "output", "rule"))
    if not (inputs and outputs and rows):
        yield sheet.found(table, "决策表须有输入、输出和规则")
    for column in inputs:
        yield from _refused(sheet, column, _text(column, "inputExpression"))
    for column in outputs:
        if not is_fact_name(column.get("name")):
            yield sheet.found(column, "输出列缺少名称（name）或其名称不合规")
    sources = [_text(column, "inputExpression") for column in inputs]
    for row in rows:
        yield from _check_row(sheet, row, sources, len(outputs))
    if rows and policy in {"UNIQUE", "FIRST"} and not _catches_all(rows[-1]):
        yield sheet.found(rows[-1], "最后一行须为兜底行（各输入均为空或 -），否则无匹配时静默无结果")


def _check_row(sheet: Sheet, row: etree._Element, sources: list[str], outputs: int) -> Iterator[Finding]:
    conditions, results = _children(row, "inputEntry"), _children(row, "outputEntry")
    if len(conditions) != len(sources) or len(results) != outputs:
        yield sheet.found(row, "规则的格数与列数不一致")
    for cell, source in zip(conditions, sources, strict=False):
        yield from _check_condition(sheet, cell, source)
    for cell in results:
        yield from _refused(sheet, cell, _text(cell))


def _check_condition(sheet: Sheet, cell: etree._Element, source: str) -> Iterator[Finding]:
    """The cell as the library completes it: `? in [...]`, a value to be equal to, or `< 100`."""
    text = _text(cell)
    if text in ("", "-"):
        return
    if not text.strip():
        yield sheet.found(cell, "单元格只有空格")
        return
    if _QUESTION_MARK.search(text):
        yield from _refused(sheet, cell, _QUESTION_MARK.sub("dmninputexpr", text))
        return
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        yield from _refused(sheet, cell, source + text)
        return
    if tree.body and isinstance(tree.body[0], ast.Expr) and isinstance(tree.body[0].value, ast.Tuple):
        yield sheet.found(cell, "多个值请写成 ? in [值, 值]")
    yield from _refused(sheet, cell, f"({source}) == ({text})")


def _catches_all(row: etree._Element) -> bool:
    return all(_text(cell) in ("", "-") for cell in _children(row, "inputEntry"))


def _refused(sheet: Sheet, element: etree._Element, source: str) -> Iterator[Finding]:
    try:
        compile_expression(source)
    except ExpressionRefused as error:
        yield sheet.found(element, str(error))


def _children(element: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in element if local_name(child) == name]


def _text(element: etree._Element, within: str | None = None) -> str:
    """The content of the `text` element, of the element itself or of one inside it."""
    for holder in _children(element, within) if within else [element]:
        for text in _children(holder, "text"):
            return text.text or ""
    return ""

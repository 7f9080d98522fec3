"""Every piece of code in a diagram passes the whitelist."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.engine.expressions import ExpressionRefused, compile_expression, compile_script
from app.engine.facts import is_fact_name
from app.engine.findings import Finding
from app.engine.rules.sheets import Context, Sheet
from app.engine.safe_xml import local_name

_EXPRESSIONS = ("bpmn:conditionExpression", "bpmn:completionCondition", "bpmn:timeDuration")


def check_code(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Conditions, deadlines, parameters and scripts."""
    for path in _EXPRESSIONS:
        for element in sheet.each(path):
            yield from _refused(sheet, element, element.text, compile_expression)
    for element in sheet.each("spiff:parameter"):
        yield from _refused(sheet, element.getparent().getparent(), element.get("value"), compile_expression)
    for task in sheet.each("bpmn:scriptTask"):
        scripts = [child.text for child in task if local_name(child) == "script"]
        if len(scripts) != 1:
            yield sheet.found(task, "脚本任务须有且只有一段脚本")
        for script in scripts:
            yield from _refused(sheet, task, script, compile_script)
            yield from _odd_names(sheet, task, script)


def _refused(sheet: Sheet, element, source: str | None, compile_source) -> Iterator[Finding]:
    try:
        compile_source(source or "")
    except ExpressionRefused as error:
        yield sheet.found(element, str(error))


def _odd_names(sheet: Sheet, element, script: str | None) -> Iterator[Finding]:
    try:
        tree = ast.parse((script or "").strip())
    except (SyntaxError, ValueError):
        return  # already refused above
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and not is_fact_name(node.id):
            yield sheet.found(element, f"脚本不得给 {node.id} 赋值")

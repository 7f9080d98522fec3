"""What a multi-instance task needs so that its copies can be handed out, answered, and asked again."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from app.engine.findings import Finding, Vocabulary
from app.engine.process_model import Loop, Node, ProcessModel
from app.engine.rules.sheets import Context, Sheet
from app.engine.safe_xml import NAMESPACES

_OUTSIDE = ("bpmn:conditionExpression", "bpmn:script", "bpmn:timeDuration")
_ASKING = ("bpmn:conditionExpression", "bpmn:completionCondition", "bpmn:script")


def check_copies(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """The lane says whose the copies are, the form answers for one of them, the list is given and starts anew."""
    known = context.vocabulary or Vocabulary()
    for model in sheet.models:
        used: set[str] = set()
        for node in model.nodes.values():
            if node.loop is None:
                continue
            for what in (
                *_unknown(sheet, known, node, node.loop),
                *_repeated(sheet, context, model, node, node.loop),
            ):
                yield sheet.found(node.id, what)
            if node.loop.results in used:
                yield sheet.found(node.id, f"列表 {node.loop.results} 已由另一个多实例环节使用，请另起名称")
            used.add(node.loop.results)


def _unknown(sheet: Sheet, known: Vocabulary, node: Node, loop: Loop) -> Iterator[str]:
    if known.copy_lanes is not None and node.lane not in known.copy_lanes:
        yield f"泳道「{node.lane}」没有说明名单中是单位还是人员，不能放多实例环节"
    if node.form and known.copy_forms is not None and node.form not in known.copy_forms:
        yield f"表单 {node.form} 不能由名单中的各单位、人员分别填写，多实例环节不能使用"
    if (
        known.lists is not None
        and loop.collection not in known.lists
        and not _clearing(sheet, loop.collection)
    ):
        yield f"没有环节给出名单 {loop.collection}，多实例环节无从展开"


def _repeated(sheet: Sheet, context: Context, model: ProcessModel, node: Node, loop: Loop) -> Iterator[str]:
    """The engine refuses a task whose list of answers still holds those of the round before."""
    called = any(
        one.called == model.process_id for each in context.processes.values() for one in each.nodes.values()
    )
    waiting = _next(model, node.id)
    if called:
        waiting += [one.id for one in model.nodes.values() if one.kind == "startEvent"]
    seen = _clearing(sheet, loop.results)
    while waiting:
        here = waiting.pop()
        if here == node.id:
            yield f"这一环节可能再次进行，请在进入之前用脚本任务把 {loop.results} 置为空列表 []"
            return
        if here not in seen:
            seen.add(here)
            waiting += _next(model, here)


def _next(model: ProcessModel, node_id: str) -> list[str]:
    borders = [one.id for one in model.nodes.values() if one.attached_to == node_id]
    return [*(flow.target for flow in model.leaving(node_id)), *borders]


def _clearing(sheet: Sheet, name: str) -> set[str]:
    """The script tasks that give this list a value."""
    found = set()
    for script in sheet.each("bpmn:scriptTask"):
        for _element, tree in _expressions(script, ("bpmn:script",)):
            found |= {script.get("id", "")} if name in _stored(tree) else set()
    return found


def check_answers(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Outside its copy an item or an answer does not exist; and nobody is asked for an answer that no copy can give."""
    known = context.vocabulary or Vocabulary()
    loops = [node.loop for model in sheet.models for node in model.nodes.values() if node.loop is not None]
    if not loops:
        return
    inside = {name: loop for loop in loops for name in (loop.item, loop.answer)}
    for element, tree in _expressions(sheet.root, _OUTSIDE):
        for name in sorted(
            {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & inside.keys()
        ):
            yield sheet.found(
                element, f"{name} 只在多实例环节的各份之内有效，请改用列表 {inside[name].results}"
            )
    if known.copy_answers is None:
        return
    for element, tree in _expressions(sheet.root, _ASKING):
        for asked in sorted(_asked(tree, loops) - set(known.copy_answers)):
            can = "、".join(sorted(known.copy_answers))
            yield sheet.found(element, f"多实例环节的结论只有 {can}，不会出现 {asked}")


def _expressions(root: Any, paths: tuple[str, ...]) -> Iterator[tuple[Any, ast.AST]]:
    for path in paths:
        for element in root.iterfind(f".//{path}", NAMESPACES):
            source = (element.text or "").strip()
            if _is_code(source):
                yield element, ast.parse(source)


def _asked(tree: ast.AST, loops: list[Loop]) -> set[str]:
    """The literals that are looked for among the answers of copies."""
    answers, results = {loop.answer for loop in loops}, {loop.results for loop in loops}
    found: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare) or len(node.ops) != 1:
            continue
        left, right = node.left, node.comparators[0]
        for one, other in ((left, right), (right, left)):
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and isinstance(other, ast.Name):
                found |= {one.value} if other.id in answers | results else set()
    return found


def _stored(tree: ast.AST) -> set[str]:
    return {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _is_code(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False  # refused by the check of code
    return True

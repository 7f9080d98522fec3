"""What tasks name: lanes, forms, operations, called processes, decisions, lists."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from app.engine.facts import is_fact_name
from app.engine.findings import Finding
from app.engine.process_model import PERSONAL, TASKS, Loop, ProcessModel
from app.engine.rules.sheets import Context, Sheet
from app.engine.safe_xml import NAMESPACES

PROPERTIES = {"form"}


def check_names(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Every task says in words what is to be done."""
    for model in sheet.models:
        for node in model.nodes.values():
            if node.kind in TASKS and not node.name.strip():
                yield sheet.found(node.id, "任务缺少名称")


def check_lanes(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Every node lies in one lane, and the office knows who works in it."""
    for lane in sheet.each("bpmn:lane"):
        name = lane.get("name", "")
        if not name:
            yield sheet.found(lane, "泳道缺少名称")
        elif context.vocabulary is not None and name not in context.vocabulary.lanes:
            yield sheet.found(lane, f"未知的泳道「{name}」")
    placed = [(reference.text or "").strip() for reference in sheet.each("bpmn:flowNodeRef")]
    for model in sheet.models:
        for node in model.nodes.values():
            if node.kind in PERSONAL and not node.lane:
                yield sheet.found(node.id, "人工环节没有放在泳道中")
            elif model.lanes and placed.count(node.id) != 1:
                yield sheet.found(node.id, "节点须放在且只放在一个泳道中")


def check_forms(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """A task names a form of the process, or none (then it gets the standard form)."""
    for item in sheet.each("spiff:property"):
        if item.get("name") not in PROPERTIES:
            yield sheet.found(item, f"未知的属性 {item.get('name')}，只能使用 form")
    for model in sheet.models:
        for node in model.nodes.values():
            known = context.vocabulary is None or node.form in context.vocabulary.forms
            if node.form is not None and not (node.form and known):
                yield sheet.found(node.id, f"未知的表单 {node.form or '（空）'}")


def check_operations(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """A service task names an operation of the process and the fact that takes its result."""
    for task in sheet.each("bpmn:serviceTask"):
        operator = task.find("bpmn:extensionElements/spiff:serviceTaskOperator", NAMESPACES)
        if operator is None:
            yield sheet.found(task, "服务任务没有指定操作")
            continue
        name = operator.get("id", "")
        if context.vocabulary is not None and name not in context.vocabulary.operations:
            yield sheet.found(task, f"未知的操作 {name or '（空）'}")
        if not is_fact_name(operator.get("resultVariable")):
            yield sheet.found(task, "操作缺少结果变量（resultVariable）或其名称不合规")
        for parameter in operator.iterfind("spiff:parameters/spiff:parameter", NAMESPACES):
            if not is_fact_name(parameter.get("id")) or not parameter.get("type"):
                yield sheet.found(task, "操作的参数须有合规的名称（id）和类型（type）")
        if context.vocabulary is not None:
            for what in _parameter_problems(operator, context.vocabulary.parameters.get(name, {})):
                yield sheet.found(task, what)


def _parameter_problems(operator: Any, wanted: Mapping[str, Collection[str]]) -> Iterator[str]:
    """A parameter whose values are known is written out as one of them, in quotes: so it can be checked here."""
    given = {
        one.get("id"): one.get("value", "")
        for one in operator.iterfind("spiff:parameters/spiff:parameter", NAMESPACES)
    }
    for name, allowed in wanted.items():
        if _literal(given.get(name, "")) not in allowed:
            written = given.get(name) or "（空）"
            known = "、".join(sorted(allowed))
            yield f"操作 {operator.get('id')} 的参数 {name} 不能是 {written}，须为其中之一：{known}"


def _literal(expression: str) -> object:
    try:
        return ast.literal_eval(expression)
    except (ValueError, SyntaxError):
        return None


def check_calls(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Called processes and decisions are in the set, and no process calls itself by any way."""
    for model in sheet.models:
        for node in model.nodes.values():
            if node.kind == "callActivity":
                if node.called not in context.processes:
                    yield sheet.found(node.id, f"调用的流程 {node.called or '（空）'} 不在这套流程图中")
                elif _calls(context, node.called, model.process_id, set()):
                    yield sheet.found(node.id, "流程直接或间接调用了自己")
            if node.kind == "businessRuleTask" and node.decision not in context.decisions:
                yield sheet.found(node.id, f"决策表 {node.decision or '（空）'} 不在这套流程图中")


def _calls(context: Context, process_id: str, wanted: str, seen: set[str]) -> bool:
    if process_id == wanted:
        return True
    if process_id in seen or process_id not in context.processes:
        return False
    seen.add(process_id)
    nodes = context.processes[process_id].nodes.values()
    return any(_calls(context, node.called, wanted, seen) for node in nodes if node.called)


def check_loops(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """A task for each item of a list declares the list, the item, the answer and the list of answers."""
    declared = {item.get("id") for item in sheet.each("bpmn:property")}
    for model in sheet.models:
        for node in model.nodes.values():
            if node.loop is not None:
                for what in _loop_problems(node.loop, declared, model):
                    yield sheet.found(node.id, what)


def _loop_problems(loop: Loop, declared: set[str | None], model: ProcessModel) -> Iterator[str]:
    names = {
        "loopDataInputRef": loop.collection,
        "inputDataItem": loop.item,
        "loopDataOutputRef": loop.results,
        "outputDataItem": loop.answer,
    }
    for tag, name in names.items():
        if not is_fact_name(name):
            yield f"多实例缺少 {tag} 或其名称不合规"
    if len(set(names.values())) < len(names):
        yield "多实例的四个名称须互不相同"
    for name in (loop.collection, loop.results):
        if name and name not in declared:
            yield f'请在流程中声明 <property id="{name}"/>'
    others = {node.loop for node in model.nodes.values() if node.loop is not None}
    if {loop.item, loop.answer} & {name for other in others for name in (other.collection, other.results)}:
        yield "多实例的单项名称与某个列表同名"

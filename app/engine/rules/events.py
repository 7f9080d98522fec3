"""Start, end, messages, deadlines."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from lxml import etree

from app.engine.expressions import ExpressionRefused, parse_expression
from app.engine.findings import Finding
from app.engine.process_model import TASKS
from app.engine.rules.sheets import Context, Sheet
from app.engine.safe_xml import NAMESPACES, local_name


def check_processes(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """One executable process per file, with one plain start and at least one end."""
    processes = list(sheet.each("bpmn:process"))
    if len(processes) != 1:
        yield sheet.found(sheet.root, "每个文件须有且只有一个流程")
    for process in processes:
        if process.get("isExecutable") != "true":
            yield sheet.found(process, "流程未标明可执行（isExecutable）")
        if not process.get("name"):
            yield sheet.found(process, "流程缺少名称")
        starts = process.findall("bpmn:startEvent", NAMESPACES)
        if len(starts) != 1:
            yield sheet.found(process, "流程须有且只有一个开始事件")
        if not process.findall("bpmn:endEvent", NAMESPACES):
            yield sheet.found(process, "流程没有结束事件")


def check_definitions(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """A catch event has one message, a boundary event one deadline, and a task to sit on."""
    for event, definition in (
        ("intermediateCatchEvent", "messageEventDefinition"),
        ("boundaryEvent", "timerEventDefinition"),
    ):
        for element in sheet.each(f"bpmn:{event}"):
            definitions = [child for child in element if local_name(child).endswith("EventDefinition")]
            if len(definitions) != 1 or local_name(definitions[0]) != definition:
                yield sheet.found(element, f"{event} 须有且只有一个 {definition}")
            if not element.get("name"):
                yield sheet.found(element, "事件缺少名称")
    for model in sheet.models:
        for node in model.nodes.values():
            host = model.nodes.get(node.attached_to or "")
            if node.kind == "boundaryEvent" and (host is None or host.kind not in TASKS):
                yield sheet.found(node.id, "边界事件没有附着在任务上")


def check_messages(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Each message event names a message of the file, which somebody throws by its name."""
    names = {message.get("id"): message.get("name") for message in sheet.each("bpmn:message")}
    known = context.vocabulary.messages if context.vocabulary is not None else None
    for definition in sheet.each("bpmn:messageEventDefinition"):
        name = names.get(definition.get("messageRef"))
        if not name:
            yield sheet.found(definition.getparent(), "消息事件没有指向有名称的消息")
        elif known is not None and name not in known:
            yield sheet.found(definition.getparent(), f"未知的消息 {name}")


def check_deadlines(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """A clock symbol names a deadline of the process in quotes: when that is due, the clocks compute."""
    for timer in sheet.each("bpmn:timerEventDefinition"):
        duration = timer.find("bpmn:timeDuration", NAMESPACES)
        event = timer.getparent()
        deadline = _literal(duration)
        if deadline is None:
            yield sheet.found(event, "计时器须以引号直接写出期限名称，例如 'clarification'")
        elif context.vocabulary is not None and deadline not in context.vocabulary.deadlines:
            yield sheet.found(event, f"未知的期限 {deadline}")


def _literal(element: etree._Element | None) -> str | None:
    try:
        node = parse_expression((element.text or "") if element is not None else "")
    except ExpressionRefused:
        return None
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None

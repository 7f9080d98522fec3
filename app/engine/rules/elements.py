"""Which symbols a diagram may use, and inside which others. Everything else is refused with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from app.engine.findings import Finding
from app.engine.rules.sheets import Context, Sheet
from app.engine.safe_xml import BPMN, BPMNDI, DC, DI, DMN_MODELS, SPIFF, local_name, name_space

_BIODI = "http://bpmn.io/schema/dmn/biodi/2.0"
_OF_THE_DRAWING = {"width", "annotationsWidth"}  # of the columns of a decision table
_XML = "http://www.w3.org/XML/1998/namespace"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_KNOWN_ATTRIBUTES = {"", SPIFF, _XML, _XSI}
_NODES = {
    "startEvent", "endEvent", "intermediateCatchEvent", "boundaryEvent",
    "userTask", "manualTask", "scriptTask", "businessRuleTask", "serviceTask", "callActivity",
    "exclusiveGateway", "parallelGateway", "inclusiveGateway",
}  # fmt: skip

# element -> the elements directly around it
ALLOWED: dict[str, set[str]] = {
    "collaboration": {"definitions"},
    "participant": {"collaboration"},
    "process": {"definitions"},
    "message": {"definitions"},
    "property": {"process"},
    "laneSet": {"process"},
    "lane": {"laneSet"},
    "flowNodeRef": {"lane"},
    **{node: {"process"} for node in _NODES},
    "sequenceFlow": {"process"},
    "conditionExpression": {"sequenceFlow"},
    "incoming": _NODES,
    "outgoing": _NODES,
    "script": {"scriptTask"},
    "terminateEventDefinition": {"endEvent"},
    "messageEventDefinition": {"intermediateCatchEvent"},
    "timerEventDefinition": {"boundaryEvent"},
    "timeDuration": {"timerEventDefinition"},
    "multiInstanceLoopCharacteristics": {"userTask"},
    "loopDataInputRef": {"multiInstanceLoopCharacteristics"},
    "loopDataOutputRef": {"multiInstanceLoopCharacteristics"},
    "inputDataItem": {"multiInstanceLoopCharacteristics"},
    "outputDataItem": {"multiInstanceLoopCharacteristics"},
    "completionCondition": {"multiInstanceLoopCharacteristics"},
    "extensionElements": _NODES,
}

EXTENSIONS: dict[str, set[str]] = {
    "properties": {"userTask", "manualTask"},
    "property": {"properties"},
    "serviceTaskOperator": {"serviceTask"},
    "parameters": {"serviceTaskOperator"},
    "parameter": {"parameters"},
    "calledDecisionId": {"businessRuleTask"},
}

REASONS = {
    "task": "未选定任务类型，请改为用户任务、服务任务等",
    "subProcess": "嵌入子流程不允许使用，请改用调用活动",
    "adHocSubProcess": "特设子流程尚属试验功能",
    "transaction": "事务子流程不会按图执行",
    "complexGateway": "复杂网关不受支持",
    "eventBasedGateway": "事件网关未经验证",
    "sendTask": "发送任务不允许使用，请改用服务任务",
    "receiveTask": "接收任务不允许使用，请改用消息捕获事件",
    "intermediateThrowEvent": "抛出事件不允许使用，请改用服务任务",
    "linkEventDefinition": "链接事件会被当作空事件执行",
    "compensateEventDefinition": "补偿事件会被当作空事件执行",
    "conditionalEventDefinition": "条件事件在外部情况变化时不会触发",
    "signalEventDefinition": "信号事件不允许使用",
    "errorEventDefinition": "错误事件不允许使用",
    "escalationEventDefinition": "升级事件不允许使用",
    "cancelEventDefinition": "取消事件不会按图执行",
    "timeDate": "计时器不得写具体日期，期限由时钟计算",
    "timeCycle": "循环计时器不允许使用",
    "standardLoopCharacteristics": "标准循环不允许使用，请用网关和返回连线",
    "loopCardinality": "多实例须以列表为输入，不得写次数",
    "dataStoreReference": "数据存储不受支持",
    "dataObject": "数据对象不允许使用，数据保存在办件中",
    "dataObjectReference": "数据对象不允许使用，数据保存在办件中",
    "ioSpecification": "输入输出声明不允许使用",
    "childLaneSet": "泳道不得嵌套",
    "messageFlow": "消息连线不会执行",
    "textAnnotation": "文字注释不允许使用，请写在名称或说明（documentation）中",
    "association": "关联线不允许使用",
    "preScript": "前置脚本不允许使用，请画成脚本任务",
    "postScript": "后置脚本不允许使用，请画成脚本任务",
}
_NOT_ALLOWED = "不在允许使用的图形之内"


def check_elements(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Every element must be known, and known at its place."""
    for element in sheet.root.iter(etree.Element):
        parent = element.getparent()
        if parent is None or name_space(parent) in (BPMNDI, DC, DI) or local_name(element) == "documentation":
            continue
        problem = _problem(element, parent)
        if problem:
            yield sheet.found(element, f"{local_name(element)}：{problem}")


def check_attributes(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """An attribute of another tool (`camunda:assignee`) says what nobody does: refused like its elements.

    What lies around the process (the tool's own version) and the drawing (colours) change nothing and may stay.
    """
    for element in sheet.root.iter(etree.Element):
        parent = element.getparent()
        if parent is None or name_space(element) not in (BPMN, SPIFF, *DMN_MODELS):
            continue
        for name in map(str, element.attrib):
            space, local = _parts(name)
            if space not in _KNOWN_ATTRIBUTES and not (local in _OF_THE_DRAWING and space == _BIODI):
                prefix = next((p for p, address in element.nsmap.items() if address == space), "")
                said = f"{prefix}:{local}" if prefix else local
                yield sheet.found(
                    element, f"{local_name(element)} 的属性 {said}：引擎不认识的扩展，执行时会被忽略"
                )


def _parts(name: str) -> tuple[str, str]:
    space, _, local = name.rpartition("}")
    return space.removeprefix("{"), local


def _problem(element: etree._Element, parent: etree._Element) -> str | None:
    name, space = local_name(element), name_space(element)
    if space == BPMNDI:
        return None if name == "BPMNDiagram" else "图形信息放错了位置"
    if space == SPIFF:
        around = parent.getparent() if local_name(parent) == "extensionElements" else parent
        fits = around is not None and local_name(around) in EXTENSIONS.get(name, set())
        return None if fits else REASONS.get(name, "引擎不认识的扩展")
    if space != BPMN:
        return "引擎不认识的扩展，执行时会被忽略"
    if name not in ALLOWED:
        return REASONS.get(name, _NOT_ALLOWED)
    if local_name(parent) not in ALLOWED[name]:
        return f"不允许放在 {local_name(parent)} 中"
    return None

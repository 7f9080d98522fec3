"""Arrows and gateways: who may split, what each way needs, and ids that stay good for years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from app.engine.findings import Finding
from app.engine.process_model import GATEWAYS, Node, ProcessModel
from app.engine.rules.sheets import Context, Sheet
from app.engine.safe_xml import NAMESPACES, local_name

CONDITIONAL = {"exclusiveGateway", "inclusiveGateway"}
RESERVED = {"Start", "End", "Root"}  # names of the library's own tasks
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,79}")


def check_ids(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Ids are plain ASCII and name one thing in the whole set: the trail and the tables rely on it."""
    uses = Counter(
        element_id for model in context.processes.values() for element_id in (*model.nodes, *model.flows)
    )
    for model in sheet.models:
        for element_id in (*model.nodes, *model.flows):
            if not _ID.fullmatch(element_id):
                yield sheet.found(element_id or model.process_id, "编号只能用英文字母、数字、下划线和连字符")
            elif element_id in RESERVED:
                yield sheet.found(element_id, "编号与引擎内部名称相同，请改名")
            elif uses[element_id] > 1:
                yield sheet.found(element_id, "编号在同一套流程图中重复出现")


def check_flows(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Each flow joins two nodes of its process, and no other flow joins the same two."""
    for model in sheet.models:
        pairs: set[tuple[str, str]] = set()
        for flow in model.flows.values():
            for end in (flow.source, flow.target):
                if end not in model.nodes:
                    fault = "不是可以执行的图形" if end in sheet.ids else "不存在"
                    yield sheet.found(flow.id, f"连线的一端 {end} {fault}")
            if (flow.source, flow.target) in pairs:
                yield sheet.found(flow.id, "两个节点之间只能有一条连线")
            pairs.add((flow.source, flow.target))
            source = model.nodes.get(flow.source)
            if flow.condition is not None and source is not None and source.kind not in CONDITIONAL:
                yield sheet.found(flow.id, "条件连线只能从排他网关或包容网关引出")
        yield from _check_references(sheet, model)


def _check_references(sheet: Sheet, model: ProcessModel) -> Iterator[Finding]:
    """Drawing tools read `incoming` and `outgoing`, the engine reads the flows: both must say the same."""
    for element in sheet.root.iterfind(f"bpmn:process[@id='{model.process_id}']/*", NAMESPACES):
        node_id = element.get("id", "")
        if node_id not in model.nodes:
            continue
        for tag, flows in (("incoming", model.entering(node_id)), ("outgoing", model.leaving(node_id))):
            named = {(child.text or "").strip() for child in element if local_name(child) == tag}
            if named and named != {flow.id for flow in flows}:
                yield sheet.found(node_id, f"{tag} 与实际连线不一致")


def check_counts(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """How many flows may enter and leave a node."""
    for model in sheet.models:
        for node in model.nodes.values():
            entering, leaving = len(model.entering(node.id)), len(model.leaving(node.id))
            problem = _count_problem(node, entering, leaving)
            if problem:
                yield sheet.found(node.id, problem)


def _count_problem(node: Node, entering: int, leaving: int) -> str | None:
    if node.kind == "endEvent":
        return "结束事件不得有引出的连线" if leaving else _several_enter(node, entering)
    if leaving == 0:
        return "没有引出的连线，流程到此无法继续"
    if node.kind in GATEWAYS:
        return "汇合与分支请用两个网关分别表示" if entering > 1 and leaving > 1 else None
    if leaving > 1:
        return "只能有一条引出的连线，分支请用网关"
    if node.kind in {"startEvent", "boundaryEvent"}:
        return "不得有进入的连线" if entering else None
    return _several_enter(node, entering)


def _several_enter(node: Node, entering: int) -> str | None:
    return "有多条连线进入，请先用网关汇合" if entering > 1 else None


def check_gateways(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """A split has a question, a default way, and on every other way a condition with a label."""
    for model in sheet.models:
        for node in model.nodes.values():
            if node.kind in CONDITIONAL:
                yield from _check_gateway(sheet, model, node)


def _check_gateway(sheet: Sheet, model: ProcessModel, node: Node) -> Iterator[Finding]:
    flows = model.leaving(node.id)
    if len(flows) < 2:
        for flow in flows:
            if flow.condition is not None:
                yield sheet.found(flow.id, "只有一条去路的网关不得写条件")
        return
    if not node.name:
        yield sheet.found(node.id, "分支网关须以问题命名，例如「审签通过？」")
    if node.default_flow not in {flow.id for flow in flows}:
        yield sheet.found(node.id, "分支网关须指定一条默认连线")
    for flow in flows:
        if flow.id == node.default_flow:
            if flow.condition is not None:
                yield sheet.found(flow.id, "默认连线不得写条件")
        elif flow.condition is None:
            yield sheet.found(flow.id, "分支连线缺少条件")
        elif not flow.name:
            yield sheet.found(flow.id, "条件连线缺少名称")

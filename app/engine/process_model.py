"""What a diagram says, as plain data: nodes, flows, lanes. Read once from the XML.

The runner takes names, lanes, forms and choices from here, the check and the drawing walk over it.
SpiffWorkflow keeps its own picture of the same file and is not asked for these.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from app.engine.safe_xml import BPMN, NAMESPACES, local_name, name_space

TASKS = {"userTask", "manualTask", "scriptTask", "businessRuleTask", "serviceTask", "callActivity"}
GATEWAYS = {"exclusiveGateway", "parallelGateway", "inclusiveGateway"}
EVENTS = {"startEvent", "endEvent", "intermediateCatchEvent", "boundaryEvent"}
PERSONAL = {"userTask", "manualTask"}  # a person does them; the rest the engine does by itself


@dataclass(frozen=True)
class Flow:
    """One arrow (sequence flow)."""

    id: str
    source: str
    target: str
    name: str
    condition: str | None


@dataclass(frozen=True)
class Loop:
    """Multi-instance: one copy of the task per item of `collection`; `item` names it, `answer` comes back."""

    collection: str
    item: str
    results: str
    answer: str
    sequential: bool


@dataclass(frozen=True)
class Node:
    """One box, diamond or circle."""

    id: str
    kind: str
    name: str
    lane: str | None
    default_flow: str | None = None
    attached_to: str | None = None
    called: str | None = None  # process of a call activity
    decision: str | None = None
    operation: str | None = None
    form: str | None = None
    loop: Loop | None = None
    terminates: bool = False  # an end event that ends the other branches too


@dataclass(frozen=True)
class ProcessModel:
    """One process of one file."""

    process_id: str
    name: str
    file: str
    nodes: dict[str, Node]
    flows: dict[str, Flow]
    lanes: tuple[str, ...] = ()
    _leaving: dict[str, list[Flow]] = field(default_factory=dict)
    _entering: dict[str, list[Flow]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for flow in self.flows.values():
            self._leaving.setdefault(flow.source, []).append(flow)
            self._entering.setdefault(flow.target, []).append(flow)

    def leaving(self, node_id: str) -> list[Flow]:
        """The flows that leave a node, in the order of the file."""
        return self._leaving.get(node_id, [])

    def entering(self, node_id: str) -> list[Flow]:
        """The flows that enter a node."""
        return self._entering.get(node_id, [])

    def flow_between(self, source: str, target: str) -> Flow | None:
        """The flow from one node to another; the check allows only one."""
        return next((flow for flow in self.leaving(source) if flow.target == target), None)


def read_models(file: str, root: etree._Element) -> list[ProcessModel]:
    """The processes of one BPMN file. Never raises on a strange diagram: the check says what is wrong."""
    return [_read_model(file, process) for process in root.iterfind("bpmn:process", NAMESPACES)]


def _read_model(file: str, process: etree._Element) -> ProcessModel:
    lanes = {
        (reference.text or "").strip(): lane.get("name", "")
        for lane in process.iterfind(".//bpmn:lane", NAMESPACES)
        for reference in lane.iterfind("bpmn:flowNodeRef", NAMESPACES)
    }
    nodes, flows = {}, {}
    for element in process:
        if name_space(element) != BPMN:
            continue
        kind, element_id = local_name(element), element.get("id", "")
        if kind == "sequenceFlow":
            flows[element_id] = _read_flow(element)
        elif kind in TASKS | GATEWAYS | EVENTS:
            nodes[element_id] = _read_node(element, lanes.get(element_id))
    return ProcessModel(
        process_id=process.get("id", ""),
        name=process.get("name", ""),
        file=file,
        nodes=nodes,
        flows=flows,
        lanes=tuple(lane.get("name", "") for lane in process.iterfind(".//bpmn:lane", NAMESPACES)),
    )


def _read_flow(element: etree._Element) -> Flow:
    condition = element.find("bpmn:conditionExpression", NAMESPACES)
    return Flow(
        id=element.get("id", ""),
        source=element.get("sourceRef", ""),
        target=element.get("targetRef", ""),
        name=element.get("name", ""),
        condition=None if condition is None else (condition.text or ""),
    )


def _read_node(element: etree._Element, lane: str | None) -> Node:
    extensions = "bpmn:extensionElements/"
    operator = element.find(f"{extensions}spiff:serviceTaskOperator", NAMESPACES)
    form = element.find(f"{extensions}spiff:properties/spiff:property[@name='form']", NAMESPACES)
    return Node(
        id=element.get("id", ""),
        kind=local_name(element),
        name=element.get("name", ""),
        lane=lane,
        default_flow=element.get("default"),
        attached_to=element.get("attachedToRef"),
        called=element.get("calledElement"),
        decision=element.findtext(f"{extensions}spiff:calledDecisionId", namespaces=NAMESPACES),
        operation=None if operator is None else operator.get("id", ""),
        form=None if form is None else form.get("value", ""),
        loop=_read_loop(element.find("bpmn:multiInstanceLoopCharacteristics", NAMESPACES)),
        terminates=element.find("bpmn:terminateEventDefinition", NAMESPACES) is not None,
    )


def _read_loop(element: etree._Element | None) -> Loop | None:
    if element is None:
        return None
    item = element.find("bpmn:inputDataItem", NAMESPACES)
    answer = element.find("bpmn:outputDataItem", NAMESPACES)
    return Loop(
        collection=element.findtext("bpmn:loopDataInputRef", "", NAMESPACES),
        item="" if item is None else item.get("id", ""),
        results=element.findtext("bpmn:loopDataOutputRef", "", NAMESPACES),
        answer="" if answer is None else answer.get("id", ""),
        sequential=element.get("isSequential") == "true",
    )

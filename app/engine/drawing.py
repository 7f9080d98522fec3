"""A diagram as SVG, drawn on the server from its DI part, with the way of a case coloured in.

No style attribute, no style element, no script: it passes a strict Content-Security-Policy inside a page,
and WeasyPrint prints it. States differ by colour and by sign. A case is drawn with the files it runs on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from lxml import etree

from app.engine.errors import DiagramError
from app.engine.process_model import GATEWAYS, TASKS, Flow, Node, read_models
from app.engine.safe_xml import NAMESPACES, local_name, parse_xml
from app.engine.svg import symbols
from app.engine.svg.lettering import QUIET, units, wrap, write
from app.engine.svg.symbols import LOOKS, Box, Point

FONTS = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
MARGIN = 10
LANES, FLOWS, WALKED, NODES, BORDER, LABELS, NOTES = range(7)  # what is painted over what


@dataclass(frozen=True)
class Progress:
    """What a case has done, by element ids."""

    done: Collection[str]
    active: Collection[str]
    taken: Collection[str]

    def state(self, node_id: str) -> str:
        """done, active or todo; somebody's turn goes before done once."""
        if node_id in self.active:
            return "active"
        return "done" if node_id in self.done else "todo"


def draw(
    diagram_xml: bytes,
    *,
    done: Collection[str] = (),
    active: Collection[str] = (),
    taken: Collection[str] = (),
    notes: Mapping[str, str] | None = None,
    title: str = "流程图",
    uid: str = "bpmn",
) -> str:
    """One <svg> element as text.

    done, active: node ids; taken: ids of the flows really walked (see `Run.trail`); notes: node id → short
    text in a pill, e.g. 「李晓燕 · 剩 3 个工作日」; uid: prefix of the ids, where a page shows two diagrams.
    DiagramError if the file is not a diagram with a drawing.
    """
    sheet = _Sheet(parse_xml(diagram_xml))
    progress = Progress(done, active, taken)
    painted = sorted(sheet.paint(progress, notes or {}, uid), key=lambda part: part[0])
    if not sheet.boxes:
        raise DiagramError("流程图中没有图形信息，无法绘制")
    left, top = min(box.x for box in sheet.boxes), min(box.y for box in sheet.boxes)
    right = max(box.x + box.width for box in sheet.boxes)
    bottom = max(box.y + box.height for box in sheet.boxes)
    width, height = right - left + 2 * MARGIN, bottom - top + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bpmn" role="img"'
        f' viewBox="{left - MARGIN:g} {top - MARGIN:g} {width:g} {height:g}"'
        f' aria-labelledby="{escape(uid)}-title {escape(uid)}-desc" font-family="{FONTS}">'
        f'<title id="{escape(uid)}-title">{escape(title)}</title>'
        f'<desc id="{escape(uid)}-desc">{escape(sheet.describe(progress))}</desc>'
        + "".join(svg for _, svg in painted)
        + "</svg>"
    )


class _Sheet:
    """One diagram on its way to SVG; `boxes` grows to everything that was painted."""

    def __init__(self, root: etree._Element) -> None:
        models = read_models("", root)
        self._root = root
        self._elements = {element.get("id"): element for element in root.iter(etree.Element)}
        self._nodes: dict[str, Node] = {key: node for model in models for key, node in model.nodes.items()}
        self._flows: dict[str, Flow] = {key: flow for model in models for key, flow in model.flows.items()}
        self.boxes: list[Box] = []

    def paint(self, progress: Progress, notes: Mapping[str, str], uid: str) -> Iterator[tuple[int, str]]:
        """(layer, SVG) of everything drawn."""
        for shape in self._root.iterfind(".//bpmndi:BPMNShape", NAMESPACES):
            element_id, box = shape.get("bpmnElement", ""), _box(shape)
            if box is None:
                continue
            self.boxes.append(box)
            if element_id in self._nodes:
                yield from self._node(self._nodes[element_id], shape, box, progress, notes, uid)
            elif local_name_of(self._elements.get(element_id)) in {"participant", "lane"}:
                element = self._elements[element_id]
                is_participant = local_name(element) == "participant"
                yield LANES, symbols.lane(element.get("name", ""), box, is_participant=is_participant)
        for edge in self._root.iterfind(".//bpmndi:BPMNEdge", NAMESPACES):
            flow, points = self._flows.get(edge.get("bpmnElement", "")), _points(edge)
            if flow is not None and len(points) > 1:
                yield from self._flow(flow, edge, points, progress)

    def describe(self, progress: Progress) -> str:
        """The same in words, for those who do not see the drawing."""
        done = self._names(node_id for node_id in progress.done if node_id not in progress.active)
        return f"已完成：{done}；办理中：{self._names(progress.active)}"

    def _names(self, node_ids) -> str:
        names = [self._nodes[node_id].name for node_id in node_ids if node_id in self._nodes]
        return "、".join(name for name in names if name) or "无"

    def _node(
        self,
        node: Node,
        shape: etree._Element,
        box: Box,
        progress: Progress,
        notes: Mapping[str, str],
        uid: str,
    ) -> Iterator[tuple[int, str]]:
        state = progress.state(node.id)
        layer = BORDER if node.kind == "boundaryEvent" else NODES
        yield (
            layer,
            (
                f'<g id="{escape(uid)}-{escape(node.id)}" class="bpmn-{node.kind} is-{state}">'
                f"{_title(node, state)}"
                f"{self._symbol(node, box, state)}{symbols.badge(state, box)}</g>"
            ),
        )
        if node.name and node.kind not in TASKS:
            label = _label_box(shape) or Box(box.centre[0] - 45, box.y + box.height + 3, 90, 16)
            yield LABELS, self._label(node.name, label)
        if notes.get(node.id):
            self.boxes.append(Box(box.x, box.y - 30, box.width + 12, 20))
            yield NOTES, symbols.pill(notes[node.id], box)

    def _symbol(self, node: Node, box: Box, state: str) -> str:
        look = LOOKS[state]
        if node.kind in TASKS:
            return symbols.task(node, box, look, bold=state == "active")
        if node.kind in GATEWAYS:
            return symbols.gateway(node, box, look)
        element = self._elements[node.id]
        definitions = [
            local_name(child) for child in element if local_name(child).endswith("EventDefinition")
        ]
        interrupting = element.get("cancelActivity", "true") == "true"
        return symbols.event(
            node, box, look, definition=definitions[0] if definitions else "", interrupting=interrupting
        )

    def _label(self, text: str, box: Box) -> str:
        """A name beside a symbol: in the box the author gave it, but never narrower than six letters."""
        lines = wrap(text, max(box.width, 78) / 13)
        middle = box.y + max(box.height, 14) / 2 + (len(lines) - 1) * 8
        if box.height > 20:  # the author left room for several lines
            middle = box.centre[1]
        half = max(units(line) for line in lines) * 6.5
        self.boxes.append(Box(box.centre[0] - half, middle - len(lines) * 8, 2 * half, len(lines) * 16))
        return write(box.centre[0], middle, lines, ink=QUIET)

    def _flow(
        self, flow: Flow, edge: etree._Element, points: list[Point], progress: Progress
    ) -> Iterator[tuple[int, str]]:
        walked = flow.id in progress.taken
        self.boxes += [Box(x, y, 0, 0) for x, y in points]
        title = f"{flow.name}：已经过" if walked and flow.name else flow.name
        yield WALKED if walked else FLOWS, f"<g>{symbols.arrow(points, walked=walked, title=title)}</g>"
        if flow.name:
            (x1, y1), (x2, _) = points[0], points[1]
            label = _label_box(edge) or Box(min(x1, x2) + 4, y1 - 20, 13 * units(flow.name), 16)
            yield LABELS, self._label(flow.name, label)


def _title(node: Node, state: str) -> str:
    """What is read aloud of a symbol; a gateway that only joins has no name and says nothing."""
    return f"<title>{escape(node.name)}：{LOOKS[state].word}</title>" if node.name else ""


def local_name_of(element: etree._Element | None) -> str:
    """`local_name` of an element that may be missing."""
    return "" if element is None else local_name(element)


def _box(shape: etree._Element | None) -> Box | None:
    bounds = None if shape is None else shape.find("dc:Bounds", NAMESPACES)
    if bounds is None:
        return None
    return Box(*(_number(bounds, name) for name in ("x", "y", "width", "height")))


def _label_box(shape: etree._Element) -> Box | None:
    return _box(shape.find("bpmndi:BPMNLabel", NAMESPACES))


def _points(edge: etree._Element) -> list[Point]:
    return [(_number(point, "x"), _number(point, "y")) for point in edge.iterfind("di:waypoint", NAMESPACES)]


def _number(element: etree._Element, name: str) -> float:
    try:
        return float(element.get(name, ""))
    except ValueError as error:
        raise DiagramError(f"图形信息中的 {name} 不是数字") from error

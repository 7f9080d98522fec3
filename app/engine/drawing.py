"""A diagram as SVG, drawn on the server from its DI part, with the way of a case coloured in.

No style attribute, no style element, no script: it passes a strict Content-Security-Policy inside a page,
and WeasyPrint prints it. States differ by colour and by sign. A case is drawn with the files it runs on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape

from lxml import etree

from app.engine.comparing import ADDED, CHANGED, REMOVED, SAME
from app.engine.errors import DiagramError
from app.engine.kept import Kept
from app.engine.process_model import GATEWAYS, TASKS, Flow, Node, read_models
from app.engine.safe_xml import NAMESPACES, local_name, parse_xml
from app.engine.svg import symbols
from app.engine.svg.geometry import box_of, label_box_of, points_of
from app.engine.svg.lettering import QUIET, units, wrap, write
from app.engine.svg.progress import Progress
from app.engine.svg.symbols import LOOKS, Box, Point

FONTS = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
MARGIN = 10
READABLE = 0.9  # pixels for a unit of the drawing: its letters, 13 units high and 12.3 in pills, stay above 11 pixels
LANES, FLOWS, WALKED, NODES, BORDER, LABELS = range(6)  # what is painted over what; notes come last
FLOW_WORDS = {"done": "已经过"}
Part = tuple[int, str]
"""A layer, and what is painted on it."""


def draw(
    diagram_xml: bytes,
    *,
    done: Collection[str] = (),
    active: Collection[str] = (),
    taken: Collection[str] = (),
    notes: Mapping[str, str] | None = None,
    marks: Mapping[str, str] | None = None,
    title: str = "流程图",
    uid: str = "bpmn",
) -> str:
    """One <svg> element as text.

    done, active: node ids; taken: ids of the flows really walked (see `Run.trail`); notes: node id → short
    text in a pill, e.g. 「李晓燕 · 剩 3 个工作日」; marks: element id → how it differs from another version
    (`comparing.marks_of`), in place of a case's states; uid: prefix of the ids, where a page shows two diagrams.
    DiagramError if the file is not a diagram with a drawing.
    """
    sheet = _sheets.get(diagram_xml, lambda: _Sheet(parse_xml(diagram_xml)))
    progress = Progress(done, active, taken, marks or {})
    way, frame = sheet.painted(progress, uid)
    pills = sheet.pills(notes or {})
    if frame is None:
        raise DiagramError("流程图中没有图形信息，无法绘制")
    room = Box.around([frame, *(room for _, room in pills)])
    width, height = room.width + 2 * MARGIN, room.height + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bpmn" role="img"'
        f' width="{width * READABLE:g}" height="{height * READABLE:g}"'
        f' viewBox="{room.x - MARGIN:g} {room.y - MARGIN:g} {width:g} {height:g}"'
        f' aria-labelledby="{escape(uid)}-title {escape(uid)}-desc" font-family="{FONTS}">'
        f'<title id="{escape(uid)}-title">{escape(title)}</title>'
        f'<desc id="{escape(uid)}-desc">{escape(sheet.describe(progress))}</desc>'
        + way
        + "".join(pill for pill, _ in pills)
        + "</svg>"
    )


@dataclass(frozen=True)
class _Painted:
    """One element in one state: its parts, and the room that they take."""

    parts: list[Part]
    boxes: list[Box]


class _Sheet:
    """One diagram, read once: a file never changes. What an element looks like in a state is painted once as well."""

    def __init__(self, root: etree._Element) -> None:
        models = read_models("", root)
        self._elements = {element.get("id"): element for element in root.iter(etree.Element)}
        self._nodes: dict[str, Node] = {key: node for model in models for key, node in model.nodes.items()}
        self._flows: dict[str, Flow] = {key: flow for model in models for key, flow in model.flows.items()}
        self._shapes = [
            (shape.get("bpmnElement", ""), shape, box)
            for shape in root.iterfind(".//bpmndi:BPMNShape", NAMESPACES)
            if (box := box_of(shape)) is not None
        ]
        self._edges = [
            (flow, edge, points)
            for edge in root.iterfind(".//bpmndi:BPMNEdge", NAMESPACES)
            if (flow := self._flows.get(edge.get("bpmnElement", ""))) is not None
            and len(points := points_of(edge)) > 1
        ]
        self._painted: dict[tuple[etree._Element, str, str], _Painted] = {}
        self._ways: Kept[tuple[object, ...], tuple[str, Box | None]] = Kept(idle=300.0)  # seconds

    def painted(self, progress: Progress, uid: str) -> tuple[str, Box | None]:
        """All but the notes, put together once for each way of a case, and its room: None where nothing is drawn."""
        way = tuple(frozenset(ids) for ids in (progress.done, progress.active, progress.taken))
        marks = frozenset(progress.marks.items())
        return self._ways.get((*way, marks, uid), lambda: self._put_together(progress, uid))

    def _put_together(self, progress: Progress, uid: str) -> tuple[str, Box | None]:
        painted = list(self._all(progress, uid))
        layers = sorted((part for one in painted for part in one.parts), key=lambda part: part[0])
        boxes = [box for one in painted for box in one.boxes]
        return "".join(svg for _, svg in layers), Box.around(boxes) if boxes else None

    def pills(self, notes: Mapping[str, str]) -> list[tuple[str, Box]]:
        """The notes, which lie over everything, each with its room."""
        return [
            (symbols.pill(notes[element_id], box), Box(box.x, box.y - 30, box.width + 12, 20))
            for element_id, _, box in self._shapes
            if element_id in self._nodes and notes.get(element_id)
        ]

    def _all(self, progress: Progress, uid: str) -> Iterator[_Painted]:
        for element_id, shape, box in self._shapes:
            if (node := self._nodes.get(element_id)) is None:
                yield self._once(shape, "", "", partial(self._lane, element_id, box))
                continue
            state = progress.state(element_id)
            yield self._once(shape, state, uid, partial(self._node, node, shape, box, state, uid))
        for flow, edge, points in self._edges:
            state = progress.flow(flow.id)
            yield self._once(edge, state, "", partial(self._flow, flow, edge, points, state))

    def _once(self, drawn: etree._Element, state: str, uid: str, paint: Callable[[], _Painted]) -> _Painted:
        key = drawn, state, uid
        if key not in self._painted:
            self._painted[key] = paint()
        return self._painted[key]

    def describe(self, progress: Progress) -> str:
        """The same in words, for those who do not see the drawing."""
        if progress.marks:
            return "；".join(
                f"{change}：{self._names(one for one, found in progress.marks.items() if found == change)}"
                for change in (ADDED, REMOVED, CHANGED)
            )
        done = self._names(node_id for node_id in progress.done if node_id not in progress.active)
        return f"已完成：{done}；办理中：{self._names(progress.active)}"

    def _names(self, node_ids) -> str:
        names = [self._nodes[node_id].name for node_id in node_ids if node_id in self._nodes]
        return "、".join(name for name in names if name) or "无"

    def _lane(self, element_id: str, box: Box) -> _Painted:
        element = self._elements.get(element_id)
        kind = local_name_of(element)
        if element is None or kind not in {"participant", "lane"}:
            return _Painted([], [box])
        frame = symbols.lane(element.get("name", ""), box, is_participant=kind == "participant")
        return _Painted([(LANES, frame)], [box])

    def _node(self, node: Node, shape: etree._Element, box: Box, state: str, uid: str) -> _Painted:
        layer = BORDER if node.kind == "boundaryEvent" else NODES
        symbol = (
            f'<g id="{escape(uid)}-{escape(node.id)}" class="bpmn-{node.kind} is-{state}">'
            f"{_title(node, state)}"
            f"{self._symbol(node, box, state)}{symbols.badge(state, box)}</g>"
        )
        found = _Painted([(layer, symbol)], [box])
        if node.name and node.kind not in TASKS:
            label = label_box_of(shape) or Box(box.centre[0] - 45, box.y + box.height + 3, 90, 16)
            _add_label(found, node.name, label)
        return found

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

    def _flow(self, flow: Flow, edge: etree._Element, points: list[Point], state: str) -> _Painted:
        told = "" if state in ("todo", SAME) else f"：{FLOW_WORDS.get(state, state)}"
        title = f"{flow.name}{told}" if flow.name else ""
        arrow = f"<g>{symbols.arrow(points, state=state, title=title)}</g>"
        layer = FLOWS if state in ("todo", SAME) else WALKED
        found = _Painted([(layer, arrow)], [Box(x, y, 0, 0) for x, y in points])
        if flow.name:
            (x1, y1), (x2, _) = points[0], points[1]
            label = label_box_of(edge) or Box(min(x1, x2) + 4, y1 - 20, 13 * units(flow.name), 16)
            _add_label(found, flow.name, label)
        return found


_sheets: Kept[bytes, _Sheet] = Kept()


def _add_label(painted: _Painted, text: str, box: Box) -> None:
    """A name beside a symbol: in the box the author gave it, but never narrower than six letters."""
    lines = wrap(text, max(box.width, 78) / 13)
    middle = box.y + max(box.height, 14) / 2 + (len(lines) - 1) * 8
    if box.height > 20:  # the author left room for several lines
        middle = box.centre[1]
    half = max(units(line) for line in lines) * 6.5
    painted.boxes.append(Box(box.centre[0] - half, middle - len(lines) * 8, 2 * half, len(lines) * 16))
    painted.parts.append((LABELS, write(box.centre[0], middle, lines, ink=QUIET)))


def _title(node: Node, state: str) -> str:
    """What is read aloud of a symbol; a gateway that only joins has no name and says nothing."""
    return f"<title>{escape(node.name)}：{LOOKS[state].word}</title>" if node.name else ""


def local_name_of(element: etree._Element | None) -> str:
    """`local_name` of an element that may be missing."""
    return "" if element is None else local_name(element)

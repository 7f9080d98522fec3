"""BPMN symbols as SVG. Each takes its box and its state; states differ by colour and by sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app.engine.process_model import Node
from app.engine.svg.lettering import units, wrap, write, write_down

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle in the units of the diagram."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    @classmethod
    def around(cls, boxes: Sequence[Box]) -> Box:
        """The smallest one in which all of these lie."""
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        right = max(box.x + box.width for box in boxes)
        bottom = max(box.y + box.height for box in boxes)
        return cls(left, top, right - left, bottom - top)


@dataclass(frozen=True)
class Look:
    """How a state looks, and the word for it."""

    word: str
    fill: str
    stroke: str
    line: float


LOOKS = {
    "done": Look("已完成", "#e8f5ec", "#2e8b57", 1.6),
    "active": Look("办理中", "#fff4e0", "#d97706", 3),
    "todo": Look("未开始", "#ffffff", "#64748b", 1.6),
    "新增": Look("新增", "#e3f4e6", "#1f7a3f", 3),
    "删除": Look("删除", "#fbe5e3", "#b42318", 3),
    "改动": Look("改动", "#fff4e0", "#b45309", 3),
    "没有改动": Look("没有改动", "#ffffff", "#94a3b8", 1.3),
}
"""How a case, or an element of one of two versions, looks; the latter by the words of `engine.comparing`."""
TICK = '<path d="M-3.5 .3l2.4 2.4 4.6-5" fill="none" stroke="#fff" stroke-width="1.8"/>'
PLAY = '<path d="M-2.5-4l6 4-6 4z" fill="#fff"/>'
PLUS = '<path d="M0-4.5v9M-4.5 0h9" fill="none" stroke="#fff" stroke-width="2"/>'
MINUS = '<path d="M-4.5 0h9" fill="none" stroke="#fff" stroke-width="2"/>'
WAVE = '<path d="M-4.5 1c1.5-3 3-3 4.5-1s3 2 4.5-1" fill="none" stroke="#fff" stroke-width="1.8"/>'
SIGNS = {"done": TICK, "active": PLAY, "新增": PLUS, "删除": MINUS, "改动": WAVE}
ARROWS = {
    "done": ("#2e8b57", 2.6, ""),
    "新增": ("#1f7a3f", 3, ""),
    "删除": ("#b42318", 3, "7 4"),
    "改动": ("#b45309", 3, "2 3"),
}
"""Colour, width and dashes of an arrow; one without a state of its own is thin and grey."""

_ICONS = {
    "userTask": '<circle cx="8" cy="4.5" r="3.2"/><path d="M2 14c0-4 2.6-5.6 6-5.6s6 1.6 6 5.6z"/>',
    "manualTask": '<path d="M1 6h9M1 6v6h8l5-3M4 6V3h7"/>',
    "serviceTask": '<circle cx="8" cy="8" r="5"/><circle cx="8" cy="8" r="2"/>',
    "scriptTask": '<path d="M3 1h10c-3 4 3 9 0 13H3c3-4-3-9 0-13M5 5h6M5 8h6M5 11h6"/>',
    "businessRuleTask": '<path d="M1 2h14v12H1zM1 5h14M1 9h14M5 5v9"/>',
}


def lane(name: str, box: Box, *, is_participant: bool) -> str:
    """A participant or a lane, with its name down the left side."""
    body, head = ("#ffffff", "#e6eef9") if is_participant else ("#fbfdff", "#f1f5fb")
    frame = f'y="{box.y:g}" height="{box.height:g}" stroke="#cbd5e1"'
    return (
        f'<rect x="{box.x:g}" width="{box.width:g}" {frame} fill="{body}"/>'
        f'<rect x="{box.x:g}" width="30" {frame} fill="{head}"/>'
        + write_down(box.x + 15, box.centre[1], name, box.height - 10)
    )


def task(node: Node, box: Box, look: Look, *, bold: bool) -> str:
    """A rounded box with its icon, its name, and the marks of calls and copies."""
    width = 3.4 if node.kind == "callActivity" and not bold else look.line
    room = box.height - (34 if node.loop or node.called else 22)
    size = 15.0
    lines = wrap(node.name, (box.width - 10) / size)
    while len(lines) * size * 1.24 > room and size > 9:
        size -= 1
        lines = wrap(node.name, (box.width - 10) / size)
    middle = box.centre[1] + (0 if node.loop or node.called else 5)
    return (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="8"'
        f' fill="{look.fill}" stroke="{look.stroke}" stroke-width="{width:g}"/>'
        f'<g transform="translate({box.x + 6:g},{box.y + 5:g}) scale(.85)" fill="none"'
        f' stroke="{look.stroke}" stroke-width="1.3">{_ICONS.get(node.kind, "")}</g>'
        + write(box.centre[0], middle, lines, size=size, bold=bold)
        + _foot_marks(node, box, look)
    )


def _foot_marks(node: Node, box: Box, look: Look) -> str:
    x, y = box.centre[0], box.y + box.height - 9
    marks = ""
    if node.called:
        marks += f"M{x - 6:g} {y - 6:g}h12v12h-12zM{x - 3.5:g} {y:g}h7M{x:g} {y - 3.5:g}v7"
    elif node.loop:
        bars = [(-6, 5), (-6, 0), (-6, -5)] if node.loop.sequential else [(-5, 5), (0, 5), (5, 5)]
        marks = "".join(
            f"M{x + dx:g} {y + dy:g}{'h12' if node.loop.sequential else 'v-10'}" for dx, dy in bars
        )
    return f'<path d="{marks}" fill="none" stroke="{look.stroke}" stroke-width="1.4"/>' if marks else ""


def gateway(node: Node, box: Box, look: Look) -> str:
    """A diamond with the mark of its kind."""
    (x, y), half = box.centre, box.width / 4
    inner = {
        "exclusiveGateway": f'<path d="M{x - 7:g} {y - 7:g}l14 14M{x + 7:g} {y - 7:g}l-14 14"',
        "parallelGateway": f'<path d="M{x - 9:g} {y:g}h18M{x:g} {y - 9:g}v18"',
    }.get(node.kind, f'<circle cx="{x:g}" cy="{y:g}" r="{half:g}" fill="none"')
    right, bottom = box.x + box.width, box.y + box.height
    return (
        f'<path d="M{x:g} {box.y:g}L{right:g} {y:g}L{x:g} {bottom:g}L{box.x:g} {y:g}z"'
        f' fill="{look.fill}" stroke="{look.stroke}" stroke-width="{look.line:g}"/>'
        f'{inner} stroke="{look.stroke}" stroke-width="2.4"/>'
    )


def event(node: Node, box: Box, look: Look, *, definition: str, interrupting: bool) -> str:
    """A circle: thick for an end, double in between, with an envelope, a clock or a disc inside."""
    (x, y), radius = box.centre, box.width / 2
    dash = "" if interrupting else ' stroke-dasharray="4 3"'
    line = 3.4 if node.kind == "endEvent" else look.line
    parts = [
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{look.fill}" stroke="{look.stroke}"'
        f' stroke-width="{line:g}"{dash}/>'
    ]
    if node.kind in {"intermediateCatchEvent", "boundaryEvent"}:
        parts.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="{radius - 4:g}" fill="none" stroke="{look.stroke}"{dash}/>'
        )
    if definition == "messageEventDefinition":
        parts.append(
            f'<path d="M{x - 7:g} {y - 5:g}h14v10h-14zl7 5.5 7-5.5" fill="none" stroke="{look.stroke}"/>'
        )
    elif definition == "timerEventDefinition":
        parts.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="8" fill="#ffffff" stroke="{look.stroke}"/>'
            f'<path d="M{x:g} {y - 5:g}v5l4 2" fill="none" stroke="{look.stroke}" stroke-width="1.4"/>'
        )
    elif definition == "terminateEventDefinition":
        parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="{radius - 6:g}" fill="{look.stroke}"/>')
    return "".join(parts)


def badge(state: str, box: Box) -> str:
    """The sign of a state at the corner: a tick when done, a pointer when it is somebody's turn; + − ~ of versions."""
    sign = SIGNS.get(state)
    if sign is None:
        return ""
    is_task = box.width >= 60
    x = box.x + box.width * (1 if is_task else 0.82) - (2 if is_task else 0)
    y = box.y + (2 if is_task else box.height * 0.18)
    return (
        f'<g transform="translate({x:g},{y:g}) scale({1 if is_task else 0.75})">'
        f'<circle r="8" fill="{LOOKS[state].stroke}"/>{sign}</g>'
    )


def pill(text: str, box: Box) -> str:
    """A short note above an element, e.g. who has it and how long still."""
    width = units(text) * 12.5 + 18
    right = box.x + box.width + 12
    frame = f'x="{right - width:g}" y="{box.y - 29:g}" width="{width:g}" height="20" rx="10"'
    return f'<rect {frame} fill="#b45309"/>' + write(
        right - width / 2, box.y - 19, [text], size=12.5, ink="#ffffff"
    )


def arrow(points: list[Point], *, state: str, title: str) -> str:
    """A flow. The head is a path of its own: SVG markers come out wrongly turned in WeasyPrint."""
    colour, width, dashes = ARROWS.get(state, ("#64748b", 1.3, ""))
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    line = " ".join(f"{x:g},{y:g}" for x, y in points)
    (x1, y1), (x2, y2) = points[-2], points[-1]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    bx, by = x2 - 9 * ux, y2 - 9 * uy
    label = f"<title>{escape(title)}</title>" if title else ""
    return (
        f'{label}<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="{width}"'
        f' stroke-linejoin="round"{dashed}/>'
        f'<path d="M{x2:g} {y2:g}L{bx - 4.5 * uy:g} {by + 4.5 * ux:g}L{bx + 4.5 * uy:g} {by - 4.5 * ux:g}z"'
        f' fill="{colour}"/>'
    )

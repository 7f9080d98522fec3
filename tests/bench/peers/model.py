"""Fourteen tasks in three lanes, thirteen gateways between them: one description, for our diagram and other products.

Standard library only: other products read it in an environment of their own. `python -m tests.bench.peers.model` draws
the diagram anew.
"""

from dataclasses import dataclass
from pathlib import Path

KEY, TITLE = "fourteen_steps", "十四步事项"
LANES = ("受理岗", "公开工作机构", "分管领导")
LOGINS = ("clerk", "reviewer", "leader")  # who works in which lane
STEPS, GO_ON, STOP = 14, "default", "stop"
FILE = Path(__file__).parent / "bpmn" / f"{KEY}.bpmn"
LANE_HEIGHT, STEP_WIDTH, LEFT, TOP = 240, 240, 300, 80


@dataclass(frozen=True)
class Step:
    """A user task. All but the last are followed by a gateway: go on, or stop."""

    number: int

    @property
    def id(self) -> str:
        return f"T_{self.number:02d}"

    @property
    def title(self) -> str:
        return f"第{self.number}步"

    @property
    def lane(self) -> int:
        """Its place in LANES; the lanes take turns."""
        return (self.number - 1) % len(LANES)

    @property
    def login(self) -> str:
        return LOGINS[self.lane]

    @property
    def is_last(self) -> bool:
        return self.number == STEPS

    @property
    def answer(self) -> dict[str, str]:
        """What is filled in: an opinion and, in front of a gateway, to go on."""
        return {"opinion": "同意"} | ({} if self.is_last else {"decision": GO_ON})

    @property
    def x(self) -> int:
        return LEFT + self.number * STEP_WIDTH

    @property
    def y(self) -> int:
        """The middle of its lane."""
        return TOP + self.lane * LANE_HEIGHT + LANE_HEIGHT // 2


ALL = tuple(Step(number) for number in range(1, STEPS + 1))


def drawn(note: str = "") -> str:
    """The diagram. Another note makes another version of it."""
    nodes = [_node("startEvent", "E_begin", "开始", outgoing="f_begin")]
    flows = [_flow("f_begin", "E_begin", ALL[0].id)]
    shapes = [
        _shape("E_begin", LEFT, ALL[0].y, 36, 36),
        _edge("f_begin", LEFT + 18, ALL[0].y, ALL[0].x - 50, ALL[0].y),
    ]
    for step in ALL:
        for found, more in zip((nodes, flows, shapes), _step(step), strict=True):
            found += more
    return _whole(note, nodes, flows, shapes)


def _step(step: Step) -> tuple[list[str], list[str], list[str]]:
    """A task with what follows it: nodes, flows, picture."""
    n = f"{step.number:02d}"
    incoming = "f_begin" if step.number == 1 else f"f_on_{step.number - 1:02d}"
    if step.is_last:
        nodes = [
            _node("userTask", step.id, step.title, incoming, f"f_{n}"),
            _node("endEvent", "E_end", "办结", f"f_{n}"),
        ]
        shapes = [_task_shape(step), _shape("E_end", step.x + 110, step.y, 36, 36),
                  _edge(f"f_{n}", step.x + 50, step.y, step.x + 92, step.y)]  # fmt: skip
        return nodes, [_flow(f"f_{n}", step.id, "E_end")], shapes
    following, middle = ALL[step.number], step.x + 110
    nodes = [
        _node("userTask", step.id, step.title, incoming, f"f_{n}"),
        _node(
            "exclusiveGateway", f"G_{n}", "继续？", f"f_{n}", f"f_on_{n}", f"f_stop_{n}", default=f"f_on_{n}"
        ),
        _node("endEvent", f"E_stop_{n}", "终止", f"f_stop_{n}"),
    ]
    flows = [
        _flow(f"f_{n}", step.id, f"G_{n}"), _flow(f"f_on_{n}", f"G_{n}", following.id),
        _flow(f"f_stop_{n}", f"G_{n}", f"E_stop_{n}", f'decision == "{STOP}"'),
    ]  # fmt: skip
    shapes = [
        _task_shape(step), _shape(f"G_{n}", middle, step.y, 50, 50), _shape(f"E_stop_{n}", middle, step.y + 80, 36, 36),
        _edge(f"f_{n}", step.x + 50, step.y, middle - 25, step.y),
        _edge(f"f_on_{n}", middle + 25, step.y, following.x - 50, following.y),
        _edge(f"f_stop_{n}", middle, step.y + 25, middle, step.y + 62),
    ]  # fmt: skip
    return nodes, flows, shapes


def _node(
    kind: str, id: str, title: str, incoming: str = "", *outgoing: str, default: str = "", **one: str
) -> str:
    leaving = [*outgoing, *one.values()]
    inner = [f"<bpmn:incoming>{incoming}</bpmn:incoming>"] if incoming else []
    inner += [f"<bpmn:outgoing>{flow}</bpmn:outgoing>" for flow in leaving]
    more = f' default="{default}"' if default else ""
    return f'<bpmn:{kind} id="{id}" name="{title}"{more}>{"".join(inner)}</bpmn:{kind}>'


def _flow(id: str, source: str, target: str, condition: str = "") -> str:
    start = f'<bpmn:sequenceFlow id="{id}" sourceRef="{source}" targetRef="{target}"'
    if not condition:
        return f"{start} />"
    tag = "bpmn:conditionExpression"
    asked = f'<{tag} xsi:type="bpmn:tFormalExpression">{condition}</{tag}>'
    return f'{start} name="终止">{asked}</bpmn:sequenceFlow>'


def _shape(id: str, x: int, y: int, width: int, height: int, more: str = "") -> str:
    """Around its middle."""
    bounds = f'<dc:Bounds x="{x - width // 2}" y="{y - height // 2}" width="{width}" height="{height}" />'
    return f'<bpmndi:BPMNShape id="{id}_di" bpmnElement="{id}"{more}>{bounds}</bpmndi:BPMNShape>'


def _task_shape(step: Step) -> str:
    return _shape(step.id, step.x, step.y, 100, 80)


def _edge(id: str, *points: int) -> str:
    pairs = zip(points[::2], points[1::2], strict=True)
    inner = "".join(f'<di:waypoint x="{x}" y="{y}" />' for x, y in pairs)
    return f'<bpmndi:BPMNEdge id="{id}_di" bpmnElement="{id}">{inner}</bpmndi:BPMNEdge>'


def _lanes() -> tuple[list[str], list[str]]:
    width = LEFT + (STEPS + 1) * STEP_WIDTH
    lanes, shapes = (
        [],
        [_shape("pool", width // 2, TOP + 360, width, 3 * LANE_HEIGHT, ' isHorizontal="true"')],
    )
    for place, lane in enumerate(LANES):
        held = ["E_begin"] if place == 0 else []
        for step in ALL:
            if step.lane == place:
                held += [step.id, "E_end"] if step.is_last else [
                    step.id, f"G_{step.number:02d}", f"E_stop_{step.number:02d}"]  # fmt: skip
        refs = "".join(f"<bpmn:flowNodeRef>{id}</bpmn:flowNodeRef>" for id in held)
        lanes.append(f'<bpmn:lane id="L_{place}" name="{lane}">{refs}</bpmn:lane>')
        middle = TOP + place * LANE_HEIGHT + LANE_HEIGHT // 2
        shapes.append(
            _shape(f"L_{place}", width // 2 + 15, middle, width - 30, LANE_HEIGHT, ' isHorizontal="true"')
        )
    return lanes, shapes


def _whole(note: str, nodes: list[str], flows: list[str], shapes: list[str]) -> str:
    lanes, held = _lanes()
    documentation = f"十四项依次办理的任务，每一项后面可以终止。{note}"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
        '  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"',
        '  xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
        f'  id="definitions_{KEY}" targetNamespace="https://mingbai.invalid/bpmn">',
        f'<bpmn:collaboration id="collaboration"><bpmn:participant id="pool" name="{TITLE}" processRef="{KEY}" />',
        "</bpmn:collaboration>",
        f'<bpmn:process id="{KEY}" name="{TITLE}" isExecutable="true">',
        f"<bpmn:documentation>{documentation}</bpmn:documentation>",
        '<bpmn:laneSet id="lanes">', *lanes, "</bpmn:laneSet>", *nodes, *flows, "</bpmn:process>",
        f'<bpmndi:BPMNDiagram id="diagram" name="{TITLE}">',
        '<bpmndi:BPMNPlane id="plane" bpmnElement="collaboration">', *held, *shapes,
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>", "</bpmn:definitions>",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(drawn(), "utf-8")

"""What the tests of the engine share: small diagrams of their own, and a case as the platform drives it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.engine.diagrams import DiagramSet, load_diagrams
from app.engine.findings import Vocabulary
from app.engine.runner import ReadyTask, Run, restore, start

DIAGRAMS = Path(__file__).parent / "diagrams"
VOCABULARY = Vocabulary(
    operations={"issue_receipt", "issue_letter", "receive_clarification", "close_case", "record_withdrawal"}
    | {"remind", "note"},
    forms={"registration", "screening", "clarification", "lapse", "assignment", "handling", "draft", "issue"}
    | {"delivery", "archive", "extension", "sign", "opinion", "check"},
    lanes={
        "受理岗",
        "公开工作机构",
        "承办单位",
        "承办单位负责人",
        "法制审查",
        "工作机构负责人",
        "分管领导",
        "第三方",
    },
    deadlines={"clarification", "consultation", "consultation_reminder", "warning", "limit"},
    messages={"withdrawn", "extension_requested"},
)
REQUEST_FACTS = {"case_id": 1, "organ_level": "county"}


def diagrams_of(name: str) -> DiagramSet:
    """The set of test diagrams of this name; its main process has the same name."""
    return load_diagrams(DIAGRAMS / name, name)


class Recorder:
    """Stands for the operations of a process: remembers what was called, answers what it is told to."""

    def __init__(self, **answers: Any) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.answers = answers

    def __call__(self, name: str, parameters: dict[str, Any]) -> Any:
        self.calls.append((name, parameters))
        answer = self.answers.get(name)
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.calls]


class DrivenCase:
    """A run that is stored and restored after every step, as the platform does with each command."""

    def __init__(
        self, name: str, facts: dict[str, Any] | None = None, *, reload: bool = True, **answers: Any
    ):
        self.diagrams = diagrams_of(name)
        self.perform = Recorder(**answers)
        self.reload = reload
        self.run: Run = start(self.diagrams, facts or {}, self.perform)
        self._store()

    def task(self, node: str, assignee: str | None = None) -> ReadyTask:
        found = [task for task in self.run.ready() if (task.node, task.assignee) == (node, assignee)]
        assert found, f"{node} is not open, only {self.nodes}"
        return found[0]

    def complete(self, node: str, assignee: str | None = None, **facts: Any) -> DrivenCase:
        self.run.complete(self.task(node, assignee).id, facts)
        return self._store()

    def throw(self, message: str) -> DrivenCase:
        self.run.throw(message)
        return self._store()

    def fire(self, node: str) -> DrivenCase:
        self.run.fire(next(timer.task_id for timer in self.run.timers() if timer.node == node))
        return self._store()

    @property
    def nodes(self) -> list[str]:
        return sorted(task.node for task in self.run.ready())

    @property
    def deadlines(self) -> list[str]:
        return sorted(timer.deadline for timer in self.run.timers())

    def look(self) -> dict[str, Any]:
        """All that can be seen from outside, without the ids that differ from run to run."""
        trail = self.run.trail()
        return {
            "completed": self.run.completed,
            "ready": sorted((task.node, task.assignee or "", task.choices) for task in self.run.ready()),
            "timers": sorted((timer.node, timer.deadline) for timer in self.run.timers()),
            "messages": sorted(self.run.messages()),
            "trail": (trail.done, sorted(trail.active), trail.taken, sorted(trail.waiting)),
            "performed": list(self.perform.calls),
        }

    def _store(self) -> DrivenCase:
        if self.reload:
            self.run = restore(self.diagrams, self.run.dump(), self.perform)
        return self


def request_case(**options: Any) -> DrivenCase:
    """A case of the process that has the shape of the disclosure process, at its first task."""
    return DrivenCase("request", REQUEST_FACTS, **options)


def request_case_in_signing(outcome_class: str = "denied", **options: Any) -> DrivenCase:
    """The same, drafted and waiting for the first signature."""
    case = request_case(**options)
    case.complete("T_register").complete("T_screening", screening="accept")
    return case.complete("T_assign").complete("T_handle", outcome_class=outcome_class).complete("T_draft")


def sign(case: DrivenCase, *names: str) -> DrivenCase:
    """Approve as each of these in turn."""
    for name in names:
        case.complete(f"T_sign_{name}", **{f"sign_{name}": "approve"})
    return case


def with_inserted_task() -> bytes:
    """The small diagram as somebody changes it in a drawing tool: a user task before the gateway."""
    text = (diagrams_of("small").files["small.bpmn"]).decode()
    text = text.replace(
        "<bpmn:flowNodeRef>T_check</bpmn:flowNodeRef>",
        "<bpmn:flowNodeRef>T_check</bpmn:flowNodeRef><bpmn:flowNodeRef>Activity_0abc123</bpmn:flowNodeRef>",
    )
    text = text.replace('targetRef="G_check"', 'targetRef="Activity_0abc123"')
    text = text.replace(
        "<bpmn:incoming>f_T_check__G_check</bpmn:incoming>", "<bpmn:incoming>Flow_1</bpmn:incoming>"
    )
    text = text.replace(
        '<bpmn:sequenceFlow id="f_T_check__G_check"',
        '<bpmn:userTask id="Activity_0abc123" name="科室复核">'
        "<bpmn:incoming>f_T_check__G_check</bpmn:incoming>"
        "<bpmn:outgoing>Flow_1</bpmn:outgoing></bpmn:userTask>"
        '<bpmn:sequenceFlow id="Flow_1" sourceRef="Activity_0abc123" targetRef="G_check" />'
        '<bpmn:sequenceFlow id="f_T_check__G_check"',
    )
    return text.replace(
        "</bpmndi:BPMNPlane>",
        '<bpmndi:BPMNShape id="s1" bpmnElement="Activity_0abc123">'
        '<dc:Bounds x="420" y="220" width="100" height="80" /></bpmndi:BPMNShape>'
        '<bpmndi:BPMNEdge id="e1" bpmnElement="Flow_1">'
        '<di:waypoint x="1" y="1" /><di:waypoint x="2" y="2" /></bpmndi:BPMNEdge></bpmndi:BPMNPlane>',
    ).encode()

"""Diagrams made ready to run: parsed once, wired once, kept by content hash, shared by all threads.

Only the state of a case is stored, never its specification. Sharing is safe because nothing allowed in
our diagrams writes to a specification while it runs (event sub-processes do, and are refused).
"""

from __future__ import annotations

from dataclasses import dataclass

from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask

from app.engine.adaptation import DiagramParser
from app.engine.diagrams import DiagramSet
from app.engine.errors import DiagramError
from app.engine.kept import Kept
from app.engine.process_model import Node, ProcessModel


@dataclass(frozen=True, eq=False)
class Specification:
    """What a Run needs besides its state."""

    spec: BpmnProcessSpec
    subprocess_specs: dict[str, BpmnProcessSpec]
    models: dict[str, ProcessModel]

    def model_of(self, process_id: str) -> ProcessModel:
        """The model of one process of the set."""
        return self.models[process_id]

    def node(self, process_id: str, node_id: str) -> Node:
        """One node of one process."""
        return self.models[process_id].nodes[node_id]


def prepare(diagrams: DiagramSet) -> Specification:
    """Parse and wire a set of diagrams. DiagramError carries the library's reason."""
    parser = DiagramParser()
    try:
        for name in sorted(diagrams.files):
            add = parser.add_dmn_xml if name.endswith(".dmn") else parser.add_bpmn_xml
            add(diagrams.root(name), name)
        spec = parser.get_spec(diagrams.process_id)
        subprocess_specs = parser.get_subprocess_specs(diagrams.process_id)
    except (ValidationException, LookupError, TypeError, ValueError) as error:
        raise DiagramError(f"流程图 {diagrams.process_id} 无法读取：{error}") from error
    for each in (spec, *subprocess_specs.values()):
        wire(each)
    return Specification(spec, subprocess_specs, diagrams.models)


def wire(spec: BpmnProcessSpec) -> None:
    """Connect every multi-instance task with its copies.

    The library connects them when the copies are made. A state restored in the middle, on a specification
    fresh from the parser, would wait for ever without this."""
    for task_spec in spec.task_specs.values():
        if isinstance(task_spec, LoopTask):
            child = spec.task_specs[task_spec.task_spec]
            if not child.completed_event.is_connected(task_spec.merge_child):
                child.completed_event.connect(task_spec.merge_child)


_kept: Kept[str, Specification] = Kept()  # parsing one again takes some 12 ms, keeping it half a megabyte


def specification_of(diagrams: DiagramSet) -> Specification:
    """The shared specification of a set of diagrams. Raises DiagramError."""
    return _kept.get(diagrams.hash, lambda: prepare(diagrams))

"""What differs between two versions of a process: steps, arrows, forms and decision tables, in words for an office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from app.engine.diagrams import DiagramSet
from app.engine.process_model import GATEWAYS, Flow, Node

ADDED, REMOVED, CHANGED, SAME = "新增", "删除", "改动", "没有改动"
STEP, ARROW, FORM, FILE = "环节", "连线", "表单", "决策表"
JOIN = "汇合"
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Difference:
    """One line of a comparison: what kind of thing, how it differs, its name and what exactly; `element`: its id."""

    kind: str
    change: str
    title: str
    note: str = ""
    element: str = ""


def compare(old: DiagramSet, new: DiagramSet) -> list[Difference]:
    """Everything by which the new version differs. Empty: only layout, notes or spelling of the files differ."""
    return [
        *_steps(_nodes(old), _nodes(new)),
        *_forms(_nodes(old), _nodes(new)),
        *_arrows(old, new),
        *_tables(old, new),
    ]


def marks_of(differences: Iterable[Difference]) -> dict[str, str]:
    """How each element differs, for the drawings: what is new or gone is not changed as well."""
    marks: dict[str, str] = {}
    for one in differences:
        if one.element and marks.get(one.element, CHANGED) == CHANGED:
            marks[one.element] = one.change
    return marks


def _nodes(diagrams: DiagramSet) -> dict[str, Node]:
    return {node.id: node for model in diagrams.models.values() for node in model.nodes.values()}


def _flows(diagrams: DiagramSet) -> dict[str, Flow]:
    return {flow.id: flow for model in diagrams.models.values() for flow in model.flows.values()}


def _changes(old: Mapping[str, Thing], new: Mapping[str, Thing]) -> Iterator[tuple[str, str]]:
    """Ids with their kind of change, in the order of the new version; what is gone comes last."""
    for id_, thing in new.items():
        if id_ not in old:
            yield id_, ADDED
        elif old[id_] != thing:
            yield id_, CHANGED
    yield from ((id_, REMOVED) for id_ in old if id_ not in new)


def _steps(old: dict[str, Node], new: dict[str, Node]) -> Iterator[Difference]:
    """A form is told by itself; which arrow is the default is told with the arrows."""
    bare_old = {id_: replace(node, form=None, default_flow=None) for id_, node in old.items()}
    bare_new = {id_: replace(node, form=None, default_flow=None) for id_, node in new.items()}
    for id_, change in _changes(bare_old, bare_new):
        note = _moved(old[id_], new[id_]) if change == CHANGED else ""
        yield Difference(STEP, change, _title(new.get(id_) or old[id_]), note, id_)


def _moved(before: Node, after: Node) -> str:
    """What is other about a step, as far as an office has words for it."""
    told = []
    if before.name != after.name:
        told.append(f"名称由“{before.name}”改为“{after.name}”")
    if before.lane != after.lane:
        told.append(f"岗位由“{before.lane or '无'}”改为“{after.lane or '无'}”")
    if before.operation != after.operation:
        told.append(f"自动操作由“{before.operation or '无'}”改为“{after.operation or '无'}”")
    return "；".join(told) or "设置有改动"


def _forms(old: dict[str, Node], new: dict[str, Node]) -> Iterator[Difference]:
    for id_, node in new.items():
        before = old[id_].form if id_ in old else None
        if id_ in old and before != node.form:
            words = f"由“{before or '标准表单'}”改为“{node.form or '标准表单'}”"
            yield Difference(FORM, CHANGED, _title(node), words, id_)


def _arrows(old: DiagramSet, new: DiagramSet) -> Iterator[Difference]:
    before, after = _flows(old), _flows(new)
    names = {id_: _title(node) for id_, node in (_nodes(old) | _nodes(new)).items()}
    for id_, change in _changes(before, after):
        flow = after.get(id_) or before[id_]
        note = ""
        if change == CHANGED and before[id_].condition != flow.condition:
            note = f"条件由“{before[id_].condition or '无'}”改为“{flow.condition or '无'}”"
        yield Difference(ARROW, change, f"{names[flow.source]} → {names[flow.target]}", note, id_)
    yield from _defaults(_nodes(old), _nodes(new))


def _defaults(old: dict[str, Node], new: dict[str, Node]) -> Iterator[Difference]:
    for id_ in old.keys() & new.keys():
        if old[id_].default_flow != new[id_].default_flow:
            yield Difference(ARROW, CHANGED, _title(new[id_]), "条件都不成立时的去向有改动", id_)


def _tables(old: DiagramSet, new: DiagramSet) -> Iterator[Difference]:
    """Decision tables file by file."""
    before = {name: body for name, body in old.files.items() if name.endswith(".dmn")}
    after = {name: body for name, body in new.files.items() if name.endswith(".dmn")}
    for name, change in _changes(before, after):
        yield Difference(FILE, change, name)


def _title(node: Node) -> str:
    """A gateway without a name only joins; any other element without one goes by its id."""
    return node.name or (JOIN if node.kind in GATEWAYS else node.id)

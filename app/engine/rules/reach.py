"""Ways: nothing is out of reach, nothing is a dead end, nothing turns for ever without a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.engine.findings import Finding
from app.engine.process_model import PERSONAL, Node, ProcessModel
from app.engine.rules.sheets import Context, Sheet


def check_reach(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Every node can be reached from the start, and can reach an end or is ended by a parallel branch."""
    for model in sheet.models:
        ways = _ways(model)
        starts = [node.id for node in model.nodes.values() if node.kind == "startEvent"]
        ends = [node.id for node in model.nodes.values() if node.kind == "endEvent"]
        reached, ending = _closure(starts, ways), _ending(ends, ways)
        ended = _ended_from_outside(model, ways, ending)
        for node_id in model.nodes:
            if starts and node_id not in reached:
                yield sheet.found(node_id, "从开始事件无法到达")
            if ends and node_id not in ending | ended:
                yield sheet.found(node_id, "无法到达任何结束事件，也没有并行分支以终止事件结束它")


def _ending(ends: list[str], ways: dict[str, list[str]]) -> set[str]:
    """The nodes from which an end can be reached."""
    back: dict[str, list[str]] = {}
    for source, targets in ways.items():
        for target in targets:
            back.setdefault(target, []).append(source)
    return _closure(ends, back)


def _ended_from_outside(model: ProcessModel, ways: dict[str, list[str]], ending: set[str]) -> set[str]:
    """Nodes of a branch that turns for ever, beside one that can reach a terminating end event."""
    ended: set[str] = set()
    for fork in model.nodes.values():
        if fork.kind != "parallelGateway":
            continue
        branches = [_closure([flow.target], ways) for flow in model.leaving(fork.id)]
        if any(
            model.nodes[node_id].terminates for branch in branches for node_id in branch & model.nodes.keys()
        ):
            ended |= {node_id for branch in branches if not branch & ending for node_id in branch}
    return ended


def check_idle_loops(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """A loop must pass a person or an event, otherwise the engine would turn in it without end."""
    for model in sheet.models:
        passing = {node.id for node in model.nodes.values() if _passes_by_itself(context, node, ())}
        ways = {
            source: [target for target in targets if target in passing]
            for source, targets in _ways(model).items()
            if source in passing
        }
        for node_id in model.nodes:
            if node_id in passing and node_id in _closure(ways.get(node_id, ()), ways):
                yield sheet.found(node_id, "环路中没有人工环节或等待事件，会无休止循环")
                break


def _ways(model: ProcessModel) -> dict[str, list[str]]:
    """Where a case can go from each node: along flows, and from a task to the events on its border."""
    ways: dict[str, list[str]] = {}
    for flow in model.flows.values():
        ways.setdefault(flow.source, []).append(flow.target)
    for node in model.nodes.values():
        if node.attached_to:
            ways.setdefault(node.attached_to, []).append(node.id)
    return ways


def _closure(start: Iterable[str], ways: dict[str, list[str]]) -> set[str]:
    seen, open_ = set(start), list(start)
    while open_:
        for target in ways.get(open_.pop(), ()):
            if target not in seen:
                seen.add(target)
                open_.append(target)
    return seen


def _passes_by_itself(context: Context, node: Node, callers: tuple[str, ...]) -> bool:
    if node.kind in PERSONAL or node.kind in {"intermediateCatchEvent", "boundaryEvent"}:
        return False
    if node.kind != "callActivity":
        return True
    called = context.processes.get(node.called or "")
    if called is None or called.process_id in callers:
        return False
    return _can_run_through(context, called, (*callers, called.process_id))


def _can_run_through(context: Context, model: ProcessModel, callers: tuple[str, ...]) -> bool:
    passing = {node.id for node in model.nodes.values() if _passes_by_itself(context, node, callers)}
    ways = {
        source: [target for target in targets if target in passing]
        for source, targets in _ways(model).items()
    }
    starts = [node.id for node in model.nodes.values() if node.kind == "startEvent"]
    return any(model.nodes[node_id].kind == "endEvent" for node_id in _closure(starts, ways))

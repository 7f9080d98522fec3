"""The choices of a user task's form, read from the gateway behind it.

A task followed by an exclusive gateway whose conditions are `name == "literal"` offers one choice per
arrow. So a step drawn into a diagram has a working form without any code.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from app.engine.expressions import ExpressionRefused, parse_expression
from app.engine.process_model import Flow, ProcessModel

DEFAULT = "default"  # the value that sends a case along the default flow


@dataclass(frozen=True)
class Choice:
    """One answer: set fact `name` to `value`; `label` is what the arrow says."""

    name: str
    value: str
    label: str


def choices_of(model: ProcessModel, node_id: str) -> tuple[Choice, ...]:
    """The choices behind a node; empty if the way does not depend on one answer."""
    leaving = model.leaving(node_id)
    gateway = model.nodes.get(leaving[0].target) if len(leaving) == 1 else None
    if gateway is None or gateway.kind != "exclusiveGateway":
        return ()
    flows = model.leaving(gateway.id)
    answers = {flow.id: _answer(flow) for flow in flows if flow.id != gateway.default_flow}
    names = {answer[0] for answer in answers.values() if answer}
    if len(flows) < 2 or len(names) != 1 or not all(answers.values()):
        return ()
    name = names.pop()
    return tuple(
        Choice(name, answers[flow.id][1] if flow.id in answers else DEFAULT, _label(model, flow))  # type: ignore[index]
        for flow in flows
    )


def _answer(flow: Flow) -> tuple[str, str] | None:
    """(name, literal) of a condition `name == "literal"`."""
    try:
        node = parse_expression(flow.condition or "")
    except ExpressionRefused:
        return None
    if not (isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq)):
        return None
    left, right = node.left, node.comparators[0]
    if isinstance(left, ast.Name) and isinstance(right, ast.Constant) and isinstance(right.value, str):
        return left.id, right.value
    return None


def _label(model: ProcessModel, flow: Flow) -> str:
    target = model.nodes.get(flow.target)
    return flow.name or (target.name if target else "") or flow.target

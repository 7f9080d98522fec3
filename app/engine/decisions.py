"""A decision table of a set of diagrams, asked outside a run: by the same parser, rules and whitelist as in one."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
from SpiffWorkflow.exceptions import SpiffWorkflowException

from app.engine.adaptation import DiagramParser, RunScriptEngine
from app.engine.diagrams import DiagramSet
from app.engine.errors import DiagramError, StepFailed
from app.engine.kept import Kept
from app.engine.rules.decisions import decision_ids
from app.engine.rules.sheets import Sheet

_tables: Kept[tuple[str, str], DMNEngine] = Kept()


def has_decision(diagrams: DiagramSet, decision: str) -> bool:
    """Whether the set has a table of this id."""
    return any(decision in _ids(diagrams, name) for name in diagrams.files if name.endswith(".dmn"))


def decide(diagrams: DiagramSet, decision: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The outputs of the first row that fits. Raises DiagramError without such a table, StepFailed when it fails."""
    table = _tables.get((diagrams.hash, decision), lambda: _table(diagrams, decision))
    asking = SimpleNamespace(
        data=dict(facts), workflow=SimpleNamespace(script_engine=RunScriptEngine(_nothing))
    )
    try:
        return dict(table.result(asking))
    except (SpiffWorkflowException, ValueError, NameError, TypeError) as error:
        raise StepFailed(f"决策表 {decision} 无法执行：{error}") from error


def _table(diagrams: DiagramSet, decision: str) -> DMNEngine:
    parser = DiagramParser()
    try:
        for name in sorted(diagrams.files):
            if name.endswith(".dmn"):
                parser.add_dmn_xml(diagrams.root(name), name)
        return parser.get_engine(decision, None)
    except (ValidationException, LookupError, TypeError, ValueError) as error:
        raise DiagramError(f"决策表 {decision} 无法读取：{error}") from error


def _ids(diagrams: DiagramSet, name: str) -> list[str]:
    return decision_ids(Sheet.read(name, diagrams.root(name)))


def _nothing(name: str, parameters: dict[str, Any]) -> Any:
    """A table calls no operation."""
    raise StepFailed(f"决策表不能调用 {name}")

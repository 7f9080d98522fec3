"""Where SpiffWorkflow is bent to the house: timers, service tasks, expressions.

* A timer never fires by itself: the due day is a clock of the case, the sweep fires it (`Run.fire`).
* A service task calls the operation at once, inside the command's transaction (decision record 0001).
* Every expression goes through the whitelist of `app.engine.expressions`.

Relies on internals of SpiffWorkflow 3.2.0 (`_execute`, `has_fired`, `_get_internal_data`): the version is
pinned exactly, and tests/engine holds these habits fast.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent
from SpiffWorkflow.bpmn.specs.event_definitions.timer import DurationTimerEventDefinition
from SpiffWorkflow.spiff.parser.event_parsers import SpiffBoundaryEventParser
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.parser.task_spec import ServiceTaskParser
from SpiffWorkflow.spiff.specs.defaults import ServiceTask

from app.engine import expressions
from app.engine.facts import flat_facts, is_result
from app.engine.operations import Telling

Perform = Callable[[str, dict[str, Any]], Any]
"""Carries out an operation by name with its parameters and gives back its result."""

# Below WARNING the library builds dictionaries of all task ids at every change of state.
logging.getLogger("spiff").setLevel(logging.WARNING)


class DeadlineTimer(DurationTimerEventDefinition):
    """A clock symbol whose expression gives the name of a deadline, and which waits to be told."""

    def has_fired(self, my_task) -> bool:
        if my_task._get_internal_data("event_value") is None:
            deadline = my_task.workflow.script_engine.evaluate(my_task, self.expression)
            my_task._set_internal_data(event_value=deadline)
        return my_task._get_internal_data("event_fired", False)


class OperationTask(ServiceTask):
    """A service task. What the operation raises comes out unchanged; the Run is thrown away then."""

    def _execute(self, task) -> bool:
        parameters = {name: entry["value"] for name, entry in self.evaluate_params(task).items()}
        given = task.workflow.script_engine.perform(self.operation_name, parameters)
        told = given if isinstance(given, Telling) else Telling(given, {})
        result = told.result
        if not is_result(result):
            raise TypeError(f"{self.operation_name} returned {type(result).__name__}: not a flat result")
        task.data[self.result_variable] = result
        task.data.update(flat_facts(told.facts))
        return True


class DeadlineParser(SpiffBoundaryEventParser):
    """Boundary events with a duration become deadline timers."""

    def parse_timer_event(self, event):
        definition = super().parse_timer_event(event)
        if isinstance(definition, DurationTimerEventDefinition):
            definition.__class__ = DeadlineTimer  # same fields, another idea of when
        return definition


class DiagramParser(SpiffBpmnParser):
    """The library's parser with our service task and our timer."""

    OVERRIDE_PARSER_CLASSES = SpiffBpmnParser.OVERRIDE_PARSER_CLASSES | {
        full_tag("serviceTask"): (ServiceTaskParser, OperationTask),
        full_tag("boundaryEvent"): (DeadlineParser, BoundaryEvent),
    }


class WhitelistEnvironment(TaskDataEnvironment):
    """Evaluates and executes through the whitelist."""

    def evaluate(self, expression, context, external_context=None):
        return expressions.evaluate(expression, {**context, **(external_context or {})})

    def execute(self, script, context, external_context=None):
        context.update(expressions.execute(script, {**context, **(external_context or {})}))
        return True


class RunScriptEngine(PythonScriptEngine):
    """One per Run: it carries the command's `perform` to the service tasks."""

    def __init__(self, perform: Perform) -> None:
        super().__init__(WhitelistEnvironment())
        self.perform = perform

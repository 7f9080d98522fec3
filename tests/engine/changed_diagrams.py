"""Diagrams of the tests with one thing changed, and what the check finds then."""

from app.engine.diagrams import DiagramSet
from app.engine.findings import Finding
from app.engine.lint import check_diagrams
from tests.engine.helpers import VOCABULARY, diagrams_of


def changed(name: str, old: str, new: str) -> DiagramSet:
    """A set of test diagrams with one text replaced, in the one file that has it."""
    diagrams = diagrams_of(name)
    files = {file: data.decode().replace(old, new).encode() for file, data in diagrams.files.items()}
    assert files != diagrams.files, f"{old} does not occur in {name}"
    return DiagramSet(diagrams.process_id, files)


def findings_after(name: str, old: str, new: str) -> list[Finding]:
    return check_diagrams(changed(name, old, new), VOCABULARY)


OPERATOR = (
    '<spiffworkflow:serviceTaskOperator id="note" resultVariable="r_S_note"><spiffworkflow:parameters>'
    '<spiffworkflow:parameter id="case" type="str" value="case_id" />'
    '<spiffworkflow:parameter id="kind" type="str" value="\'note\'" /></spiffworkflow:parameters>'
    "</spiffworkflow:serviceTaskOperator>"
)


SMALL_END = '<bpmn:endEvent id="E_refused" name="退回">'


CONDITION = '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">check == "complete"'

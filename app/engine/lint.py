"""The check before any diagram is used: at start, at deployment, and by `flask diagrams check`.

It says everything that is wrong at once, each with file and element, in Chinese. What passes it is what the
engine executes as drawn; where the library would misread a symbol silently, the check refuses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from app.engine.diagrams import DiagramSet
from app.engine.errors import DiagramError
from app.engine.findings import Finding, Vocabulary
from app.engine.rules import code, copies, decisions, elements, events, flows, picture, reach, tasks
from app.engine.rules.schema import check_schema
from app.engine.rules.sheets import Context, Sheet
from app.engine.safe_xml import parse_xml
from app.engine.specifications import prepare

__all__ = ["Finding", "Vocabulary", "check_diagrams", "require_sound"]

Rule = Callable[[Sheet, Context], Iterator[Finding]]

DIAGRAM_RULES: tuple[Rule, ...] = (
    elements.check_elements,
    elements.check_attributes,
    events.check_processes,
    events.check_definitions,
    events.check_messages,
    events.check_deadlines,
    flows.check_ids,
    flows.check_flows,
    flows.check_counts,
    flows.check_gateways,
    tasks.check_names,
    tasks.check_lanes,
    tasks.check_forms,
    tasks.check_operations,
    tasks.check_calls,
    tasks.check_loops,
    copies.check_copies,
    copies.check_answers,
    code.check_code,
    reach.check_reach,
    reach.check_idle_loops,
    picture.check_picture,
)
DECISION_RULES: tuple[Rule, ...] = (decisions.check_decision, elements.check_attributes)


def check_diagrams(
    diagrams: DiagramSet | Mapping[str, bytes], vocabulary: Vocabulary | None
) -> list[Finding]:
    """All findings of a set of files; empty if it may be used.

    Without a vocabulary the names of lanes, forms, operations and deadlines are not checked.
    Given plain files instead of a DiagramSet, no particular process need be among them.
    """
    files = diagrams.files if isinstance(diagrams, DiagramSet) else dict(diagrams)
    process_id = diagrams.process_id if isinstance(diagrams, DiagramSet) else None
    findings, sheets = _read(files)
    context = Context(
        vocabulary,
        {model.process_id: model for sheet in sheets for model in sheet.models},
        frozenset(
            name for sheet in sheets if sheet.file.endswith(".dmn") for name in decisions.decision_ids(sheet)
        ),
    )
    if not files:
        findings.append(Finding("（空）", process_id or "（空）", "没有流程图文件"))
    for sheet in sheets:
        findings += check_schema(sheet)
        for rule in DIAGRAM_RULES if sheet.file.endswith(".bpmn") else DECISION_RULES:
            findings += rule(sheet, context)
    findings += _check_set(sheets, context, process_id if len(sheets) == len(files) else None)
    return list(dict.fromkeys(findings)) or _refused_by_library(files, context, process_id)


def require_sound(diagrams: DiagramSet, vocabulary: Vocabulary | None) -> None:
    """DiagramError, with all findings, unless the diagrams may be used."""
    findings = check_diagrams(diagrams, vocabulary)
    if findings:
        lines = "\n".join(str(finding) for finding in findings)
        raise DiagramError(f"流程图 {diagrams.process_id} 未通过检查：\n{lines}", tuple(findings))


def _read(files: Mapping[str, bytes]) -> tuple[list[Finding], list[Sheet]]:
    findings, sheets = [], []
    for name in sorted(files):
        if not name.endswith((".bpmn", ".dmn")):
            findings.append(Finding(name, "文件", "只能是 .bpmn 或 .dmn 文件"))
            continue
        try:
            sheets.append(Sheet.read(name, parse_xml(files[name])))
        except DiagramError as error:
            findings.append(Finding(name, "文件", error.message))
    return findings, sheets


def _check_set(sheets: list[Sheet], context: Context, process_id: str | None) -> Iterator[Finding]:
    """What no single file can be wrong about."""
    if sheets and process_id is not None and process_id not in context.processes:
        yield sheets[0].found(process_id, "这套流程图中没有此流程")
    seen: dict[str, str] = {}
    for sheet in sheets:
        names = [model.process_id for model in sheet.models]
        for name in names or decisions.decision_ids(sheet):
            if name in seen:
                yield sheet.found(name, f"与 {seen[name]} 中的编号重复")
            seen[name] = sheet.file


def _refused_by_library(
    files: Mapping[str, bytes], context: Context, process_id: str | None
) -> list[Finding]:
    """Last resort: nothing was found, but the library cannot read a process."""
    findings = []
    for name in [process_id] if process_id is not None else sorted(context.processes):
        try:
            prepare(DiagramSet(name, dict(files)))
        except DiagramError as error:
            findings.append(Finding(context.processes[name].file, name, error.message))
    return findings

"""The XML schemas of BPMN 2.0 and DMN 1.2/1.3, as they ship with SpiffWorkflow."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree
from SpiffWorkflow.dmn.parser.BpmnDmnParser import SCHEMAS
from SpiffWorkflow.spiff.parser.process import VALIDATOR

from app.engine.findings import Finding
from app.engine.rules.schema_words import in_chinese
from app.engine.rules.sheets import Sheet, place_of
from app.engine.safe_xml import BPMN, DMN_MODELS, name_space

MOST_MESSAGES = 20  # per file; one slip often causes many
_lock = threading.Lock()  # a schema keeps its error log in itself


def check_schema(sheet: Sheet) -> Iterator[Finding]:
    """One finding per message of the schema."""
    space = name_space(sheet.root)
    if sheet.file.endswith(".bpmn") and space != BPMN:
        yield sheet.found(sheet.root, "不是 BPMN 2.0 文件")
    elif sheet.file.endswith(".dmn") and space not in DMN_MODELS:
        yield sheet.found(sheet.root, "不是 DMN 1.2 或 1.3 文件")
    else:
        schema = VALIDATOR.validator if space == BPMN else _decision_schema(space)
        yield from _messages(sheet, schema)


@lru_cache
def _decision_schema(space: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS[space]))


def _messages(sheet: Sheet, schema: etree.XMLSchema) -> list[Finding]:
    with _lock:
        if schema.validate(sheet.root):
            return []
        entries = [(entry.line, entry.message) for entry in schema.error_log]
    return [
        sheet.found(_element_at(sheet.root, line), in_chinese(message))
        for line, message in entries[:MOST_MESSAGES]
    ]


def _element_at(root: etree._Element, line: int) -> str:
    before = [element for element in root.iter() if (element.sourceline or 0) == line]
    return place_of(before[0]) if before else f"第 {line} 行"

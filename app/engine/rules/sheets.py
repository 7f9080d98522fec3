"""What the rules look at: one file (a sheet) and the set that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from app.engine.findings import Finding, Vocabulary
from app.engine.process_model import ProcessModel, read_models
from app.engine.safe_xml import BPMN, BPMNDI, DMN_MODELS, NAMESPACES, local_name, name_space

_WITH_IDS = {BPMN, BPMNDI, *DMN_MODELS}  # extensions have ids of another meaning


@dataclass(frozen=True)
class Sheet:
    """One file that could be parsed."""

    file: str
    root: etree._Element
    models: tuple[ProcessModel, ...] = ()

    @classmethod
    def read(cls, file: str, root: etree._Element) -> Sheet:
        """A sheet from a parsed file; a decision table has no process models."""
        return cls(file, root, tuple(read_models(file, root)) if file.endswith(".bpmn") else ())

    def found(self, element: str | etree._Element, what: str) -> Finding:
        """A finding at an element of this file."""
        place = element if isinstance(element, str) else place_of(element)
        return Finding(self.file, place or "（无编号）", what, self.names.get(place, ""))

    @cached_property
    def names(self) -> dict[str, str]:
        """What is written into each symbol, by its id; what is drawn of one bears its name as well."""
        with_ids = [one for one in self.root.iter(etree.Element) if one.get("id")]
        own = {one.get("id", ""): " ".join((one.get("name") or "").split()) for one in with_ids}
        drawn = {one.get("id", ""): own.get(one.get("bpmnElement", ""), "") for one in with_ids}
        return {place: own[place] or drawn[place] for place in own if own[place] or drawn[place]}

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id that the file has, of whatever element."""
        return frozenset(element.get("id", "") for element in self.root.iter(etree.Element))

    def each(self, path: str) -> Iterator[Any]:
        """Elements anywhere in the file, e.g. `bpmn:userTask`."""
        return self.root.iterfind(f".//{path}", NAMESPACES)


@dataclass(frozen=True)
class Context:
    """The set around a sheet, and the names it may use (None: names are not checked)."""

    vocabulary: Vocabulary | None
    processes: dict[str, ProcessModel] = field(default_factory=dict)
    decisions: frozenset[str] = frozenset()


def place_of(element: etree._Element) -> str:
    """The id of an element, or of the nearest one around it that is a symbol; else its line."""
    around: etree._Element | None = element
    while around is not None and local_name(around) != "definitions":
        if around.get("id") and name_space(around) in _WITH_IDS:
            return around.get("id", "")
        around = around.getparent()
    return f"第 {element.sourceline} 行"

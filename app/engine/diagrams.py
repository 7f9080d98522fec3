"""A set of diagrams: all files of one version of one process, known by the hash of their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from app.engine.errors import DiagramError
from app.engine.process_model import ProcessModel, read_models
from app.engine.safe_xml import parse_xml


@dataclass(frozen=True, eq=False)
class DiagramSet:
    """The BPMN, the called BPMN and the DMN files of one version. Two sets with one hash are the same."""

    process_id: str
    files: dict[str, bytes]

    @cached_property
    def hash(self) -> str:
        """sha256 (64 hexadecimal digits) over the process and every file's name and content."""
        lines = [f"process {self.process_id}"]
        lines += [f"{name} {hashlib.sha256(self.files[name]).hexdigest()}" for name in sorted(self.files)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @cached_property
    def models(self) -> dict[str, ProcessModel]:
        """Every process of the set by its id. DiagramError if a file is not acceptable XML."""
        models: dict[str, ProcessModel] = {}
        for name in sorted(self.files):
            if name.endswith(".bpmn"):
                models |= {model.process_id: model for model in read_models(name, self.root(name))}
        return models

    def file_of(self, process_id: str) -> str:
        """The name of the file that draws a process; KeyError if there is none."""
        return self.models[process_id].file

    def root(self, name: str) -> etree._Element:
        """The parsed file. DiagramError, with the file's name, if it is not acceptable XML."""
        try:
            return parse_xml(self.files[name])
        except DiagramError as error:
            raise DiagramError(f"{name}：{error.message}") from error


def load_diagrams(folder: Path, process_id: str) -> DiagramSet:
    """All *.bpmn and *.dmn of a folder as one set. DiagramError if there are none."""
    paths = sorted(path for path in Path(folder).glob("*") if path.suffix in {".bpmn", ".dmn"})
    if not paths:
        raise DiagramError(f"目录 {folder} 中没有流程图")
    return DiagramSet(process_id, {path.name: path.read_bytes() for path in paths})

"""Finding the files that belong together on disk, for the check of diagrams anywhere."""

from __future__ import annotations

from pathlib import Path

from app.engine.errors import DiagramError
from app.engine.process_model import ProcessModel, read_models
from app.engine.safe_xml import NAMESPACES, local_name, parse_xml

SUFFIXES = {".bpmn", ".dmn"}


def gather_folders(folder: Path) -> list[dict[str, bytes]]:
    """The files of every folder at or below this one that has diagrams. OSError if one cannot be read."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())
    sets: dict[Path, dict[str, bytes]] = {}
    for path in paths:
        sets.setdefault(path.parent, {})[path.name] = path.read_bytes()
    return list(sets.values())


def gather_with_calls(path: Path) -> dict[str, bytes]:
    """A file, and the files beside it that hold the processes and decisions it calls, and so on.

    DiagramError if it is missing or no diagram by its name, OSError if it cannot be read."""
    if not path.is_file():
        raise DiagramError(f"找不到文件 {path}")
    if path.suffix not in SUFFIXES:
        raise DiagramError(f"{path} 不是 .bpmn 或 .dmn 文件")
    gathered = {path.name: path.read_bytes()}
    beside = {other.name: other for other in sorted(path.parent.glob("*")) if other.suffix in SUFFIXES}
    offered = {name: offers(other.read_bytes()) for name, other in beside.items() if other.is_file()}
    open_ = [path.name]
    while open_:
        name = open_.pop()
        have = {offer for known in gathered for offer in offered.get(known, ())}
        for wanted in calls(gathered[name]) - have:
            source = next((file for file, names in offered.items() if wanted in names), None)
            if source is not None and source not in gathered:
                gathered[source] = beside[source].read_bytes()
                open_.append(source)
    return gathered


def process_ids(files: dict[str, bytes]) -> set[str]:
    """The processes drawn in these files; unreadable files have none."""
    return {model.process_id for data in files.values() for model in _models(data)}


def offers(data: bytes) -> set[str]:
    """The processes and decisions that a file holds."""
    try:
        root = parse_xml(data)
    except DiagramError:
        return set()
    decisions = {child.get("id", "") for child in root if local_name(child) == "decision"}
    return decisions | {process.get("id", "") for process in root.iterfind("bpmn:process", NAMESPACES)}


def calls(data: bytes) -> set[str]:
    """The processes and decisions that a file names."""
    nodes = [node for model in _models(data) for node in model.nodes.values()]
    return {name for node in nodes for name in (node.called, node.decision) if name}


def _models(data: bytes) -> list[ProcessModel]:
    try:
        return read_models("", parse_xml(data))
    except DiagramError:
        return []

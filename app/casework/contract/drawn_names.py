"""A card against its own drawing, letters, texts and lists: a name that leads nowhere stops the start."""

import re
import sys
from collections.abc import Iterator
from typing import get_type_hints

from app.casework.contract.process import Process
from app.casework.models.work import SIGN_FORM
from app.engine.diagrams import DiagramSet
from app.law.clock import ClockKind
from app.office.vocabulary import Role

KEY = re.compile(r"[a-z][a-z0-9_]*")
PREFIX = re.compile(r"[A-Z]{0,4}")
LIST_NAME = re.compile(r"[a-z][a-z0-9_-]*")
WORD = re.compile(r"[a-z]+(-[a-z]+)*")
NAMES_SLOTS = ("slots", "needed")
"""Fields of steps that name texts of the card."""
Problem = tuple[str, str]
"""Field of the card, and the sentence."""


def facet_problems(process: Process) -> Iterator[Problem]:
    """A facet that is no facet, as a tuple that a comma too many has made; told before anything is read of it."""
    for name, kind in get_type_hints(Process).items():
        value = getattr(process, name)
        if isinstance(kind, type) and not isinstance(value, kind):
            yield name, f"应为 {kind.__name__}，现为 {type(value).__name__}"


def plain_problems(process: Process) -> Iterator[Problem]:
    """What can be told of a card alone, before any of its files is read."""
    if not KEY.fullmatch(process.key):
        yield "key", f"“{process.key}”不能作标识：只用小写字母、数字和下划线，以字母开头"
    if not PREFIX.fullmatch(process.prefix):
        yield "prefix", f"“{process.prefix}”不能作编号前缀：只用一至四个大写字母"
    if process.package not in sys.modules:
        yield "package", f"没有名为“{process.package}”的程序包"
    if process.work.taken_twice:
        yield "work", f"名称重复：{'、'.join(process.work.taken_twice)}"
    if not process.drawing.folder.is_dir():
        yield "drawing.folder", f"没有文件夹 {process.drawing.folder}"
    elif not any(process.drawing.folder.glob("*.bpmn")):
        yield "drawing.folder", f"文件夹 {process.drawing.folder} 中没有流程图"
    for folder in process.letters.folders:
        if not any(folder.glob("*/letter.toml")):
            yield "letters.folders", f"没有文件夹 {folder}，或者其中没有文书范本"
    for kind in sorted(process.work.deadlines - set(ClockKind)):
        yield "work.deadlines", f"没有名为“{kind}”的期限"
    for name, lane in process.drawing.lanes.items():
        if not isinstance(lane.role, Role):
            yield "drawing.lanes", f"泳道“{name}”：没有岗位“{lane.role}”"
    yield from _of_texts(process)
    yield from _of_addresses(process)


def _of_texts(process: Process) -> Iterator[Problem]:
    """Slots that a step names and the card has not; signatures that would be bound to no text."""
    slots = {slot.key for slot in process.texts.slots}
    if SIGN_FORM in process.work.forms and not slots:
        yield "texts.slots", f"有“{SIGN_FORM}”环节的业务须说明签的是哪些文本"
    for step in process.work.steps:
        for name in (name for field in NAMES_SLOTS for name in getattr(step, field, ())):
            if name not in slots:
                yield "work.steps", f"环节 {type(step).__name__} 所指的文稿“{name}”不在 texts.slots 之中"
    yield from twice("texts.slots", [slot.key for slot in process.texts.slots])


def _of_addresses(process: Process) -> Iterator[Problem]:
    """Names that stand in addresses: of lists, and the words of publications."""
    yield from twice("figures.lists", [one.name for one in process.figures.lists])
    for one in process.figures.lists:
        if not LIST_NAME.fullmatch(one.name):
            yield "figures.lists", f"“{one.name}”不能作地址用：只用小写字母、数字、下划线和连字符"
    for kind in process.publications.kinds:
        if not WORD.fullmatch(kind.word):
            yield "publications.kinds", f"“{kind.word}”不能作地址用：只用小写字母和连字符"


def twice(field: str, names: list[str]) -> Iterator[Problem]:
    """A name that stands there more than once."""
    yield from ((field, f"“{name}”写了两次") for name in dict.fromkeys(names) if names.count(name) > 1)


def drawn_problems(process: Process, diagrams: DiagramSet) -> Iterator[Problem]:
    """A main diagram that is not there, and lanes of the card that nobody drew."""
    if process.drawing.main not in diagrams.models:
        yield "drawing.main", f"流程图中没有编号为“{process.drawing.main}”的流程"
    files = [diagrams.root(file) for file in diagrams.files if file.endswith(".bpmn")]
    lanes = {lane.get("name") for root in files for lane in root.iter("{*}lane")}
    for lane in process.drawing.lanes:
        if lane not in lanes:
            yield "drawing.lanes", f"流程图中没有泳道“{lane}”"

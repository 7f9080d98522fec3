"""拟写、上传文本: a version of each text of the step is written in the form or comes as files, in a task or beside it.

Nobody writes over a version that he has not seen: what came in meanwhile is named, and what was typed stays.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields

from app.casework.acts.act import Act
from app.casework.contract.attached import Files
from app.casework.contract.fields import Text
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.rows import CaseAct
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.steps import Step
from app.casework.contract.texts import Slot
from app.casework.models import Case, TextVersion, WorkItem
from app.casework.texts.contents import Content, TextKind, body_content, files_content
from app.casework.texts.errors import TextOvertaken
from app.casework.texts.versions import current_versions, revise, slots_of
from app.law.errors import InvalidInput
from app.office.permissions import Permission

TITLE, WRITTEN, UPLOADED, SEEN, WHY = "修改文本", "_text", "_files", "_seen", "change"
LONGEST = 100_000


def never_too_late(case: Case) -> str:
    """For a process whose texts may be changed as long as the case is open."""
    return ""


@dataclass(frozen=True)
class Writing(Step):
    """`slots`: the texts that are written here, by default all; `needed`: those without which the task is not done.

    `slots_of(case)`: for a process in which a case has only some of them. `key`: of the form that a diagram names.
    `too_late(case)`: why nothing may be changed any more, in Chinese, as after the texts have gone out; else empty.
    """

    slots: tuple[str, ...] = ()
    slots_of: Callable[[Case], tuple[str, ...]] | None = None
    needed: tuple[str, ...] = ()
    key: str = "write_texts"
    most_files: int = 5
    too_late: Callable[[Case], str] = never_too_late
    note: str = (
        "每份文本可以直接填写，也可以上传文件。提交后形成新的版本；"
        "已在原版本上签署的意见随之失效，须重新审签。"
    )

    def forms(self) -> tuple[TaskForm, ...]:
        return (
            TaskForm(
                self.key, "拟写文本", lambda item: self.schema(item.case), self._complete, initial=self.initial,
                submit="提交", note=self.note,
            ),
        )  # fmt: skip

    def acts(self) -> tuple[CaseAct, ...]:
        return (
            CaseAct("文本与版本", "desk.show_texts", "files", Permission.READ_CASE,
                    lambda case, on: bool(self.slots_in(case))),
            CaseAct(TITLE, "desk.edit_texts", "pencil-square", Permission.EDIT_TEXT,
                    lambda case, on: case.is_open and not self.too_late(case)),
        )  # fmt: skip

    def slots_in(self, case: Case) -> list[Slot]:
        """The texts of this step, in the order of the card."""
        had = self.slots_of(case) if self.slots_of is not None else None
        return [
            slot for slot in slots_of(case)
            if (had is None or slot.key in had) and (not self.slots or slot.key in self.slots)
        ]  # fmt: skip

    def schema(self, case: Case) -> Schema:
        why = Text("修改说明", maximum=300, required=False, hint="供审签人参考，写入办理记录")
        return OfficeSchema({**self.members(case), WHY: why})

    def members(self, case: Case) -> dict[str, fields.Field[Any]]:
        """The fields of the texts, for a form of the process that asks more beside them."""
        members: dict[str, fields.Field[Any]] = {}
        current = current_versions(case)
        for slot in self.slots_in(case):
            members[slot.key + WRITTEN] = Text(
                slot.title, maximum=LONGEST, widget="textarea", required=False, hint="直接填写全文，每段一行"
            )
            members[slot.key + UPLOADED] = Files(
                f"上传{slot.title}", minimum=0, maximum=self.most_files, reads=True,
                hint=f"{_files_now(current.get(slot.key))}DOCX、PDF、图片；不得留有修订、批注和隐藏文字。视频请填写链接",
            )  # fmt: skip
            members[slot.key + SEEN] = Text(
                f"{slot.title}所见版本", maximum=12, widget="hidden", required=False
            )
        return members

    def initial(self, case: Case) -> Values:
        """The texts as they stand, and which versions these are."""
        current, found = current_versions(case), {}
        for slot in self.slots_in(case):
            version = current.get(slot.key)
            found[slot.key + SEEN] = _number(version)
            if version is not None and version.kind == TextKind.BODY:
                found[slot.key + WRITTEN] = str(version.content["text"])
        return found

    def write(self, act: Act, values: Values) -> list[TextVersion]:
        """The new versions. Raises TextOvertaken, InvalidInput."""
        current, slots = current_versions(act.the_case), self.slots_in(act.the_case)
        _refuse_overtaken(slots, current, values)
        contents = {slot.key: self._content(slot, current.get(slot.key), values) for slot in slots}
        before = {key: version.id for key, version in current.items()}
        made = [revise(act, key, one, values[WHY]) for key, one in contents.items() if one is not None]
        return [version for version in made if before.get(version.slot) != version.id]

    def _content(self, slot: Slot, current: TextVersion | None, values: Values) -> Content | None:
        """What was handed in for a text; None when it stays as it is. A page may not empty it."""
        text, files = paragraphs_of(values[slot.key + WRITTEN]), values[slot.key + UPLOADED]
        is_body = current is not None and current.kind == TextKind.BODY
        known = paragraphs_of(str(current.content["text"])) if current is not None and is_body else ""
        if files and text not in ("", known):
            raise InvalidInput(
                fields={slot.key + UPLOADED: "填写的全文和上传的文件只能提交一种，请去掉其中一种"}
            )
        if files:
            return files_content(files)
        if text:
            return body_content(text)
        is_emptied = is_body and bool(values[slot.key + SEEN])
        if is_emptied or (current is None and slot.key in self.needed):
            raise InvalidInput(fields={slot.key + WRITTEN: f"请填写或者上传{slot.title}"})
        return None

    def _complete(self, act: Act, item: WorkItem, values: Values) -> Facts:
        self.write(act, values)
        return {"is_written": True}


def paragraphs_of(text: str) -> str:
    """A typed text in the one form in which it is signed and published: one paragraph a line, none of them empty."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _files_now(version: TextVersion | None) -> str:
    """Which files the text is at the moment: a page cannot show them in a field that takes new ones."""
    if version is None or version.kind != TextKind.FILES:
        return ""
    names = "、".join(row["name"] for row in version.content["files"])
    return f"现为“{names}”，重新选择会替换它。"


def _number(version: TextVersion | None) -> str:
    return str(version.number) if version is not None else ""


def _refuse_overtaken(slots: list[Slot], current: dict[str, TextVersion], values: Values) -> None:
    """Nothing is written over a version that was not seen; a text that is not handed in anew overtakes nobody."""
    problems, now = {}, {}
    for slot in slots:
        version, is_handed_in = (
            current.get(slot.key),
            values[slot.key + WRITTEN] or values[slot.key + UPLOADED],
        )
        now[slot.key + SEEN] = _number(version)
        if version is None or not is_handed_in or values[slot.key + SEEN] == _number(version):
            continue
        who = version.author.name if version.author else "他人"
        problems[slot.key + WRITTEN] = (
            f"{who}已提交{slot.title}第 {version.number} 版，您的版本还没有提交，内容仍在本页。"
            "请先在“文本与版本”中查看差异，确认后再次提交"
        )
    if problems:
        raise TextOvertaken(problems, now)

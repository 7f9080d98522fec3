"""办结 closing, and 归档 archiving with the proof of delivery.

What ended before its diagram archives it is archived by an act of its own (`steps.filing`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.archive.acts import number_for_the_archive
from app.casework.archive.in_the_way import in_the_way
from app.casework.archive.unfiled import has_ended_unfiled
from app.casework.contract.fields import Day, Text, Whole
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.rows import CaseAct
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.steps import Step
from app.casework.letters import whole
from app.casework.letters.deliveries import LATEST, delivery_of, record_arrival
from app.casework.letters.made import named
from app.casework.models import Case, Delivery, WorkItem
from app.casework.models.cases import CaseState
from app.casework.models.letters import DeliveryMethod, DeliveryState
from app.casework.papers.documents import lost_documents
from app.casework.terms import clocks
from app.casework.work.orders import check_answered
from app.database import columns_of
from app.engine.operations import Operation
from app.law.errors import DayOutOfRange, InvalidInput
from app.law.retention import Retention, is_contested, retention
from app.law.stated_days import faults_of_days
from app.law.substance import says_nothing
from app.office.permissions import Permission

_last_sending = LATEST.with_only_columns(Delivery.method, Delivery.state, Delivery.delivered_on)


def end(act: Act, state: CaseState, on: date | None = None) -> None:
    """The case is no longer worked on: closed or withdrawn, its clocks computed for the last time.

    `on`: the day of what ended it, where that is entered later; none is today.
    """
    clocks.keep_editions(act.the_case)
    act.the_case.state, act.the_case.closed_on = state, on or act.today
    clocks.recompute(act.the_case)


def today_alone(case: Case) -> date | None:
    """For a process in which what ends a case and its entry are one."""
    return None


def close_case(act: Act, on: date | None = None) -> Facts:
    """办结: the work is done; archiving follows as an act of its own."""
    end(act, CaseState.CLOSED, on)
    act.audit("case.closed", "办结")
    return {"is_closed": True}


def archive_case(act: Act) -> Facts:
    """归档: read-only from now on."""
    case = act.the_case
    case.state, case.archived_on = CaseState.ARCHIVED, act.today
    number = number_for_the_archive(act)
    kept = f"，保管期限 {case.retention_years} 年" if case.retention_years else ""
    act.audit("case.archived", f"归档{kept}{f'，档号 {number}' if number else ''}")
    return {"is_archived": True}


@dataclass(frozen=True)
class Closing(Step):
    """Operation `close_case`. `ended_on(case)`: the day of what ended it; None is today."""

    ended_on: Callable[[Case], date | None] = today_alone

    def operations(self) -> tuple[Operation, ...]:
        return (Operation("close_case", "办结", self._close, issues=False),)

    def _close(self, act: Act) -> Facts:
        return close_case(act, self.ended_on(act.the_case))


def no_letter(case: Case) -> int | None:
    """For a process that delivers nothing: there is no proof to wait for."""
    return None


def _is_on_its_way(letter_id: int) -> bool:
    """Whether the letter was posted and nobody has said that it arrived, or came back."""
    last = columns_of(_last_sending, {"of_letter": letter_id}).first()
    return (
        last is not None
        and last.method == DeliveryMethod.POST
        and last.delivered_on is None
        and last.state != DeliveryState.RETURNED
    )


@dataclass(frozen=True)
class Archiving(Step):
    """Form `archive` and operation `archive_case`.

    `letter_of(case)`: the letter whose delivery must be proved; `without_proof`: kinds of letters that may lie unsent.
    """

    letter_of: Callable[[Case], int | None] = no_letter
    without_proof: frozenset[str] = frozenset()

    def forms(self) -> tuple[TaskForm, ...]:
        return (
            TaskForm(
                "archive", "归档", self._schema, self._archive, initial=self._usual, submit="归档",
                note="归档后案卷只读。" + ("" if self.letter_of is no_letter else "没有送达凭证的不能归档。"),
                advice=_advice,
            ),
        )  # fmt: skip

    def operations(self) -> tuple[Operation, ...]:
        return (Operation("archive_case", "移入档案", archive_case, issues=False),)

    def acts(self) -> tuple[CaseAct, ...]:
        needed = Permission.ARCHIVE_ENDED_CASE
        return (CaseAct("归档", "desk.ask_archiving", "archive", needed, has_ended_unfiled),)

    def _usual(self, case: Case) -> Values:
        return {"retention_years": usual_retention(case).years}

    def _schema(self, item: WorkItem) -> Schema:
        return self.schema_of(item.case)

    def schema_of(self, case: Case) -> Schema:
        """The arrival is asked where a posted letter has none on record."""
        letter_id = self.letter_of(case)
        is_asked = letter_id is not None and _is_on_its_way(letter_id)
        return ArchiveSchema(exclude=() if is_asked else ("delivered_on",))

    def _archive(self, act: Act, item: WorkItem, values: Values) -> Facts:
        self.make_ready(act, values)
        return {"is_filed": True}

    def make_ready(self, act: Act, values: Values) -> None:
        """What a case file needs is there, or somebody says why not. Raises what is missing, by its name.

        `values`: of `schema_of` in this act, which asks for the arrival where a letter has none.
        """
        found = in_the_way(act.the_case)
        if found.order:
            check_answered(act.the_case)
        if found.unmade_letter:
            whole.check_all_made(act.the_case)
        _answer_for_lost(act, values["note"])
        if found.unsent_letter:
            self._answer_for_unsent(act, values["note"])
        if "delivered_on" in values and (sent := delivery_of(self.letter_of(act.the_case))) is not None:
            self._complete_proof(act, sent, values)
        act.the_case.retention_years = values["retention_years"]

    def _answer_for_unsent(self, act: Act, note: str) -> None:
        """Raises InvalidInput for a letter that nobody has sent, until somebody writes why."""
        unsent = whole.not_brought_out(act.the_case, self.without_proof)
        if unsent and says_nothing(note):
            message = f"{named(unsent)}没有送达记录，请在“文书送达”中登记；不再送达的，在这里写明原因"
            raise InvalidInput(fields={"note": message})
        if unsent:
            act.audit("case.letters_unsent", f"归档时没有送达记录：{named(unsent)}",
                      letters=[one.id for one in unsent])  # fmt: skip

    def _complete_proof(self, act: Act, found: Delivery, values: Values) -> None:
        arrived: Any = values["delivered_on"]
        if not arrived and not values["note"]:
            raise InvalidInput(
                fields={"delivered_on": "请填写妥投日期；查询不到的，在归档说明中写明查询结果"}
            )
        stated = {"delivered_on": arrived}
        if faults := faults_of_days(stated, act.today, since=found.sent_on, of="交邮日期"):
            raise DayOutOfRange(fields=faults)
        if arrived:
            record_arrival(act, found, arrived)
        found.note = values["note"] or found.note


def _advice(case: Case, on: date) -> str:
    """Why the file is kept so long, and by when it is due at the archive (档案法实施条例)."""
    kept = usual_retention(case)
    happened = (event.type for event in clocks.events_of(case))
    why = "曾经行政复议、行政诉讼或者责令重作" if is_contested(happened) else "普通案卷"
    return f"{why}，一般保管{kept.title}，至 {kept.until.isoformat()}；{kept.archive_by.isoformat()} 前移交档案部门"


def usual_retention(case: Case) -> Retention:
    """How long the file of this case is kept, by its kind, unless the organ's own schedule says otherwise."""
    on = case.closed_on or case.opened_at.date()
    happened = (event.type for event in clocks.events_of(case))
    return retention(on, clocks.parameters_on(on), contested=is_contested(happened))


def _answer_for_lost(act: Act, note: str) -> None:
    """第四十五条、档案法第十四条: a file that the store has lost is found before archiving, or accounted for.

    Raises InvalidInput with the names until somebody writes what became of them.
    """
    lost = lost_documents(act.the_case)
    names = "、".join(f"“{one.filename}”" for one in lost)
    if lost and says_nothing(note):
        message = f"文件库中找不到：{names}。请先由系统管理员从备份恢复；确实不能恢复的，在这里写明情况"
        raise InvalidInput(fields={"note": message})
    if lost:
        act.audit("case.files_lost", f"归档时文件库中缺少：{names}", documents=[one.id for one in lost])


class ArchiveSchema(OfficeSchema):
    """归档 needs the proof of delivery."""

    delivered_on = Day(
        "邮件妥投日期",
        required=False,
        hint="邮寄的须填写妥投日期，对方的救济期限自该日起算；查询不到的，在说明中写明查询结果",
    )
    note = Text("归档说明", maximum=300, required=False)
    retention_years = Whole(
        "保管期限（年）", minimum=10, maximum=100, hint="以本机关经同级档案部门审核的保管期限表为准"
    )

"""干预: what a supervisor does to a case above the heads of those who have it in hand, with a reason, on the record.

改派 and 转办 are acts of their own (`steps.reassigning`, `work.handing`) that a supervisor may do as well.
"""

from typing import Any

from marshmallow import Schema
from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow, NotClaimed
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.platform import platform
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters import on_portal
from app.casework.letters.deliveries import effective_delivery
from app.casework.letters.recalls import taken_by
from app.casework.models import Case, IssuedLetter, WorkItem
from app.casework.models.cases import CaseState
from app.casework.run.workflow import workflow_of
from app.casework.terms import clocks
from app.casework.work import telling
from app.casework.work.flags import FORCED, raise_flag
from app.casework.work.inbox import open_items_of
from app.casework.work.recipients import hands_for, people_at_work
from app.casework.work.ways import ways_of
from app.casework.work.work_items import finish, get_open
from app.database import db
from app.law.closing_by_force import GROUND_WORDS, NOTHING_OWED, Ground, check_ground
from app.law.errors import InvalidInput
from app.law.events import EventType
from app.office.permissions import Permission
from app.steps import closing
from app.steps.delivery import Delivering

TO_POOL = "pool"
LONGEST_NUMBER = 40


class ReturnSchema(OfficeSchema):
    """Why a step is taken from whoever has it."""

    reason = Text(
        "退回理由", maximum=300, widget="textarea", argues=True, hint="写入办理记录，有关人员可以看到"
    )


class ClosingSchema(OfficeSchema):
    """On which ground, and why."""

    ground = Choice("办结原因", {one.value: words for one, words in GROUND_WORDS.items()})
    instead = Text(
        "由哪一件办理",
        maximum=LONGEST_NUMBER,
        required=False,
        hint="重复登记的填写另一件的编号，须是同一机关的同类办件",
    )
    circumstances = Text(
        "具体情况", maximum=300, widget="textarea", argues=True, hint="写入办理记录；请勿写当事人的个人信息"
    )


def ways_for(item: WorkItem) -> dict[str, str]:
    """How this step may be given back: to the pool where somebody has it, and along drawn ways that ask why alone."""
    pool = {TO_POOL: "退回待认领"} if item.assignee_id is not None else {}
    if item.beside is not None:
        return pool
    drawn = ways_of(item)
    return pool | {
        way: form.title for way, form in drawn.items() if set(form.schema(item).fields) == {"opinion"}
    }


@use_case("intervene_return", needs=Permission.INTERVENE)
def give_back(act: Act, item_id: str, way: str, data: dict[str, Any]) -> Result:
    """A step goes back to the pool, or along a way that is drawn back from it. Raises CannotHappenNow, NotClaimed."""
    item = get_open(act, item_id)
    reason = load_schema(ReturnSchema(), data)["reason"]
    if way not in ways_for(item):
        raise (
            NotClaimed("这项任务还没有人认领")
            if way == TO_POOL
            else CannotHappenNow("流程图没有画出这样退回的路线")
        )
    before, title = hands_for(item, act.today), ways_for(item)[way]
    act.audit("case.intervened", f"督办{title}“{item.title}”：{reason}", node=item.node)
    telling.tell(act, before, f"{act.actor.name}督办{title}“{item.title}”")
    if way == TO_POOL:
        item.assignee_id, item.owner_id, item.claimed_at = None, None, None
        item.version += 1
    else:
        workflow_of(act).announce(f"{act.actor.name}督办{title}“{item.title}”")
        finish(act, item, {"opinion": reason}, way)
    return {"case": act.the_case.number, "done": title}


@use_case("close_by_force", needs=Permission.INTERVENE)
def close_by_force(act: Act, data: dict[str, Any]) -> Result:
    """强制办结: the run ends where it stands, and nobody has work in it any more.

    Raises StillOwed, CaseIsClosed, InvalidInput (`instead`: no such case of the same organ and process).
    """
    act.require_open()
    values, case = load_schema(ClosingSchema(), data), act.the_case
    ground = Ground(values["ground"])
    instead = _other_case(case, values["instead"] or "") if ground is Ground.DUPLICATE else None
    check_ground(ground, _owes(case))
    before = people_at_work(case, act.today)
    workflow_of(act).cut()
    if ground in NOTHING_OWED:
        clocks.record(act, EventType.DISCONTINUED)
    on_portal.stop_waiting(act, "办理已经终止")
    if _reached_nobody(case):
        case.outcome = None
    closing.end(act, CaseState.CLOSED)
    raise_flag(case, FORCED)
    words = GROUND_WORDS[ground] if instead is None else f"重复登记，由 {instead.number} 办理"
    act.audit("case.closed_by_force", f"强制办结（{words}）：{values['circumstances']}", ground=ground.value,
              instead=instead.number if instead else "")  # fmt: skip
    telling.tell(act, before, f"{act.actor.name}已强制办结，不再办理")
    return {"case": case.number}


def _owes(case: Case) -> bool:
    """A limit by which punctuality is counted runs, or waits for what the party was asked to supply or pay."""
    terms, found = clocks.terms_of(case), clocks.clocks_of(case)
    runs = any(clock.is_live and clock.kind in terms.punctual for clock in found.clocks)
    return runs or terms.awaited(found) is not None


def _reached_nobody(case: Case) -> bool:
    """The letter that tells the outcome never went out, nor another in its place; never so where none is delivered."""
    step = platform().process(case.process).work.step(Delivering)
    if step is None:
        return False
    letter = db.session.get(IssuedLetter, step.letter_of(case) or 0)
    return letter is None or (effective_delivery(letter.id) is None and taken_by(letter) is None)


def _other_case(case: Case, number: str) -> Case:
    same = Case.organ_id == case.organ_id, Case.process == case.process, Case.id != case.id
    found = db.session.scalar(select(Case).where(Case.number == number.strip(), *same))
    if found is None:
        raise InvalidInput(fields={"instead": "没有这个编号的办件，或者不是同一机关的同类办件，请核对编号"})
    return found


def choices_of(case: Case) -> dict[str, str]:
    """What may be given back now: item and way, in words."""
    return {
        f"{item.id}~{way}": f"“{item.title}”（{item.assignee.name if item.assignee else '待认领'}）{title}"
        for item in open_items_of(case)
        for way, title in ways_for(item).items()
    }


def choosing_schema(case: Case) -> Schema:
    """Which step goes back where, and why."""
    what = Choice("退回什么", choices_of(case), widget="select")
    return OfficeSchema({"what": what, "reason": ReturnSchema().fields["reason"]})

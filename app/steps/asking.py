"""加签: who has a task asks one more person of the house, before completing it or after (units: `consultation`)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.attached import Files
from app.casework.contract.fields import Choice, Text
from app.casework.contract.forms import TaskForm, always, load_schema
from app.casework.contract.platform import platform
from app.casework.contract.schemas import OfficeSchema
from app.casework.contract.steps import Step
from app.casework.models import Case, WorkItem
from app.casework.work import beside
from app.casework.work.beside import ADVICE
from app.casework.work.work_items import form_of, get_open, work_on
from app.law.errors import InvalidInput, NotAllowed
from app.office.holders import logins_among
from app.office.models import Person
from app.office.organs import descendants
from app.office.people import find_person
from app.office.permissions import Permission
from app.office.standing import roles_of
from app.office.vocabulary import WORKING_ROLES

BEFORE, AFTER = "before", "after"
WHEN = {BEFORE: "先加签：等其提出意见，我再提交", AFTER: "后加签：我提交以后，转由其接着办理"}


class AdviceSchema(OfficeSchema):
    """The opinion that was asked for."""

    opinion = Text(
        "意见", maximum=1000, widget="textarea", argues=True, hint="供请您加签的人参考，写入办理记录"
    )


class ReasonSchema(OfficeSchema):
    """Why the opinion is not needed any more."""

    reason = Text("撤销理由", maximum=200, widget="textarea")


@dataclass(frozen=True)
class Asking(Step):
    """The forms of tasks beside the diagram; a process without this step has no 加签."""

    def forms(self) -> tuple[TaskForm, ...]:
        note = "您的意见供办理人参考，不替代其审签或者决定。"
        return (TaskForm(ADVICE, "加签意见", always(AdviceSchema), submit="提交意见", note=note),)


def people_of_the_house(case: Case, on: date) -> dict[str, str]:
    """Who may be asked: who works on cases at the organ, its sections, departments and townships; login → name."""
    units = (case.organ, *descendants(case.organ, on))
    return logins_among(tuple(sorted(WORKING_ROLES)), tuple(unit.code for unit in units), on)


def schema_for(item: WorkItem, on: date) -> Schema:
    """Whom, when, about what."""
    members: dict[str, Any] = {
        "person": Choice("加签人", people_of_the_house(item.case, on), widget="select"),
        "when": Choice("方式", WHEN),
        "reason": Text(
            "请其提出意见的事项",
            maximum=300,
            widget="textarea",
            argues=True,
            hint="写入办理记录，加签人可以看到",
        ),
    }
    return OfficeSchema(members)


@use_case("ask_advice")
def ask_advice(act: Act, item_id: str, data: dict[str, Any]) -> Result:
    """加签 by who has the task. Raises InvalidInput, CannotHappenNow."""
    item = get_open(act, item_id)
    work_on(act, item)
    if item.beside is not None:
        raise CannotHappenNow("加签、协办的事项不能再加签")
    if form_of_advice(item.case) is None:
        raise CannotHappenNow("这项业务没有加签")
    values = load_schema(schema_for(item, act.today), data)
    person = find_person(values["person"])
    if person is None or person.id == act.actor.person_id:
        raise InvalidInput(fields={"person": "请选择本人以外的加签人"})
    ask = _ask_before if values["when"] == BEFORE else _ask_after
    ask(act, item, person)
    words = WHEN[values["when"]].split("：")[0]
    act.audit(
        "item.asked",
        f"“{item.title}”{words}（{person.name}）：{values['reason']}",
        node=item.node,
        to=person.id,
    )
    return {"item": item.id, "person": person.name}


def form_of_advice(case: Case) -> TaskForm | None:
    """The form of an opinion, where the case's process has one."""
    return platform().process(case.process).work.forms.get(ADVICE)


def _ask_before(act: Act, item: WorkItem, person: Person) -> None:
    if any(one.assignee_id == person.id for one in beside.open_beside(item.case, item.id)):
        raise InvalidInput(fields={"person": f"已请{person.name}加签，意见还没有给出"})
    post = next(post for post in roles_of(person, act.today) if post.role in WORKING_ROLES)
    title = f"{item.title}：加签意见（{person.name}）"
    beside.put(
        act, ADVICE, title, (post.role, post.unit_id), item.id, assignee_id=person.id, for_item_id=item.id
    )
    item.waits += 1


def _ask_after(act: Act, item: WorkItem, person: Person) -> None:
    if person.id in item.drafter_ids:
        raise InvalidInput(fields={"person": f"{person.name}是拟稿人，不能{item.check_words}"})
    fields = form_of(item).schema(item).fields.values()
    if any(isinstance(field, Files) and field.minimum for field in fields):
        raise CannotHappenNow("这一环节要提交文件，文件不能转交，请改用先加签或者转办")
    item.then_to_id = person.id


@use_case("call_off_advice")
def call_off(act: Act, item_id: str, reason: str) -> Result:
    """撤销加签: by who asked. `item_id`: the opinion that was asked for, or the task that was to go on."""
    item = get_open(act, item_id)
    if not reason.strip():
        raise InvalidInput(fields={"reason": "请写明撤销的理由"})
    if item.beside is None:
        act.require(Permission.WORK_ON_ITEM, item)
        if item.then_to is None:
            raise CannotHappenNow("这一环节没有后加签")
        whom, item.then_to_id = item.then_to.name, None
    else:
        if item.asked_by_id != act.actor.person_id:
            raise NotAllowed("加签、协办只能由提出的人撤销")
        whom = item.assignee.name if item.assignee else item.unit.name
        beside.cancel(act, item)
    words = f"撤销“{item.title}”的{_kind(item)}（{whom}）：{reason.strip()[:200]}"
    act.audit("item.asking_withdrawn", words, node=item.node)
    return {"item": item.id}


def _kind(item: WorkItem) -> str:
    return beside.LANES.get(item.beside or "", "后加签")

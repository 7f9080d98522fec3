"""The inbox for programs: lists, one task with its form, and what people do with tasks."""

from typing import Any

from flask import request

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import OLDER, PAGE, ApiBlueprint, asked, described
from app.api.kinds import keyed, one_of, optional, ref, rows, text, thing
from app.api.pages import keyed_told
from app.api.parsing import form_values, json_body, text_in
from app.api.shapes import task_row, task_whole
from app.casework.acts.commands import UseCase, perform
from app.casework.acts.once import one_reading
from app.casework.letters import confirming
from app.casework.models import WorkItem
from app.casework.work import going_back, handing, inbox, taking_back, work_items
from app.casework.work.before_the_lock import refuse_early
from app.casework.work.done import list_done
from app.casework.work.reading import readable_item
from app.law.errors import InvalidInput
from app.office.people import find_person
from app.steps import asking
from app.web.access import current_standing
from app.web.page_number import page_number, place_asked_for

bp = ApiBlueprint("api_tasks", __name__, url_prefix="/api/v1/tasks", description="待办")
NOBODY = 0
FACTS = {"type": "object", "title": "要素；文号和核验码在制发时写入，不在其中"}
BOXES = {"mine": "待办", "pool": "待认领", "done": "已办"}
QUERY = (
    asked("box", {**one_of("任务箱", BOXES), "default": "mine"}, "哪一个任务箱"),
    asked("process", text("业务"), "只列一种业务"),
    asked("q", text("字词", maxLength=100), "编号、标题、当事人中的字词"),
    PAGE,
    OLDER,
)
TAKEN = thing(item=text("任务编号"))
HAND_OVER = optional(thing(to=text("接收人账号"), reason=text("理由", maxLength=200)), "reason")
HANDED_OVER = thing(item=text("任务编号"), assignee=text("接收人"))
WOULD_ISSUE = thing(
    letters=rows(
        "将要制发的文书",
        thing(kind=text("种类"), title=text("名称"), recipient=text("收件人"), facts=FACTS),
    ),
    confirmed=text("所见文书的标记：办理时放入 confirmed 参数，制发的与所见的不同即拒绝"),
)
CONFIRMED = asked("confirmed", text("标记", maxLength=64), "POST /tasks/{item_id}/letters 给出的标记")
SENT_BACK = thing(item=text("任务编号"), case=text("办件编号"), title=text("环节"), way=text("去向"))
ADVICE = thing(
    person=text("加签人账号"), when=one_of("方式", asking.WHEN), reason=text("事项", maxLength=300)
)
COMPLETED = thing(item=text("任务编号"), case=text("办件编号"), title=text("环节"))
FORM = {
    "type": "object",
    "title": "表单的各项，由 GET /tasks/{item_id} 的 form 说明；有文件的表单用 multipart/form-data。"
    "审签、会签和制发还须送回所见文本的标记：signed_hash，取自该任务的 initial",
}


@bp.get("")
@described(keyed("tasks", "任务", ref("Task")), query=QUERY)
@token_required
def list_tasks() -> dict[str, Any]:
    """待办（mine）、待认领（pool）、已办（done）。"""
    now, standing, box = timekeeping.now(), current_standing(), request.args.get("box") or "mine"
    by = inbox.Filter(process=request.args.get("process", ""), words=request.args.get("q", "")[:100])
    if box == "done":
        page = list_done(standing, by, now, place_asked_for())
    else:
        page = inbox.list_open(standing, box, by, now, page_number())
    return keyed_told("tasks", page, task_row)


@bp.get("/<item_id>")
@described(ref("TaskWhole"))
@token_required
def show(item_id: str) -> dict[str, Any]:
    """一项任务，表单为 JSON Schema。"""
    return task_whole(readable_item(item_id, current_standing()))


def _hand_over(item_id: str, use: UseCase) -> dict[str, Any]:
    """To the login in `to`. An unknown one is refused by the act like any stranger: which exist is not told."""
    body = json_body()
    receiver = find_person(text_in(body, "to"))
    try:
        return _act(
            item_id,
            use,
            person_id=receiver.id if receiver else NOBODY,
            reason=text_in(body, "reason")[:200],
        )
    except InvalidInput as refused:
        if "person_id" not in refused.fields:
            raise
        raise InvalidInput(fields={"to": refused.fields["person_id"]}) from refused


def _act(item_id: str, use: UseCase, **arguments: Any) -> dict[str, Any]:
    return _act_on(readable_item(item_id, current_standing()), use, **arguments)


def _act_on(item: WorkItem, use: UseCase, **arguments: Any) -> dict[str, Any]:
    return perform(use, actor=caller(), now=timekeeping.now(), key=idempotency_key(), case_id=item.case_id,
                   item_id=item.id, **arguments)  # fmt: skip


@bp.post("/<item_id>/claim")
@described(TAKEN)
@token_required
def claim(item_id: str) -> dict[str, Any]:
    """认领。"""
    return _act(item_id, work_items.claim)


@bp.post("/<item_id>/release")
@described(TAKEN)
@token_required
def release(item_id: str) -> dict[str, Any]:
    """释放。"""
    return _act(item_id, work_items.release)


@bp.post("/<item_id>/transfer")
@described(HANDED_OVER, body=HAND_OVER)
@token_required
def transfer(item_id: str) -> dict[str, Any]:
    """转办给同岗位或者可以协助该岗位的人（to 为账号）。"""
    return _hand_over(item_id, handing.transfer)


@bp.post("/<item_id>/delegate")
@described(HANDED_OVER, body=HAND_OVER)
@token_required
def delegate(item_id: str) -> dict[str, Any]:
    """委托同岗位的其他人办理（to 为账号）。"""
    return _hand_over(item_id, handing.delegate)


@bp.post("/<item_id>/complete")
@described(COMPLETED, body=FORM, form=True, query=(CONFIRMED,))
@token_required
def complete(item_id: str) -> dict[str, Any]:
    """办理：提交表单的各项。"""
    item = readable_item(item_id, current_standing())
    with one_reading():
        schema = work_items.form_of(item).schema(item)
    data = form_values(schema)
    refuse_early(item, schema, current_standing(), data)
    agreed = confirming.as_shown(request.args.get("confirmed"))
    return _act_on(item, work_items.complete, data=data, agreed=agreed)


@bp.post("/<item_id>/letters")
@described(WOULD_ISSUE, body=FORM, form=True, keyed=False)
@token_required
def show_letters(item_id: str) -> dict[str, Any]:
    """预览：以这些内容办理将要制发哪些文书。不办理、不编号。"""
    item = readable_item(item_id, current_standing())
    found = confirming.would_issue(
        work_items.complete, actor=caller(), now=timekeeping.now(), case_id=item.case_id, item_id=item.id,
        data=form_values(work_items.form_of(item).schema(item)),
    )  # fmt: skip
    told = [{"kind": one.kind.kind, "title": one.kind.title, "recipient": one.recipient, "facts": one.facts}
            for one in found]  # fmt: skip
    return {"letters": told, "confirmed": confirming.mark_of(found)}


@bp.post("/<item_id>/ways/<way>")
@described(
    SENT_BACK, body={"type": "object", "title": "退回表单的各项，由 GET /tasks/{item_id} 的 ways 说明"}
)
@token_required
def send_back(item_id: str, way: str) -> dict[str, Any]:
    """退回：沿流程图画出的去向，写明理由。"""
    return _act(item_id, going_back.send_back, way=way, data=json_body())


@bp.post("/<item_id>/taking-back")
@described(COMPLETED)
@token_required
def take_back(item_id: str) -> dict[str, Any]:
    """取回本人提交的任务：下一环节还没有人打开、系统没有办理其他事项的。"""
    return _act(item_id, taking_back.take_back)


@bp.post("/<item_id>/advice")
@described(thing(item=text("任务编号"), person=text("加签人")), body=ADVICE)
@token_required
def ask_advice(item_id: str) -> dict[str, Any]:
    """加签：before 为先等其意见，after 为提交后转其接着办理（person 为账号）。"""
    return _act(item_id, asking.ask_advice, data=json_body())


@bp.post("/<item_id>/advice/withdrawal")
@described(TAKEN, body=thing(reason=text("理由", maxLength=200)))
@token_required
def call_off_advice(item_id: str) -> dict[str, Any]:
    """撤销加签。"""
    return _act(item_id, asking.call_off, reason=text_in(json_body(), "reason")[:200])

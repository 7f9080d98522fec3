"""The case page (办理): everything about one case, and the form of the task that is mine."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.acts.once import one_reading
from app.casework.contract.platform import platform
from app.casework.contract.process import Process
from app.casework.letters.drafts import draft_letter, draft_of
from app.casework.messages.undelivered import given_up_mails
from app.casework.models import Case, WorkItem
from app.casework.work.inbox import open_items_of
from app.casework.work.reading import readable_case
from app.casework.work.taking_back import takeable
from app.desk import case_papers, case_view
from app.desk.blueprint import bp
from app.desk.channel_rows import channel_rows
from app.desk.consultation_view import consultation_rows, notice_link
from app.desk.opening import note_opening
from app.desk.orders import order_rows
from app.desk.reminded import reminder_rows
from app.desk.task_view import TaskView, is_open_to, own_draft, powers, task_view
from app.desk.urged import urging_rows
from app.desk.what_next import done_from_address, leave_behind
from app.office.permissions import Permission, allows
from app.web.access import current_standing, signed_in


@bp.get("/cases/<number>")
@signed_in
def show_case(number: str) -> ResponseReturnValue:
    """The page; `task` in the address chooses among several open tasks of mine."""
    with one_reading():
        try:
            case = readable_case(number, current_standing())
        except NotFound:
            return leave_behind(number)
        item = my_item(open_items_of(case))
        if item is None or item.opened_at is not None:
            return case_page(case)
    note_opening(item)
    return case_page(readable_case(number, current_standing()))


@one_reading()
def case_page(case: Case, view: TaskView | None = None) -> str:
    """The page with the form of my task, or with the form as it came back (`view`)."""
    process, now = platform().process(case.process), timekeeping.now()
    today = now.date()
    steps = case_view.steps(case, process)  # brings the run whole, of which what follows would bring a part
    items, done = open_items_of(case), done_from_address(shown=case)
    signatures = case_view.opinions_of(case, current_standing().person_id)
    enclosed = process.texts.enclosures(case, current_standing())
    documents = case_papers.documents(case, enclosed)  # these three bring along what the others point at
    view = view or my_task(items)
    return render_template(
        "desk/case.html", case=case, process=process, view=view, today=today,
        head=case_view.head(case, process, items, today), clock=case_view.clock(case, now),
        steps=steps, facts=case_view.facts(case, process, current_standing()), items=items,
        others=_others(items, view), letter=letter_of(case, view), letter_words=letter_words(case, process),
        letters=case_papers.letters(case, may_recall=_may_recall(case)),
        documents=documents, enclosed=enclosed,
        enclosures=case_papers.enclosure_rows(case, enclosed) if enclosed else [],
        drawings=case_view.drawings(case, now),
        entries=case_view.entries(case, items), signatures=signatures,
        acts=[*case_view.acts(case, process, current_standing()), *_taking_back(case)],
        panel=case_view.panel(case, process, today),
        postings=channel_rows(case, now),
        consultations=consultation_rows(case, current_standing()), done=done,
        urgings=urging_rows(current_standing(), case), reminders=reminder_rows(current_standing(), case),
        orders=order_rows(case, current_standing()),
        consultation_notice=notice_link(case, current_standing()), mails_given_up=given_up_mails(case),
    )  # fmt: skip


def _may_recall(case: Case) -> bool:
    standing = current_standing()
    return allows(Permission.RECALL_LETTER, standing, case, standing.on)


def _taking_back(case: Case) -> list[dict[str, str]]:
    """取回, while it can be done."""
    item = takeable(case, current_standing().person_id)
    if item is None:
        return []
    href = url_for("desk.show_taking_back", item_id=item.id)
    return [{"words": f"取回“{item.title}”", "href": href, "icon": "arrow-counterclockwise"}]


def my_task(items: list[WorkItem]) -> TaskView | None:
    """The task that was asked for if it is mine or free, otherwise the first such."""
    chosen = my_item(items)
    return task_view(chosen, current_standing()) if chosen else None


def my_item(items: list[WorkItem]) -> WorkItem | None:
    """The same before its form is made."""
    wanted = request.args.get("task", "")
    open_to_me = [item for item in items if is_open_to_me(item)]
    return next((item for item in open_to_me if item.id == wanted), open_to_me[0] if open_to_me else None)


def is_open_to_me(item: WorkItem) -> bool:
    """Mine, or free for me to take."""
    return is_open_to(powers(item, current_standing()), item)


def _others(items: list[WorkItem], view: TaskView | None) -> list[dict[str, str]]:
    """The other open tasks: links to those that are mine, who has the rest."""
    rows = []
    for item in items:
        if view is not None and item.id == view.item.id:
            continue
        who = item.holder or f"待{item.lane}认领"
        href = (
            url_for("desk.show_case", number=item.case.number, task=item.id, _anchor="task")
            if is_open_to_me(item)
            else ""
        )
        may_transfer = "transfer" in powers(item, current_standing())
        transfer = url_for("desk.show_transfer", item_id=item.id) if may_transfer else ""
        rows.append(
            {
                "title": item.title,
                "who": who,
                "unit": item.unit.short_name,
                "href": href,
                "transfer": transfer,
                "why_not": own_draft(item, current_standing()),
            }
        )
    return rows


def letter_words(case: Case, process: Process) -> str:
    """What the letter as it stands is called: a notice by its name, a decision as the process calls its text."""
    draft = draft_of(case, timekeeping.today())
    return draft[0].name if draft and not draft[0].carries_remedy else process.words.text


def letter_of(case: Case, view: TaskView | None) -> Any:
    """The letter as it stands; while it is being drafted, with what is typed."""
    today = timekeeping.today()
    if view is not None and view.form.preview is not None:
        return view.form.preview(case, today, view.values)
    return draft_letter(case, today)

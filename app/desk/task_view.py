"""The form of a task as the case page and the signing page show it: what is asked, what was typed, what may be done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import g, request, url_for

from app import timekeeping
from app.casework.acts.once import once_in_reading
from app.casework.contract.forms import TaskForm
from app.casework.contract.tables import Rows
from app.casework.models import FormDraft, WorkItem
from app.casework.work import beside, ways, work_items
from app.casework.work.before import Before, said_before
from app.desk.phrases import offer_phrases
from app.office.permissions import Permission, allows, is_own_draft
from app.office.standing import Standing
from app.office.whom_to_ask import own_draft_words
from app.steps.asking import form_of_advice
from app.web.filters import short_moment
from app.web.form_fields import FormView, form_view

Values = Mapping[str, Any]
MAY = {
    "work": Permission.WORK_ON_ITEM, "claim": Permission.CLAIM_ITEM, "release": Permission.RELEASE_ITEM,
    "transfer": Permission.TRANSFER_ITEM, "delegate": Permission.DELEGATE_ITEM,
}  # fmt: skip


@dataclass(frozen=True)
class TaskView:
    """One open item with its form. `may` holds what this person may do with it."""

    item: WorkItem
    form: TaskForm
    fields: FormView
    values: dict[str, Any]
    may: frozenset[str]
    errors: dict[str, str] = field(default_factory=dict)
    draft: FormDraft | None = None
    checks: list[dict[str, Any]] = field(default_factory=list)
    advice: str = ""
    before: Before | None = None
    own_draft: str = ""  # why the person, who drafted, does not sign, and who may

    @property
    def kept_words(self) -> str:
        """By whom and when what stands in the form was kept (暂存); empty when nothing was, or it is being sent."""
        if self.draft is None or self.errors:
            return ""
        by = "" if self.draft.person_id == g.person.id else f"{self.draft.person.name}于"
        return f"已恢复{by} {short_moment(self.draft.saved_at)} 暂存的内容"

    @property
    def set_aside(self) -> list[tuple[str, str]]:
        """One's own words that were kept before another kept theirs: to be read and copied, nothing of them is lost."""
        if self.draft is None or self.draft.person_id == g.person.id or self.errors:
            return []
        own = work_items.draft_of(self.item, g.person.id)
        return typed_rows(self.item, own.data) if own is not None and own.data != self.draft.data else []

    @property
    def ways(self) -> list[tuple[str, str]]:
        """The ways back that are drawn behind the task, for who may take them."""
        found = ways.ways_of(self.item) if self.is_open_to_me else {}
        return [(way, form.title) for way, form in found.items()]

    @property
    def reader_id(self) -> int:
        return int(g.person.id)

    @property
    def asked(self) -> list[WorkItem]:
        """The opinions that this task waits for (加签)."""
        return beside.open_beside(self.item.case, self.item.id) if self.item.waits else []

    @property
    def may_ask(self) -> bool:
        return self.is_mine and self.item.beside is None and form_of_advice(self.item.case) is not None

    @property
    def is_mine(self) -> bool:
        return "work" in self.may

    @property
    def is_free(self) -> bool:
        """In the pool, and this person may take it."""
        return self.item.assignee_id is None and "claim" in self.may

    @property
    def is_open_to_me(self) -> bool:
        return is_open_to(self.may, self.item)

    @property
    def is_wide(self) -> bool:
        """Whether the form wants half of the page: it writes a letter, has a table, or asks for several texts."""
        asked = [part.view.type for part in self.fields.parts]
        return self.form.preview is not None or self.fields.has_rows or asked.count("textarea") >= 2

    @property
    def is_signing(self) -> bool:
        return self.item.is_signature


def is_signing() -> bool:
    """Whether the form was sent from the signing page, which has another frame than the case page."""
    return request.args.get("from") == "signing" or request.endpoint == "desk.show_signing"


def way() -> dict[str, Any]:
    """What an address carries so that its answer comes in the same frame."""
    return {"from": "signing"} if is_signing() else {}


def powers(item: WorkItem, standing: Standing) -> frozenset[str]:
    """What the person may do with this item today; a page asks it of each item several times."""
    return once_in_reading(
        f"powers over item {item.id} of {standing.person_id}", lambda: _powers(item, standing)
    )


def _powers(item: WorkItem, standing: Standing) -> frozenset[str]:
    return frozenset(name for name, needed in MAY.items() if allows(needed, standing, item, standing.on))


def is_open_to(may: frozenset[str], item: WorkItem) -> bool:
    """Whether it is theirs who may do this with it, or free for them to take."""
    return "work" in may or (item.assignee_id is None and "claim" in may)


def own_draft(item: WorkItem, standing: Standing) -> str:
    """Why a signature at the person's post is not theirs, and to whom it may go; empty when that is not the reason."""
    asked = (Permission.CLAIM_ITEM, Permission.WORK_ON_ITEM)
    is_why = item.is_open and any(is_own_draft(permission, standing, item) for permission in asked)
    return own_draft_words(item, standing.on) if is_why else ""


def task_view(
    item: WorkItem, standing: Standing, typed: Values | None = None, errors: Mapping[str, str] | None = None
) -> TaskView:
    """The form as it starts, as it was left (暂存), or as it came back with what is wrong."""
    form, draft = work_items.form_of(item), work_items.newest_draft(item, g.person.id)
    values = {**form.initial(item.case), **_kept(form, item, draft)} if typed is None else dict(typed)
    found = dict(errors or {})
    fields = form_view(
        form.schema(item), values, found, lines_action=url_for("desk.change_rows", item_id=item.id, **way())
    )
    spared = form.spared(item.case, timekeeping.today())
    fields.parts[:] = [part for part in fields.parts if part.view.name not in spared]
    offer_phrases(fields.parts, standing)
    unseen = dict.fromkeys(words for name, words in found.items() if name and name not in fields.labels)
    if unseen:
        found[""] = "；".join([*([found[""]] if found.get("") else []), *unseen])
        found = {name: words for name, words in found.items() if not name or name in fields.labels}
    return TaskView(
        item, form, fields, values, powers(item, standing), found, draft,
        form.checks(item.case, timekeeping.today(), values), form.advice(item.case, timekeeping.today()),
        said_before(item), own_draft(item, standing),
    )  # fmt: skip


def _kept(form: TaskForm, item: WorkItem, draft: FormDraft | None) -> dict[str, Any]:
    """The draft, without what the page itself says anew (hidden fields)."""
    if draft is None:
        return {}
    schema = form.schema(item)
    asked = {name for name, declared in schema.fields.items() if declared.metadata.get("widget") != "hidden"}
    return {name: value for name, value in draft.data.items() if name in asked}


def typed_rows(item: WorkItem, typed: Values) -> list[tuple[str, str]]:
    """What was typed, with its labels, for a page that can only show it. (Files cannot be copied from a page.)"""
    schema, rows = work_items.form_of(item).schema(item), []
    for name, value in typed.items():
        declared = schema.fields.get(name)
        told = declared.metadata if declared else {}
        if not value or not told or told.get("widget") in ("hidden", "file"):
            continue
        if isinstance(declared, Rows):
            lines = ["　".join(_in_words(field, row.get(key)) for key, field in declared.row.fields.items())
                     for row in value]  # fmt: skip
            rows.append((told["title"], "\n".join(lines)))
        else:
            rows.append((told.get("title", name), _in_words(declared, value)))
    return rows


def _in_words(declared: Any, value: Any) -> str:
    """One answer with the labels of its options."""
    options = declared.metadata.get("options", {})
    answers = value if isinstance(value, list) else [value]
    return "、".join(str(options.get(answer, answer)) for answer in answers if answer not in (None, ""))

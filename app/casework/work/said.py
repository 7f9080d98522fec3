"""The opinion (意见) that is given with a task: what was chosen, what was written, in whose post."""

from typing import Any

from app.casework.acts import rows
from app.casework.acts.act import Act
from app.casework.models import Opinion, OpinionText, TextVersion, WorkItem
from app.casework.texts import signatures
from app.casework.work.ways import ways_of
from app.engine.choices import DEFAULT


def stands_in_for(act: Act, item: WorkItem) -> int | None:
    """In whose post the acting person completes the item when it is not the person's own: lent, or as deputy (代)."""
    whose = item.owner_id or (
        item.assignee_id if item.assignee_id != act.actor.person_id else act.on_behalf_of_id
    )
    return whose if whose != act.actor.person_id else None


def choice_of(item: WorkItem, facts: dict[str, Any]) -> str:
    """What was chosen of the ways behind the task; empty where its answer is none, as one asks for an earlier fact.

    To go on past the ways back is no choice that anybody made.
    """
    chosen = str(facts.get(item.choices[0]["name"], "")) if item.choices else ""
    return "" if chosen == DEFAULT and ways_of(item) else chosen


def choice_label(item: WorkItem, facts: dict[str, Any]) -> str:
    labels = {choice["value"]: choice["label"] for choice in item.choices}
    chosen = choice_of(item, facts)
    return labels.get(chosen, labels.get("default", "")) if chosen else ""


def record_opinion(
    act: Act,
    item: WorkItem,
    values: dict[str, Any],
    facts: dict[str, Any],
    label: str,
    texts: list[TextVersion],
) -> int | None:
    """The id of the opinion, where one was given; with texts it is a signature on them."""
    choice = choice_of(item, facts)
    if act.actor.person is None or not (values.get("opinion") or choice):
        return None
    marked: TextVersion | None = values.get("passage_version")
    opinion = Opinion(
        case_id=item.case_id, work_item_id=item.id, node=item.node, title=item.title, given_at=act.now,
        person_id=act.actor.person_id, on_behalf_of_id=stands_in_for(act, item), unit_id=item.unit_id,
        choice=choice, choice_label=label,
        text=values.get("opinion") or "", passage=values.get("passage") or "",
        passage_version_id=marked.id if marked is not None else None,
    )  # fmt: skip
    opinion_id: int = rows.write_one(opinion)
    rows.write_new([OpinionText(opinion_id=opinion_id, text_version_id=one.id) for one in texts])
    signatures.forget_given(item.case_id)
    return opinion_id

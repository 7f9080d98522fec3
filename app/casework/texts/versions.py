"""Versions of a case's texts: an edit makes the next one, voids what was agreed to on the last, and says so."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import bindparam, select

from app.casework.acts.act import Act
from app.casework.acts.once import forget_one, once_in_act, tell
from app.casework.contract.forms import Hand
from app.casework.contract.platform import platform
from app.casework.contract.texts import Slot
from app.casework.models import Case, Opinion, OpinionText, TextVersion, WorkItem
from app.casework.models.work import APPROVE, OPEN_ITEM
from app.casework.texts.contents import Content
from app.database import columns_of, db
from app.entities import Entity
from app.office.holders import holder_ids
from app.office.vocabulary import Role

_versions = Entity(TextVersion)
_of_case = (
    select(*_versions.columns)
    .where(_versions.table.c.case_id == bindparam("of_case"))
    .order_by(_versions.table.c.slot, _versions.table.c.number)
)
_is_waiting = (WorkItem.case_id == bindparam("of_case"), WorkItem.status == OPEN_ITEM)
_waiting, _waiting_ids = select(WorkItem).where(*_is_waiting), select(WorkItem.id).where(*_is_waiting)


def slots_of(case: Case) -> tuple[Slot, ...]:
    """The texts that a case of this process may have."""
    return platform().process(case.process).texts.slots


def versions_of(case: Case) -> list[TextVersion]:
    """Every version of every text, oldest first; read once in a transaction."""
    return list(once_in_act(_kept(case), lambda: _read(case.id)))


def _read(case_id: int) -> list[TextVersion]:
    """A version is written when it is made (`revise`): none waits in the session."""
    return _versions.rows(columns_of(_of_case, {"of_case": case_id}))


def _kept(case: Case) -> str:
    return f"versions of case {case.id}"


def current_versions(case: Case) -> dict[str, TextVersion]:
    """Slot → newest version, in the order of the card; a slot whose text was given up, or is not written, is absent."""
    newest = {version.slot: version for version in versions_of(case)}
    found = {slot.key: newest[slot.key] for slot in slots_of(case) if slot.key in newest}
    return {key: version for key, version in found.items() if version.discarded_at is None}


def revise(act: Act, slot_key: str, content: Content, why: str = "") -> TextVersion:
    """The text as it is handed in from now on. The same text as before is no new version, and voids nothing.

    `why` is what the drafter says of the change; it stands in the case's history.
    """
    slot = platform().process(act.the_case.process).texts.slot(slot_key)
    known = versions_of(act.the_case)
    before = current_versions(act.the_case).get(slot.key)
    if before is not None and before.content_hash == content.hash:
        return before
    version = TextVersion(
        case_id=act.the_case.id, slot=slot.key, number=_last_number(act.the_case, slot.key) + 1, kind=content.kind,
        content=dict(content.data), content_hash=content.hash, author_id=act.actor.person_id, made_at=act.now,
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    forget_one(_kept(act.the_case))
    tell(_kept(act.the_case), sorted([*known, version], key=lambda one: (one.slot, one.number)))
    _bar_authors(act)
    voided = void(act, slot.key) if before is not None else []
    said = f"，说明：{why}" if why else ""
    act.audit(
        "text.revised" if before is not None else "text.written",
        f"{slot.title}第 {version.number} 版{said}{_fallen(voided, before)}",
        slot=slot.key, version=version.number, sha256=version.content_hash, voided=[one.id for one in voided],
        why=why,
    )  # fmt: skip
    return version


def discard(act: Act, slot_key: str, why: str) -> None:
    """Give the text up: what was agreed to on it falls, objections to it stay with who raised them."""
    version = current_versions(act.the_case).get(slot_key)
    if version is None:
        return
    version.discarded_at = act.now
    voided = void(act, slot_key)
    title = platform().process(act.the_case.process).texts.slot(slot_key).title
    act.audit(
        "text.discarded", f"{title}第 {version.number} 版不再使用：{why}{_fallen(voided, version)}",
        slot=slot_key, version=version.number, voided=[one.id for one in voided],
    )  # fmt: skip


def void(act: Act, slot_key: str) -> list[Opinion]:
    """Every consent that rests on a version of this text falls now. An objection is not touched: see signatures."""
    query = (
        select(Opinion)
        .join(OpinionText, OpinionText.opinion_id == Opinion.id)
        .join(TextVersion, TextVersion.id == OpinionText.text_version_id)
        .where(Opinion.case_id == act.the_case.id, TextVersion.slot == slot_key)
        .where(Opinion.choice == APPROVE, Opinion.voided_at.is_(None))
        .order_by(Opinion.id)
    )
    fallen = list(db.session.scalars(query).unique())
    for opinion in fallen:
        opinion.voided_at = act.now
    return fallen


def _fallen(voided: list[Opinion], before: TextVersion | None) -> str:
    if not voided or before is None:
        return ""
    who = "、".join(dict.fromkeys(f"{one.person.name}（{one.title}）" for one in voided))
    return f"；{who}在第 {before.number} 版上签署的意见失效，须重新审签"


def _last_number(case: Case, slot_key: str) -> int:
    return max((one.number for one in versions_of(case) if one.slot == slot_key), default=0)


def authors_of(case: Case) -> frozenset[int]:
    """Who wrote any version of the case's texts, given up or not.

    A text may come back as it was, as when a decision is changed and changed again: then whoever wrote it first would
    sign his own words if only the versions that stand were asked.
    """
    return frozenset(one.author_id for one in versions_of(case) if one.author_id is not None)


def drafters_of(case: Case) -> frozenset[int]:
    """Who wrote what is signed in this case, and so may not sign it: as its process says, or the authors."""
    return (platform().process(case.process).texts.drafters or authors_of)(case)


def bar_drafters(item: WorkItem, on: date) -> None:
    """Keep on the item who wrote what it checks, and so may not take it or work on it; nobody for any other step.

    The last look before a text goes out is its drafter's where nobody else holds the post: in a township one person
    receives, drafts and issues what others have signed.
    """
    form = platform().process(item.case.process).work.forms.get(item.form or "")
    if form is None or form.by is Hand.ANYBODY:
        return
    barred = form.wrote(item.case, item.node) if form.wrote else drafters_of(item.case)
    if form.by is Hand.ANOTHER_IF_ANY and not _has_another(item, barred, on):
        barred = frozenset()
    if set(item.drafter_ids or ()) != barred:
        item.drafter_ids = sorted(barred)


def _has_another(item: WorkItem, barred: frozenset[int], on: date) -> bool:
    return not barred.issuperset(holder_ids(Role(item.role), item.unit_id, on))


def _bar_authors(act: Act) -> None:
    """A signature or review that already waits is no longer for whoever changes its text meanwhile."""
    for item in _waiting_items(act):
        bar_drafters(item, act.today)
        if item.assignee_id in item.drafter_ids:
            item.assignee_id, item.claimed_at = None, None


def _waiting_items(act: Act) -> Iterable[WorkItem]:
    """Mostly the one that is worked on, which the act has in hand."""
    asked, begun_with = {"of_case": act.the_case.id}, act.found.item if act.found is not None else None
    if begun_with is not None and columns_of(_waiting_ids, asked).scalars().all() == [begun_with.id]:
        return [begun_with]
    return db.session.scalars(_waiting, asked)

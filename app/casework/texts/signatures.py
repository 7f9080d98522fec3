"""Signatures (审签、会签): consents and objections, the texts on which they were given, and which of them stand.

A consent stands while every text on which it was given is still word for word the text of the case. An objection stands
until its hand lifts it: by agreeing later, or by withdrawing it in words. No edit makes an objection disappear.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.acts.once import forget_one, is_reading, once_in_act
from app.casework.models import Case, Opinion, TextVersion, WorkItem
from app.casework.models.work import APPROVE, SEND_BACK
from app.casework.texts.opinions import opinions_of
from app.casework.texts.versions import current_versions, slots_of, versions_of
from app.database import db

LIFTED_BY_AGREEING = "改签同意"

_on_texts = (
    select(Opinion)
    .where(Opinion.case_id == bindparam("of_case"), Opinion.texts.any())
    .options(
        selectinload(Opinion.texts),  # joined, SQLite would put all signatures of the office together first
        joinedload(Opinion.person),
        joinedload(Opinion.on_behalf_of),
        joinedload(Opinion.unit),
        joinedload(Opinion.item),
    )
    .order_by(Opinion.id)
)


@dataclass(frozen=True)
class Signature:
    """One signature. `stands`: a consent on the texts as they are now, or an objection that is not lifted."""

    opinion: Opinion
    stands: bool

    @property
    def agrees(self) -> bool:
        return self.opinion.choice == APPROVE


def signatures_of(case: Case, on: date) -> list[Signature]:
    """Every signature ever given in the case, oldest first."""
    given = _given(case)
    now = unchanged_versions(case, on) if given else frozenset()
    return [Signature(one, _stands(one, now)) for one in given]


def standing_signatures(case: Case, on: date) -> list[Signature]:
    """THE answer to which signatures stand on the texts as they are now: consents and objections, oldest first."""
    return [one for one in signatures_of(case, on) if one.stands]


def standing_objections(case: Case) -> list[Opinion]:
    """Objections that their hands have not lifted."""
    return [one for one in _given(case) if one.choice == SEND_BACK and one.lifted_at is None]


def given_by_hand(case: Case, item: WorkItem, person_id: int) -> list[Opinion]:
    """What the person, or whoever acted in this step for the same unit, has answered on texts so far, oldest first."""
    return [
        one
        for one in _given(case)
        if one.person_id == person_id or (one.node, one.unit_id) == (item.node, item.unit_id)
    ]


def _given(case: Case) -> list[Opinion]:
    """Read once in an act, until somebody signs in it."""
    return once_in_act(_kept(case.id), lambda: _read_given(case))


def _kept(case_id: int) -> str:
    return f"signatures of case {case_id}"


def forget_given(case_id: int) -> None:
    """After an opinion was added."""
    forget_one(_kept(case_id))


def _read_given(case: Case) -> list[Opinion]:
    if is_reading():
        return [one for one in opinions_of(case) if one.texts]
    if not versions_of(case):
        return []  # nobody can have signed before there was a text
    return list(db.session.scalars(_on_texts, {"of_case": case.id}).unique())


def _stands(opinion: Opinion, now: frozenset[int]) -> bool:
    if opinion.choice == SEND_BACK:
        return opinion.lifted_at is None
    is_on_this_text = all(version.id in now for version in opinion.texts)
    return opinion.choice == APPROVE and opinion.voided_at is None and is_on_this_text


def unchanged_versions(case: Case, on: date, known: Sequence[TextVersion] | None = None) -> frozenset[int]:
    """The newest versions that still say what would go out now; `known` are the newest ones where they were read."""
    current = current_versions(case) if known is None else {version.slot: version for version in known}
    found = set()
    for slot in slots_of(case):
        version = current.get(slot.key)
        if version is None:
            continue
        now = slot.now(case, on)
        if now is None or now.is_kept_as(version.content_hash):
            found.add(version.id)
    return frozenset(found)


def settle(act: Act, opinion_id: int) -> None:
    """A signature that is bound to its texts replaces what the same hand said before on them."""
    if act.found is not None and act.found.item is not None and not act.found.has_signed:
        return
    opinion = db.session.get_one(Opinion, opinion_id)
    slots = {version.slot for version in opinion.texts}
    for earlier in _given(act.the_case):
        if earlier is opinion or not _is_same_hand(earlier, opinion):
            continue
        if not {version.slot for version in earlier.texts} <= slots:
            continue
        if opinion.choice == APPROVE and earlier.choice == SEND_BACK and earlier.lifted_at is None:
            _lift(act, earlier, LIFTED_BY_AGREEING)
        if opinion.choice == SEND_BACK and earlier.choice == APPROVE and earlier.voided_at is None:
            earlier.voided_at = act.now


def _is_same_hand(one: Opinion, other: Opinion) -> bool:
    """The person, or whoever acts in the same step for the same unit or person: a deputy, a successor."""
    return one.person_id == other.person_id or _place(one) == _place(other)


def _place(opinion: Opinion) -> tuple[str, int, str | None]:
    """The step and for whom; two people of one unit who are asked by name have a copy each, and each its own word."""
    return opinion.node, opinion.unit_id, opinion.item.copy_item


def withdraw_objection(act: Act, opinion: Opinion, why: str) -> None:
    """Lift an objection in words. Raises CannotHappenNow for what is no standing objection."""
    if opinion.choice != SEND_BACK or opinion.lifted_at is not None or not opinion.texts:
        raise CannotHappenNow("这条意见不是尚未撤回的异议")
    _lift(act, opinion, why)


def _lift(act: Act, opinion: Opinion, why: str) -> None:
    opinion.lifted_at, opinion.lifted_by_id, opinion.lifted_why = act.now, act.actor.person_id, why
    act.audit(
        "objection.lifted", f"{opinion.person.name}在“{opinion.title}”提出的异议已撤回：{why}", node=opinion.node,
        opinion=opinion.id,
    )  # fmt: skip


def objections_in_words(objections: Sequence[Opinion]) -> str:
    """Whose objections stand, for the sentence that refuses."""
    return "、".join(f"{one.person.name}（{one.title}）" for one in objections)


def opinion_of(case: Case, opinion_id: int) -> Opinion | None:
    """A signature of this case."""
    found = db.session.get(Opinion, opinion_id)
    return found if found is not None and found.case_id == case.id and found.texts else None

"""What a signer who has signed before has to read: the difference to what he signed, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.casework.models import AuditEntry, Case, TextVersion, WorkItem
from app.casework.texts.difference import Stretch, amount, difference, stretches
from app.casework.texts.signatures import given_by_hand
from app.casework.texts.words import words_of
from app.database import db


@dataclass(frozen=True)
class TextChange:
    """From one version of a text to another one. `is_by_hand`: one has no words to be compared (a scan).

    `reasons`: what was said of each version in between by whoever handed it in, oldest first.
    """

    before: TextVersion
    after: TextVersion
    stretches: Sequence[Stretch]
    inserted: int
    deleted: int
    is_by_hand: bool
    reasons: Sequence[str] = ()

    @property
    def words(self) -> str:
        """增 12 字，删 3 字."""
        if self.is_by_hand:
            return "其中一版没有可以读取的文字，须由人工核对"
        return (
            f"增 {self.inserted} 字，删 {self.deleted} 字"
            if self.inserted or self.deleted
            else "文字没有变化"
        )


def change(before: TextVersion, after: TextVersion) -> TextChange:
    """The difference of two versions, of one text or of two."""
    words = words_of([before, after])
    old, new = words[before.id], words[after.id]
    found = difference(old, new)
    inserted, deleted = amount(found)
    return TextChange(
        before, after, stretches(found), inserted, deleted, is_by_hand=not (old.strip() and new.strip()),
        reasons=_reasons(before, after),
    )  # fmt: skip


def _reasons(before: TextVersion, after: TextVersion) -> list[str]:
    """修改说明 on record: of one text, between its two versions."""
    if before.slot != after.slot:
        return []
    query = select(AuditEntry).where(AuditEntry.case_id == after.case_id, AuditEntry.tag == "text.revised")
    lines = [
        line for line in db.session.scalars(query.order_by(AuditEntry.sequence)) if line.detail.get("why")
    ]
    return [
        f"{line.actor_name}：{line.detail['why']}" for line in lines
        if line.detail["slot"] == after.slot and before.number < line.detail["version"] <= after.number
    ]  # fmt: skip


def answered_by_hand(case: Case, item: WorkItem, person_id: int) -> dict[str, TextVersion]:
    """Slot → the version on which this hand (the person, or the unit in this step) answered last."""
    return {
        version.slot: version for opinion in given_by_hand(case, item, person_id) for version in opinion.texts
    }


def changes_for_hand(
    case: Case, item: WorkItem, person_id: int, versions: Sequence[TextVersion]
) -> dict[str, TextChange]:
    """Slot → what was changed since this hand last answered on the text."""
    answered = answered_by_hand(case, item, person_id)
    return {
        version.slot: change(answered[version.slot], version)
        for version in versions
        if version.slot in answered and answered[version.slot].id != version.id
    }

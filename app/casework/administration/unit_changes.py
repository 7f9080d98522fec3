"""取回: a change of a unit that has not come yet is undone, and may be entered again with another day or name."""

from datetime import date

from sqlalchemy import literal, select, union_all, update

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration.going_over import titled
from app.casework.administration.scope import get_unit, require_over
from app.casework.models import OrganSeal, Proposal
from app.casework.models.proposals import SecondState
from app.database import db
from app.office.errors import ChangeStands
from app.office.models import OrgUnit
from app.office.planned_changes import (
    Change,
    Planned,
    TakenBack,
    hindrances,
    not_to_come,
    planned_change,
    take_back,
)

LEFT_THERE = frozenset({"org_unit", "appointment", "organ_seal", "phrase", "alert_plan", "office_proposal"})
"""Tables whose rows at a unit that never holds lose nothing: they go on at the one that does, or are entered anew."""


@use_case("take_back_unit_change")
def take_back_change(act: Act, unit_id: int, reason: str) -> Result:
    """取回 before the day. Raises ChangeStands when it has come, or when something stands on it, in words.

    Whoever may enter the change may take it back, alone as well; a post of the three administrators that a merger ends
    is not made longer by it (decision 0080).
    """
    unit = get_unit(unit_id)
    require_over(act, unit)
    planned = planned_change(unit, act.today)
    if planned is None:
        raise ChangeStands
    if planned.successor is not None:
        require_over(act, planned.successor)
    if stands := in_the_way(planned, act.today):
        raise ChangeStands(f"不能取回：{'；'.join(stands)}")
    words, code = f"{planned.unit.name}（{planned.unit.code}）{planned.words}", planned.unit.code
    done = take_back(planned, act.today)
    _keep_seals(done)
    left = "、".join(titled(done.still_ending))
    act.audit(
        "unit.change_taken_back",
        f"取回尚未生效的机构变动：{words}。{reason}" + (f"；{left}的任职仍然结束" if left else ""),
        unit=planned.unit.id, change=planned.change, on=planned.on.isoformat(), code=code,
        never=[later.id for later, _ in done.never],
    )  # fmt: skip
    return {"unit": _shown(planned).id, "words": words, "left": left}


def in_the_way(planned: Planned, today: date) -> list[str]:
    """What stands on the change already, in words and where to mend it."""
    ids = [unit.id for unit in not_to_come(planned)]
    waiting = select(Proposal.summary).where(Proposal.unit_id.in_(ids), Proposal.state == SecondState.WAITING)
    found = hindrances(planned, today)
    found += [f"待复核：{words}，请先在“双人复核”中撤回或者决定" for words in db.session.scalars(waiting)]
    return found + (["已有办件、文书等记录记在新机构名下"] if ids and _is_named(ids) else [])


def _shown(planned: Planned) -> OrgUnit:
    """The page to go on at: of an opening that never comes, the unit above."""
    return planned.unit.parent or planned.unit if planned.change is Change.OPENING else planned.unit


def _is_named(ids: list[int]) -> bool:
    """Whether a row of any table but those names one of these units."""
    naming = [
        select(literal(1)).where(column.in_(ids))
        for table in db.metadata.sorted_tables
        if table.name not in LEFT_THERE
        for column in table.columns
        if any(key.column.table.name == "org_unit" for key in column.foreign_keys)
    ]
    return db.session.execute(union_all(*naming).limit(1)).first() is not None


def _keep_seals(done: TakenBack) -> None:
    """A seal bears the name: one of the same name is the seal of the unit that goes on."""
    for never, unit in done.never:
        if never.name == unit.name:
            db.session.execute(
                update(OrganSeal).where(OrganSeal.organ_id == never.id).values(organ_id=unit.id)
            )
            unit.seal_hash = never.seal_hash

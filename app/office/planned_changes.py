"""A change of a unit that was entered for a day to come is taken back before that day (取回).

What was is as before. What was to come stays as a row that never held: lines of the audit log name it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from app.database import db
from app.office.errors import ChangeStands, CodeTaken, NameTaken
from app.office.models import Appointment, OrgUnit
from app.office.reorganisation import check_code_is_free, check_name_is_free
from app.office.vocabulary import Role


class Change(StrEnum):
    """What is to happen to a unit."""

    OPENING = "opening"  # 设立
    RENAME = "rename"  # 更名
    MERGER = "merger"  # 并入
    CLOSING = "closing"  # 撤销


@dataclass(frozen=True)
class Planned:
    """A change that has not come yet; `successor`: of a rename, what the unit will be, of a merger, where it goes."""

    change: Change
    unit: OrgUnit
    on: date
    successor: OrgUnit | None = None

    @property
    def words(self) -> str:
        """What happens from which day, in Chinese."""
        match self.change, self.successor:
            case Change.OPENING, _:
                return f"自 {self.on} 起设立"
            case Change.MERGER, OrgUnit() as into:
                return f"自 {self.on} 起并入{into.name}"
            case Change.RENAME, OrgUnit() as later:
                if later.name != self.unit.name:
                    return f"自 {self.on} 起更名为{later.name}"
                if later.short_name != self.unit.short_name:
                    return f"自 {self.on} 起简称{later.short_name}"
                return f"自 {self.on} 起随上级机构变动"
            case _:
                return f"自 {self.on} 起撤销"


@dataclass
class TakenBack:
    """What came of it: each unit that never held with the one that goes on, and posts that end as they were to."""

    never: list[tuple[OrgUnit, OrgUnit]] = field(default_factory=list)
    still_ending: list[Appointment] = field(default_factory=list)


def planned_change(unit: OrgUnit, today: date) -> Planned | None:
    """The latest change of the unit that is still to come; of what a rename will make of one, that rename."""
    if unit.valid_until is not None and unit.valid_until > max(today, unit.valid_from):
        return _ending(unit, unit.valid_until)
    if unit.valid_from <= today:
        return None
    former = next((one for one in unit.predecessors if one.code == unit.code), None)
    return planned_change(former, today) if former else Planned(Change.OPENING, unit, unit.valid_from)


def _ending(unit: OrgUnit, on: date) -> Planned:
    if unit.successor is None:
        return Planned(Change.CLOSING, unit, on)
    change = Change.RENAME if unit.successor.code == unit.code else Change.MERGER
    return Planned(change, unit, on, unit.successor)


def not_to_come(planned: Planned) -> list[OrgUnit]:
    """The units that will never hold when the change is taken back."""
    if planned.change is Change.OPENING:
        return [planned.unit]
    return [later for _, later in _pairs(planned) if later is not _staying(planned)]


def hindrances(planned: Planned, today: date) -> list[str]:
    """What has to be taken back or ended before, in words with its place; empty when nothing stands in the way."""
    found = [
        f"{planned.unit.parent.name}{change.words}，请先在其页面取回"
        for change in [_of_superior(planned, today)]
        if change is not None and planned.unit.parent is not None
    ]
    never, ends = not_to_come(planned), {former.id for former, _ in _pairs(planned)}
    for later in never:
        into = [one for one in later.predecessors if one.id not in ends and _is_ahead(one, today)]
        found += [f"{one.name}将转入{later.name}，请先在{one.name}的页面取回" for one in into]
    after = {*never, planned.successor} - {planned.unit, None}
    found += [
        f"{one.name}自 {one.valid_until} 起另有变动，请先在其页面取回"
        for one in after
        if one is not None and one.valid_until is not None
    ]
    return found + (_manned(planned.unit, today) if planned.change is Change.OPENING else [])


def _of_superior(planned: Planned, today: date) -> Planned | None:
    parent = planned.unit.parent
    if planned.change is Change.OPENING or parent is None or parent.valid_until is None:
        return None
    return planned_change(parent, today)


def _is_ahead(unit: OrgUnit, today: date) -> bool:
    return unit.valid_until is not None and unit.valid_until > today


def _manned(unit: OrgUnit, today: date) -> list[str]:
    below = [one.name for one in unit.children if one.valid_until is None or one.valid_until > today]
    posts = [held for held in _posts(unit) if held.valid_until is None or held.valid_until > held.valid_from]
    found = [f"其下已设{'、'.join(below)}，请先在下级机构的页面取回"] if below else []
    return found + ([f"{_titled(posts)}已在该机构任职，请先在人员页面结束任职"] if posts else [])


def _titled(posts: list[Appointment]) -> str:
    return "、".join(dict.fromkeys(f"{one.person.name}（{Role(one.role).title_zh}）" for one in posts))


def take_back(planned: Planned, today: date) -> TakenBack:
    """Undo it; no line of `hindrances` may stand in the way. Raises ChangeStands when code or name has another unit."""
    done = TakenBack()
    if planned.change is Change.OPENING:
        _never_comes(planned.unit, today)
    for former, later in list(_pairs(planned)):
        dies = later is not _staying(planned)
        _bring_back(former, later, today, done)
        _hang_back(former, later, all_of_it=dies)
        former.successor = None
        if dies:
            _never_comes(later, today)
            done.never.append((later, former))
        _goes_on(former, planned.on)
    if planned.change is Change.CLOSING:
        _goes_on(planned.unit, planned.on)
    if planned.change is not Change.MERGER:
        done.still_ending.clear()
    db.session.flush()
    return done


def _goes_on(unit: OrgUnit, on: date) -> None:
    """The unit has no end any more. Raises ChangeStands."""
    try:
        check_code_is_free(unit.code, on)
        check_name_is_free(unit.name, unit.parent, on, but=unit)
    except (CodeTaken, NameTaken) as taken:
        raise ChangeStands(f"不能取回：{'；'.join(taken.fields.values())}") from taken
    unit.valid_until = None


def _staying(planned: Planned) -> OrgUnit | None:
    """Where a unit goes in a merger: that one goes on."""
    return planned.successor if planned.change is Change.MERGER else None


def _pairs(planned: Planned) -> Iterator[tuple[OrgUnit, OrgUnit]]:
    """The unit and all that goes along below it, each with what it is to become; the deepest first."""
    if planned.successor is not None:
        yield from _pairs_below(planned.unit, planned.successor, planned.on)
        yield planned.unit, planned.successor


def _pairs_below(unit: OrgUnit, successor: OrgUnit, on: date) -> Iterator[tuple[OrgUnit, OrgUnit]]:
    for former in list(unit.children):
        later = former.successor
        if former.valid_until != on or later is None or later.parent is not successor:
            continue
        if (later.code, later.name, later.valid_from) == (former.code, former.name, on):
            yield from _pairs_below(former, later, on)
            yield former, later


def _bring_back(unit: OrgUnit, successor: OrgUnit, today: date, done: TakenBack) -> None:
    """Posts that were to go on at the successor go on here, until the day that is entered there.

    In a merger a post may have come together with another one at the successor, or end (三员): it is left so and told.
    """
    continuing = {
        (held.person_id, held.role): held
        for held in _posts(successor)
        if held.valid_from == unit.valid_until and held.valid_until != held.valid_from
    }
    for held in _posts(unit):
        if held.valid_until is None or held.valid_until != unit.valid_until:
            continue
        goes_on = held.valid_from < held.valid_until
        later = continuing.pop((held.person_id, held.role), None) if goes_on else None
        if later is None:
            done.still_ending.append(held)
        else:
            held.valid_until = later.valid_until
            later.valid_from = later.valid_until = today
    db.session.flush()


def _hang_back(unit: OrgUnit, successor: OrgUnit, *, all_of_it: bool) -> None:
    """What was to begin later begins here; of a unit that stays, what is known to come from here alone."""
    for below in list(successor.children):
        was_here = any(former.parent is unit for former in below.predecessors if former.code == below.code)
        if below.valid_until != below.valid_from and (all_of_it or was_here):
            below.parent = unit
    if all_of_it:
        for held in _posts(successor):
            if held.valid_until != held.valid_from:
                held.unit = unit
    db.session.flush()


def _posts(unit: OrgUnit) -> list[Appointment]:
    return list(
        db.session.scalars(select(Appointment).where(Appointment.unit_id == unit.id).order_by(Appointment.id))
    )


def _never_comes(unit: OrgUnit, today: date) -> None:
    """It holds on no day, and leaves its code and its signs (机关代字) to whatever has them."""
    unit.valid_from = unit.valid_until = today
    unit.code, unit.document_code = f"{unit.code[:24]}~{unit.id}", ""
    db.session.flush()

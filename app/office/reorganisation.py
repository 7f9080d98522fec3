"""How the tree changes: units open, close and are reorganised (机构改革). What was, stays as its own row."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_, select

from app.database import db
from app.office.errors import (
    CodeTaken,
    GuardedPostsThere,
    NameTaken,
    TreeWouldLoop,
    UnitNotValid,
    UnitStillInUse,
    WrongPlaceInTree,
)
from app.office.models import Appointment, OrgUnit
from app.office.organs import is_above, organ_of
from app.office.vocabulary import REACHING_DOWN, STANDS_UNDER, Level, Role, UnitKind

Row = TypeVar("Row", OrgUnit, Appointment)

CARRIED_OVER = tuple(
    column.key
    for column in OrgUnit.__table__.columns
    if column.key not in {"id", "valid_from", "valid_until", "parent_id", "successor_id"}
)
"""What a successor takes from its predecessor when nothing else is said."""


def open_unit(
    *,
    code: str,
    name: str,
    kind: UnitKind,
    valid_from: date,
    parent: OrgUnit | None = None,
    short_name: str = "",
    level: Level | None = None,
    **details: Any,
) -> OrgUnit:
    """A new unit from that day on. Raises CodeTaken, WrongPlaceInTree, UnitNotValid (of the parent)."""
    check_place(kind, parent, valid_from)
    check_code_is_free(code, valid_from)
    unit = OrgUnit(
        code=code,
        name=name,
        short_name=short_name or name,
        kind=UnitKind(kind),
        level=level or _usual_level(kind, parent),
        parent=parent,
        valid_from=valid_from,
        **details,
    )
    db.session.add(unit)
    db.session.flush()
    return unit


def move_unit(unit: OrgUnit, parent: OrgUnit | None, on: date) -> None:
    """Correct a wrong superior. A real change of superior is a reorganisation, which keeps the past.

    Raises TreeWouldLoop, WrongPlaceInTree, UnitNotValid, GuardedPostsThere.
    """
    if parent is not None and is_above(unit, parent):
        raise TreeWouldLoop
    check_place(unit.unit_kind, parent, max(on, unit.valid_from))
    if parent is not None and not unit.may_act_in_its_own_name and organ_of(parent) is not organ_of(unit):
        _refuse_guarded_posts(unit, on)
    unit.parent = parent


def _refuse_guarded_posts(unit: OrgUnit, on: date) -> None:
    """Raises GuardedPostsThere: in a section of another organ its administrator would administer that one."""
    if held := guarded_posts(unit, on):
        names = "、".join(dict.fromkeys(f"{one.person.name}（{Role(one.role).title_zh}）" for one in held))
        raise GuardedPostsThere(f"{names}在该机构任职，更正上级后将管理另一机关；请先结束其任职")


def close_unit(unit: OrgUnit, on: date) -> None:
    """The unit ends: `on` is the first day without it. Raises UnitStillInUse when anything hangs on it."""
    if _lasting(OrgUnit, OrgUnit.parent_id == unit.id, on) or _lasting(
        Appointment, Appointment.unit_id == unit.id, on
    ):
        raise UnitStillInUse
    _end(unit, on)


def reorganise(unit: OrgUnit, on: date, *, parent: OrgUnit | None = None, **changes: Any) -> OrgUnit:
    """From `on`, a successor stands in the unit's place: renamed, moved or changed as said.

    Its sub-units and appointments go along. Old cases keep the old unit; whoever holds a role at the
    successor may read them (app.office.permissions).
    """
    details = {key: getattr(unit, key) for key in CARRIED_OVER} | changes
    if details["name"] != unit.name:
        details["seal_hash"] = changes.get("seal_hash")  # a seal bears the name
    if unit.may_act_in_its_own_name and UnitKind(details["kind"]) is UnitKind.SECTION:
        raise WrongPlaceInTree("机关不能改为内设机构，请并入承接其职责的机关")
    _end(unit, on)
    successor = open_unit(parent=parent or unit.parent, valid_from=on, **details)
    _hand_over(unit, successor, on)
    return successor


def merge_into(units: Iterable[OrgUnit], successor: OrgUnit, on: date) -> list[Appointment]:
    """From `on`, an existing unit takes the place of these; their sub-units and appointments go to it.

    But for the posts of administrators and supervisors: they reach down from the organ at which they are held, and
    would reach further there than anybody agreed to. They end; these are returned.
    """
    ended: list[Appointment] = []
    if not successor.is_valid_on(on):
        raise UnitNotValid(f"“{successor.name}”在所选日期尚未成立或者已经撤销")
    for unit in units:
        if is_above(unit, successor):
            raise TreeWouldLoop
        if unit.may_act_in_its_own_name and not successor.may_act_in_its_own_name:
            raise WrongPlaceInTree("机关不能并入内设机构")
        _end(unit, on)
        ended += _end_guarded_posts(unit, on)
        _hand_over(unit, successor, on)
    return ended


def go_along(held: Appointment) -> None:
    """A post that is entered after the end of its unit was planned goes where the posts of that unit go.

    Raises UnitNotValid where the unit closes before the post ends.
    """
    unit, on = held.unit, held.unit.valid_until
    if on is None or (held.valid_until is not None and held.valid_until <= on):
        return
    if unit.successor is None:
        raise UnitNotValid(f"“{unit.name}”自 {on} 起撤销，任职须在此之前结束")
    if unit.successor.code != unit.code and held.role in REACHING_DOWN:
        held.valid_until = on
    else:
        go_along(_continue_at(unit.successor, held, on))


def guarded_posts(unit: OrgUnit, on: date) -> list[Appointment]:
    """Posts of administrators and supervisors at the unit and in its sections, that hold on that day or later."""
    inside, deeper = [unit.id], [unit.id]
    while deeper:
        section = OrgUnit.parent_id.in_(deeper) & (OrgUnit.kind == UnitKind.SECTION)
        deeper = [one.id for one in _lasting(OrgUnit, section, on)]
        inside += deeper
    here = Appointment.unit_id.in_(inside) & Appointment.role.in_(REACHING_DOWN)
    return _lasting(Appointment, here, on)


def _end_guarded_posts(unit: OrgUnit, on: date) -> list[Appointment]:
    ended = guarded_posts(unit, on)
    for held in ended:
        held.valid_from, held.valid_until = min(held.valid_from, on), on
    db.session.flush()
    return ended


def check_place(kind: UnitKind, parent: OrgUnit | None, on: date) -> None:
    """Raises WrongPlaceInTree or UnitNotValid when a unit of this kind cannot stand there on that day."""
    if (parent.unit_kind if parent else None) not in STANDS_UNDER[UnitKind(kind)]:
        raise WrongPlaceInTree
    if parent is not None and not parent.is_valid_on(on):
        raise UnitNotValid(f"“{parent.name}”在所选日期尚未成立或者已经撤销")


def check_code_is_free(code: str, valid_from: date) -> None:
    """Raises CodeTaken when a unit has this code on that day or later."""
    later = or_(OrgUnit.valid_until.is_(None), OrgUnit.valid_until > valid_from)
    if db.session.scalar(select(OrgUnit.id).where(OrgUnit.code == code, later)):
        raise CodeTaken(fields={"code": f"机构代码“{code}”已被使用"})


def check_name_is_free(
    name: str, parent: OrgUnit | None, valid_from: date, but: OrgUnit | None = None
) -> None:
    """Raises NameTaken when another unit below the same one has this full name on that day or later.

    `but`: the unit that is renamed. Sections of two organs may have one name, also when one goes into the other.
    """
    later = or_(OrgUnit.valid_until.is_(None), OrgUnit.valid_until > valid_from)
    beside = OrgUnit.parent_id == parent.id if parent is not None else OrgUnit.parent_id.is_(None)
    query = select(OrgUnit.code).where(OrgUnit.name == name, beside, later)
    code = db.session.scalar(query.where(OrgUnit.id != but.id) if but is not None else query)
    if code is not None:
        raise NameTaken(fields={"name": f"同一上级之下已有全称为“{name}”的机构（{code}）"})


def _usual_level(kind: UnitKind, parent: OrgUnit | None) -> str:
    if UnitKind(kind) is UnitKind.SUBDISTRICT:
        return Level.TOWNSHIP
    return kind if kind.is_government or parent is None else parent.level


def _end(unit: OrgUnit, on: date) -> None:
    if not unit.is_valid_on(on) or unit.valid_from == on:
        raise UnitNotValid(f"“{unit.name}”在所选日期尚未成立、当日才成立或者已经撤销")
    unit.valid_until = on
    db.session.flush()


def _hand_over(unit: OrgUnit, successor: OrgUnit, on: date) -> None:
    """What has begun continues under the successor as new rows; what is yet to begin is simply re-hung."""
    unit.successor = successor
    for sub_unit in _lasting(OrgUnit, OrgUnit.parent_id == unit.id, on):
        if sub_unit.valid_from >= on:
            sub_unit.parent = successor
        else:
            reorganise(sub_unit, on, parent=successor)
    for held in _lasting(Appointment, Appointment.unit_id == unit.id, on):
        if held.valid_from >= on:
            held.unit = successor
        else:
            _continue_at(successor, held, on)
    db.session.flush()


def _continue_at(successor: OrgUnit, held: Appointment, on: date) -> Appointment:
    """The post goes on at the successor; whoever has the same role there already has it once, until the later day."""
    until, held.valid_until = held.valid_until, on
    same = (Appointment.person_id == held.person_id) & (Appointment.unit_id == successor.id)
    known = _lasting(Appointment, same & (Appointment.role == held.role), on)
    if not known:
        new = Appointment(
            person_id=held.person_id, unit=successor, role=held.role, valid_from=on, valid_until=until
        )
        db.session.add(new)
        return new
    post = known[0]
    post.valid_from = min(post.valid_from, on)
    post.valid_until = max(until, post.valid_until) if until and post.valid_until else None
    return post


def _lasting(table: type[Row], which: ColumnElement[bool], on: date) -> list[Row]:
    """Rows that hold on that day or later."""
    lasting = or_(table.valid_until.is_(None), table.valid_until > on)
    return list(db.session.scalars(select(table).where(which, lasting).order_by(table.id)))

"""Units (机构): open, change details, rename by reorganisation, close."""

from datetime import date
from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.administration.going_over import titled, unfinished
from app.casework.administration.scope import get_unit, require_over, require_system
from app.law.errors import InvalidInput
from app.office import reorganisation
from app.office.errors import UnitStillInUse
from app.office.models import OrgUnit
from app.office.vocabulary import UnitKind

DETAILS = {
    "short_name": "简称", "document_code": "机关代字", "contact": "文书上的联系人",
    "telephone": "办公电话", "supervision_telephone": "监督电话",
    "address": "地址", "postcode": "邮政编码", "email": "电子邮箱", "office_hours": "办公时间",
    "reconsideration_organ": "行政复议机关", "reconsideration_online": "行政复议的互联网渠道",
    "court": "管辖法院", "subordinate_court": "下级机关的管辖法院",
    "superior_department": "上一级主管部门", "seat_government": "所在地人民政府",
    "fonds_number": "全宗号", "archive_code": "档号中的机构代码", "functions": "职能", "note": "备注",
}  # fmt: skip
"""What may be corrected at any time. A new name, place or kind is a reorganisation, which keeps the past."""


@use_case("open_unit")
def open_unit(
    act: Act, parent_id: int | None, code: str, name: str, short_name: str, kind: str, valid_from: date
) -> Result:
    """设立机构: a new unit below another one."""
    parent = get_unit(parent_id) if parent_id is not None else None
    if parent is not None:
        require_over(act, parent)
    else:
        require_system(act)
    reorganisation.check_name_is_free(name, parent, valid_from)
    unit = reorganisation.open_unit(
        code=code, name=name, short_name=short_name, kind=UnitKind(kind), valid_from=valid_from, parent=parent
    )
    act.audit("unit.opened", f"设立机构：{name}（{code}），自 {valid_from}", unit=unit.id)
    return {"unit": unit.id}


@use_case("change_unit")
def change_unit(act: Act, unit_id: int, details: dict[str, Any]) -> Result:
    """修改机构信息: telephone, address, 机关代字, courts and the like."""
    unit = get_unit(unit_id)
    require_over(act, unit)
    changed = [key for key in DETAILS if key in details and getattr(unit, key) != details[key]]
    for key in changed:
        setattr(unit, key, details[key])
    what = "、".join(DETAILS[key] for key in changed) or "没有变化"
    act.audit("unit.changed", f"修改机构信息：{unit.short_name}（{what}）", unit=unit.id, fields=changed)
    return {"unit": unit.id, "changed": changed}


@use_case("rename_unit")
def rename_unit(act: Act, unit_id: int, name: str, short_name: str, on: date) -> Result:
    """更名: a successor with the new name from that day, in which letters go out; what was said keeps the old one."""
    unit = get_unit(unit_id)
    require_over(act, unit)
    _not_in_the_past(on, act.today)
    reorganisation.check_name_is_free(name, unit.parent, on, but=unit)
    former = unit.name
    successor = reorganisation.reorganise(unit, on, name=name, short_name=short_name or name)
    act.audit("unit.renamed", f"机构更名：{former} → {name}，自 {on}", unit=successor.id, former=unit.id)
    return {"unit": successor.id}


@use_case("merge_unit")
def merge_unit(act: Act, unit_id: int, successor_id: int, on: date, reason: str) -> Result:
    """并入: an existing unit takes this one's place from that day; sub-units and appointments go to it.

    But for the posts of the three administrators, which nobody alone gives a further reach (decision 0080): they end.
    """
    unit, successor = get_unit(unit_id), get_unit(successor_id)
    require_over(act, unit)
    require_over(act, successor)
    _not_in_the_past(on, act.today)
    ended = "、".join(titled(reorganisation.merge_into([unit], successor, on)))
    words = f"机构并入：{unit.name} → {successor.name}，自 {on}。{reason}" + (
        f"；{ended}的任职同日结束" if ended else ""
    )
    act.audit("unit.merged", words, unit=successor.id, former=unit.id)
    return {"unit": successor.id}


@use_case("move_unit")
def move_unit(act: Act, unit_id: int, parent_id: int, reason: str) -> Result:
    """更正上级: the superior was entered wrongly. A real change of superior is a reorganisation."""
    unit, parent = get_unit(unit_id), get_unit(parent_id)
    require_over(act, unit)
    require_over(act, parent)
    former = unit.parent.name if unit.parent else "无"
    reorganisation.move_unit(unit, parent, act.today)
    act.audit("unit.moved", f"更正上级机构：{unit.name}，{former} → {parent.name}。{reason}", unit=unit.id)
    return {"unit": unit.id}


@use_case("close_unit")
def close_unit(act: Act, unit_id: int, on: date, reason: str) -> Result:
    """撤销机构: refused while sub-units or appointments last, and while anything is left to be done there."""
    unit = get_unit(unit_id)
    require_over(act, unit)
    _not_in_the_past(on, act.today)
    _refuse_unfinished(unit, act.today)
    reorganisation.close_unit(unit, on)
    act.audit("unit.closed", f"撤销机构：{unit.name}，自 {on}。{reason}", unit=unit.id)
    return {"unit": unit.id}


def _refuse_unfinished(unit: OrgUnit, on: date) -> None:
    """What nobody carries on nobody could answer. Raises UnitStillInUse for its open cases, or open tasks there."""
    if number := unfinished(unit, on):
        raise UnitStillInUse(f"该机构还有 {number} 件没有办结的办件，请先办结、改派，或者办理机构合并")


def _not_in_the_past(on: date, today: date) -> None:
    if on < today:
        raise InvalidInput(fields={"on": f"生效日期不能早于今天（{today}）"})

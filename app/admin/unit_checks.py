"""What a unit still lacks for its letters to be right, in words for the administrator."""

from collections.abc import Iterator
from datetime import date

from app.casework.contract.drawing import organ_of_case
from app.casework.contract.platform import platform
from app.casework.letters.seals import seal_on
from app.law.errors import NoReconsiderationOrgan
from app.law.organ_place import ANY_COURT, court, reconsideration_organ
from app.office.edition import kept
from app.office.holders import holder_ids
from app.office.models import OrgUnit
from app.office.places import place_of, reconsideration_channel
from app.office.vocabulary import Role

UNKNOWN = "无法确定"


def lacking(unit: OrgUnit, on: date) -> list[str]:
    """Gaps in the unit's own data; kept until a unit or a seal changes, for the first page tells of every unit."""
    if not unit.may_act_in_its_own_name:
        return []
    return list(kept(("gaps", unit.id, on), lambda: tuple(_gaps(unit, on))))


def _gaps(unit: OrgUnit, on: date) -> Iterator[str]:
    if not unit.document_code:
        yield "缺少机关代字，文书不能编号，公众不能向它提出申请"
    if not unit.telephone:
        yield "缺少办公电话，文书上没有联系方式"
    if not unit.address:
        yield "缺少地址，材料无法邮寄和当面提交"
    if remedy_organ(unit, on) == UNKNOWN:
        yield "无法确定行政复议机关，不予公开等决定不能制发"
    if remedy_court(unit, on) == ANY_COURT:
        yield f"未填管辖法院，文书写“{ANY_COURT}”"
    if not reconsideration_channel(unit, on):
        yield "未填行政复议的互联网渠道，网上送达的决定旁边只能写电话（行政复议法第二十二条第二款）"
    if seal_on(unit, on) is None:
        yield "未上传印章，文书不盖章"


def unmanned(unit: OrgUnit, on: date) -> list[str]:
    """Roles that nobody holds at this organ though drawings put tasks before them there, with the processes."""
    if not unit.may_act_in_its_own_name:
        return []
    missing = {role: titles for role, titles in _needed(unit).items() if not holder_ids(role, unit, on)}
    return [f"没有{role.title_zh}（{'、'.join(missing[role])}）" for role in Role if role in missing]


def _needed(unit: OrgUnit) -> dict[Role, list[str]]:
    """Role → the processes in whose drawings the organ of a case mans it."""
    found: dict[Role, list[str]] = {}
    for process in platform().processes.values():
        lanes = process.drawing.lanes.values()
        here = {one.role for one in lanes if one.unit is organ_of_case and unit.unit_kind not in one.spared}
        for role in here:
            found.setdefault(role, []).append(process.title)
    return found


def remedy_organ(unit: OrgUnit, on: date) -> str:
    """The reconsideration organ that letters will name."""
    try:
        return reconsideration_organ(place_of(unit, on), on)
    except NoReconsiderationOrgan:
        return UNKNOWN


def remedy_court(unit: OrgUnit, on: date) -> str:
    """The court that letters will name."""
    return court(place_of(unit, on))

"""What a unit still lacks for its letters to be right, in words for the administrator."""

from collections.abc import Iterator
from datetime import date

from app.casework.letters.seals import seal_on
from app.law.errors import NoReconsiderationOrgan
from app.law.organ_place import ANY_COURT, court, reconsideration_organ
from app.office.holders import holders_of
from app.office.models import OrgUnit
from app.office.organs import reconsideration_channel
from app.office.places import place_of
from app.office.vocabulary import Role

NEEDED_ROLES = (Role.INTAKE_CLERK, Role.OFFICE_REVIEWER, Role.OFFICE_HEAD)
UNKNOWN = "无法确定"


def lacking(unit: OrgUnit, on: date) -> list[str]:
    """Gaps in the unit's own data."""
    return list(_gaps(unit, on)) if unit.may_act_in_its_own_name else []


def _gaps(unit: OrgUnit, on: date) -> Iterator[str]:
    if not unit.document_code:
        yield "缺少机关代字，文书不能编号"
    if not unit.telephone:
        yield "缺少办公电话，文书上没有联系方式"
    if not unit.address:
        yield "缺少地址，材料无法邮寄和当面提交"
    if remedy_organ(unit, on) == UNKNOWN:
        yield "无法确定行政复议机关，不予公开等决定不能制发"
    if remedy_court(unit, on) == ANY_COURT:
        yield f"未填管辖法院，文书写“{ANY_COURT}”"
    if not reconsideration_channel(unit):
        yield "未填行政复议的互联网渠道，网上送达的决定旁边只能写电话（行政复议法第二十二条第二款）"
    if seal_on(unit, on) is None:
        yield "未上传印章，文书不盖章"


def unmanned(unit: OrgUnit, on: date) -> list[str]:
    """Roles without which no request is handled at this organ. Asks the database for each."""
    if not unit.may_act_in_its_own_name:
        return []
    return [f"没有{role.title_zh}" for role in NEEDED_ROLES if not holders_of(role, unit, on)]


def remedy_organ(unit: OrgUnit, on: date) -> str:
    """The reconsideration organ that letters will name."""
    try:
        return reconsideration_organ(place_of(unit, on), on)
    except NoReconsiderationOrgan:
        return UNKNOWN


def remedy_court(unit: OrgUnit, on: date) -> str:
    """The court that letters will name."""
    return court(place_of(unit, on))

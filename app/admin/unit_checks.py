"""What a unit still lacks for its letters to be right, in words for the administrator."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from app.casework.contract.drawing import handling_unit_of_case, organ_of_case
from app.casework.contract.platform import platform
from app.casework.letters.seals import seal_on
from app.casework.models import Case
from app.law.errors import NoReconsiderationOrgan
from app.law.organ_place import ANY_COURT, court, reconsideration_organ
from app.office.edition import kept
from app.office.holders import roles_manned
from app.office.models import OrgUnit
from app.office.places import place_of, reconsideration_channel
from app.office.vocabulary import Role

UNKNOWN = "无法确定"
Place = Callable[[Case], int]
"""Which unit of a case mans a lane (`Lane.unit`)."""


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
    return _missing(unit, on, organ_of_case, handling_unit_of_case)


def vacancies(units: Iterable[OrgUnit], on: date) -> dict[int, list[str]]:
    """Units that cannot do what comes to them, by id, with what is missing, for the first page and the tree.

    A government is asked for its cases; of the others, to which it gives them, those who do the work are asked for.
    """
    found: dict[int, list[str]] = {}
    for unit in units:
        if unit.is_valid_on(on) and unit.may_act_in_its_own_name:
            words = _missing(
                unit, on, organ_of_case if unit.unit_kind.is_government else handling_unit_of_case
            )
            found |= {unit.id: words} if words else {}
    return found


def _missing(unit: OrgUnit, on: date, *places: Place) -> list[str]:
    manned = roles_manned(on).get(unit.id, frozenset())
    missing = {role: titles for role, titles in _needed(unit, places).items() if role not in manned}
    return [f"没有{role.title_zh}（{'、'.join(missing[role])}）" for role in Role if role in missing]


def _needed(unit: OrgUnit, places: Collection[Place]) -> dict[Role, list[str]]:
    """Role → the processes in whose drawings one of these units of a case mans it."""
    found: dict[Role, list[str]] = {}
    for process in platform().processes.values():
        lanes = process.drawing.lanes.values()
        here = {one.role for one in lanes if one.unit in places and unit.unit_kind not in one.spared}
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

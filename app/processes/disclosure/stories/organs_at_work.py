"""Which organs can walk a request to its end: every post of the diagram is filled."""

from dataclasses import dataclass
from datetime import date

from app.casework.contract.platform import platform
from app.office.holders import holders_of
from app.office.models import OrgUnit
from app.office.organs import descendants, organ_level
from app.office.vocabulary import Role, UnitKind
from app.processes.disclosure.registration import PROCESS
from app.processes.disclosure.use_cases import organs_that_accept

AT_THE_HANDLING_UNIT = frozenset({Role.HANDLER, Role.UNIT_HEAD})


@dataclass(frozen=True)
class OrganAtWork:
    """An organ that can bring a request to its end. `drafts_itself`: also one that it decides when screening."""

    code: str
    drafts_itself: bool


def able_organs(on: date) -> list[OrganAtWork]:
    """The organs that accept requests and have all posts; the one with most units below comes first."""
    able = [organ for organ in organs_that_accept(on) if can_work(organ, on)]
    able.sort(key=lambda organ: (-len(_own_units(organ, on)), organ.code))
    return [OrganAtWork(organ.code, _can_handle(organ, on)) for organ in able]


def can_work(organ: OrgUnit, on: date) -> bool:
    """Townships have no legal post: their sign-off chain goes without."""
    roles = {lane.role for lane in platform().process(PROCESS).drawing.lanes.values()}
    if organ_level(organ) == UnitKind.TOWNSHIP:
        roles.discard(Role.LEGAL_REVIEWER)
    if not all(holders_of(role, organ, on) for role in roles - AT_THE_HANDLING_UNIT):
        return False
    return any(_can_handle(unit, on) for unit in [organ, *_own_units(organ, on)])


def _own_units(organ: OrgUnit, on: date) -> list[OrgUnit]:
    return [unit for unit in descendants(organ, on) if unit.parent_id == organ.id]


def _can_handle(unit: OrgUnit, on: date) -> bool:
    return all(holders_of(role, unit, on) for role in AT_THE_HANDLING_UNIT)

"""负责公开的机关 (第三十六条第五项): proposed from the tree and the table of functions, with its address."""

from datetime import date
from typing import Any

from app.casework.models import Case
from app.law.functions import proposed
from app.letters.facts import chinese_date
from app.office.errors import UnknownUnit
from app.office.models import OrgUnit
from app.office.organs import descendants, find_unit, government_of
from app.processes.disclosure.linked import Relation, links_of
from app.processes.disclosure.models import DisclosureRequest

NOT_RESPONSIBLE = "reply_not_responsible"
FACTS = ("responsible_known", "responsible_organ", "responsible_contact")


def other_organs(case: Case, on: date) -> list[OrgUnit]:
    """The organs of the county that answer in their own name, but this one."""
    own = case.organ_on(on)
    top = government_of(own) or own
    found = [unit for unit in (top, *descendants(top, on)) if unit.may_act_in_its_own_name]
    return [unit for unit in found if unit.id != own.id]


def choices(request: DisclosureRequest, on: date) -> dict[str, str]:
    """Code → name, those whose functions the request names first, with the words that name them."""
    units = {unit.id: unit for unit in other_organs(request.case, on)}
    told = proposed(request.description, {unit.id: unit.functions for unit in units.values()})
    first = {units[unit].code: f"{units[unit].name}（职能：{'、'.join(words)}）" for unit, words in told}
    return {**first, **{unit.code: unit.name for unit in units.values() if unit.code not in first}}


def choose(request: DisclosureRequest, code: str, on: date) -> None:
    """Keep the drafter's choice; nothing chosen leaves what is typed."""
    request.responsible_id = find_unit(code, on).id if code else None


def responsible_facts(request: DisclosureRequest) -> dict[str, Any]:
    """What the letter tells of the organ that was chosen, and of the passing on: of the record, never typed."""
    return {**_told(request.responsible), **_passed_on(request.case)} if request.responsible else {}


def contact_of(unit: OrgUnit) -> str:
    """Address and telephone as the tree has them; empty where it has neither: then the drafter finds out and types."""
    known = (("地址", unit.address), ("电话", unit.telephone))
    return "，".join(f"{label}：{value}" for label, value in known if value)


def as_chosen(code: str, on: date) -> dict[str, str]:
    """The same for a choice that is not kept yet."""
    if not code:
        return {}
    try:
        return _told(find_unit(code, on))
    except UnknownUnit:
        return {}


def _told(unit: OrgUnit) -> dict[str, str]:
    contact = contact_of(unit)
    named = {"responsible_known": "yes", "responsible_organ": unit.name}
    return {**named, "responsible_contact": contact} if contact else named


def was_passed_on(case: Case) -> bool:
    """With the applicant's consent: then the organ is settled."""
    return any(one.relation == Relation.PASSED_ON and one.earlier_id == case.id for one in links_of(case))


def _passed_on(case: Case) -> dict[str, str]:
    onwards = (one for one in links_of(case) if one.earlier_id == case.id)
    found = next((one for one in onwards if one.relation == Relation.PASSED_ON), None)
    if found is None:
        return {}
    return {"passed_on": f"{chinese_date(found.made_at.date())}转交该机关（申请编号：{found.later.number}）"}

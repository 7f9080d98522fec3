"""What the guide says of applying: whom to ask, how long it takes, what it costs, what one can do against a reply."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.casework.terms import clocks
from app.law.parameters import Parameter
from app.office import organs
from app.office.models import OrgUnit
from app.office.vocabulary import UnitKind
from app.processes.disclosure.expected import expected_reply
from app.processes.disclosure.use_cases import organs_that_accept
from app.web.fields import Choice

KINDS = list(UnitKind)
NUMBERS = (
    "reply_working_days", "extension_max_working_days", "clarification_notice_working_days",
    "clarification_period_working_days", "consultation_working_days", "reconsideration_days", "litigation_months",
    "litigation_after_reconsideration_days", "fee_cases_free", "fee_pages_free", "fee_payment_working_days",
    "fee_case_tiers", "fee_page_tiers", "correction_working_days",
)  # fmt: skip


@dataclass
class OrganGroup:
    """The organs of one government, that government first."""

    title: str
    organs: list[OrgUnit] = field(default_factory=list)


def guide_of(today: date) -> dict[str, Any]:
    """What the guide (条例第十二条) is filled with."""
    return {"groups": organ_groups(today), "law": law_numbers(today), "expected": expected_reply(today)}


def law_numbers(on: date) -> dict[str, Parameter]:
    """The legal parameters that the guide names, each with how far it was checked."""
    known = clocks.parameters_on(on)
    return {key: known.entry(key) for key in NUMBERS}


def organ_groups(on: date) -> list[OrganGroup]:
    """The organs that can be asked, by the government they belong to."""
    groups: dict[int, OrganGroup] = {}
    for organ in organs_that_accept(on):
        government = _county_or_prefecture(organ)
        group = groups.setdefault(government.id, OrganGroup(government.name))
        group.organs.insert(0, organ) if organ.id == government.id else group.organs.append(organ)
    return list(groups.values())


def organ_choices(on: date) -> list[Choice]:
    """The same as options under headings: each government, then what stands under it by kind."""
    return [
        Choice(organ.code, organ.name, group=f"{group.title}：{organ.unit_kind.title_zh}")
        for group in organ_groups(on)
        for organ in sorted(group.organs, key=lambda organ: KINDS.index(organ.unit_kind))
    ]


def _county_or_prefecture(organ: OrgUnit) -> OrgUnit:
    above = (
        unit for unit in organs.chain_up(organ) if unit.unit_kind in (UnitKind.COUNTY, UnitKind.PREFECTURE)
    )
    return next(above, organ)

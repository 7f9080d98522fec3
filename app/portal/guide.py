"""公开指南: whom to ask, how, how long it takes, what it costs, what can be done against the answer."""

from dataclasses import dataclass, field
from datetime import date

from flask import render_template

from app import timekeeping
from app.casework.terms import clocks
from app.law.parameters import Parameter
from app.office import organs
from app.office.models import OrgUnit
from app.office.vocabulary import UnitKind
from app.portal.blueprint import bp
from app.processes.disclosure.expected import expected_reply
from app.processes.disclosure.use_cases import organs_that_accept
from app.web.access import public

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


@bp.get("/")
@public
def home() -> str:
    """The guide (条例第十二条)."""
    today = timekeeping.today()
    return render_template(
        "portal/home.html", groups=organ_groups(today), law=law_numbers(), expected=expected_reply(today)
    )


@bp.get("/policies")
@public
def policies() -> str:
    """Policies and their interpretations; says plainly that none are published yet."""
    return render_template("portal/policies.html")


def law_numbers() -> dict[str, Parameter]:
    """The legal parameters that the guide names, as they hold today, each with how far it was checked."""
    known = clocks.parameters_on(timekeeping.today())
    return {key: known.entry(key) for key in NUMBERS}


def organ_groups(on: date) -> list[OrganGroup]:
    """The organs that can be asked, by the government they belong to."""
    groups: dict[int, OrganGroup] = {}
    for organ in organs_that_accept(on):
        government = _county_or_prefecture(organ)
        group = groups.setdefault(government.id, OrganGroup(government.name))
        group.organs.insert(0, organ) if organ.id == government.id else group.organs.append(organ)
    return list(groups.values())


def _county_or_prefecture(organ: OrgUnit) -> OrgUnit:
    above = (
        unit for unit in organs.chain_up(organ) if unit.unit_kind in (UnitKind.COUNTY, UnitKind.PREFECTURE)
    )
    return next(above, organ)

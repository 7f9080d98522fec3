"""季度统计: a quarter of an organ in numbers, with what a check finds, and the way to its notice."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.work.supervision import board_organ_ids
from app.database import db
from app.law.errors import RuleViolation
from app.law.policy_check import FINDINGS, share
from app.law.policy_material import Quarter
from app.office.models import OrgUnit
from app.office.permissions import AtOrgan, Permission, allows
from app.processes.interpretation.desk.blueprint import bp
from app.processes.interpretation.notices import begin_check_notice, notice_about
from app.processes.interpretation.statistics import check_of
from app.web.access import current_standing, requires
from app.web.acting import acting, sending_key, typed_values

YEARS = 5
"""How many years back the page offers."""


def own_organs() -> list[OrgUnit]:
    """The organs whose figures the person may see, those that issue documents alone."""
    ids = board_organ_ids(current_standing())
    query = select(OrgUnit).where(OrgUnit.id.in_(ids), OrgUnit.document_code != "")
    return list(db.session.scalars(query.order_by(OrgUnit.position, OrgUnit.code)))


@bp.get("/quarters")
@requires(Permission.READ_BOARD)
def quarter() -> ResponseReturnValue:
    """The quarter that was asked for; the running one otherwise."""
    return _page(request.args, {})


@bp.post("/quarters")
@requires(Permission.READ_BOARD)
def begin_notice() -> ResponseReturnValue:
    """The notice of the quarter is begun."""
    typed = typed_values()
    try:
        result = perform(
            begin_check_notice, actor=acting(), now=timekeeping.now(), key=sending_key(), data=typed
        )
    except RuleViolation as refused:
        return _page(typed, dict(refused.fields) or {"": refused.message}), refused.status
    flash(f"已开始拟写通报 {result['number']}", "success")
    return redirect(url_for("desk.show_case", number=result["number"]))


def _page(asked: Mapping[str, Any], errors: Mapping[str, str]) -> str:
    now, today, organs = timekeeping.now(), timekeeping.today(), own_organs()
    organ = next((one for one in organs if one.code == asked.get("organ")), organs[0] if organs else None)
    about = _quarter(asked, Quarter.of(today))
    found = check_of({organ.id} if organ else set(), about, now)
    may_tell = organ is not None and allows(
        Permission.ISSUE_LETTER, current_standing(), AtOrgan(organ.id), today
    )
    return render_template(
        "interpretation/desk/quarter.html", organ=organ, about=about, found=found, share=share, titles=FINDINGS,
        organs_choices=[(one.code, one.name) for one in organs], errors=errors,
        years_choices=[(str(year), f"{year}年") for year in range(today.year, today.year - YEARS, -1)],
        may_begin=may_tell and today > about.last, given=notice_about(organ, about) if organ else None,
    )  # fmt: skip


def _quarter(asked: Mapping[str, Any], otherwise: Quarter) -> Quarter:
    """The year and the quarter of the address; nonsense counts as not given."""
    year, number = (str(asked.get(name, "")) for name in ("year", "quarter"))
    known = (
        year.isascii() and year.isdecimal() and len(year) == 4 and int(year) >= 2000 and number in set("1234")
    )
    return Quarter(int(year), int(number)) if known else otherwise

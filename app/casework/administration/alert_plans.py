"""提醒设置: the ladder of an organ, for all its limits or for one kind, kept by whoever administers the organ."""

from sqlalchemy import delete, or_, select, update

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.administration.scope import get_unit, require_over
from app.casework.contract.platform import platform
from app.casework.models import AlertPlan, Case, CaseClock
from app.casework.models.cases import CaseState
from app.casework.terms.alert_stages import LIVE_STATES
from app.casework.terms.alert_steps import has_ladder
from app.casework.terms.ladder import Ladder
from app.casework.terms.ladders import write
from app.database import db
from app.law.clock import KIND_TITLES, ClockKind
from app.law.errors import InvalidInput
from app.office.models import OrgUnit
from app.office.organs import ids_below

EVERY_KIND = ""
MOST_STEPS, FURTHEST = 8, 60


def kinds_with_a_ladder() -> dict[str, str]:
    """The kinds of limits that processes of this house remind of by the ladder, with their titles."""
    found = {
        kind
        for process in platform().processes.values()
        for kind in (*process.terms.leading, *process.terms.rules)
        if has_ladder(process.terms.rule(kind))
    }
    return {kind: KIND_TITLES[ClockKind(kind)] for kind in map(str, ClockKind) if kind in found}


def title_of(kind: str) -> str:
    """What a plan is for. Raises NotFound for a kind without ladder."""
    if kind == EVERY_KIND:
        return "全部期限"
    titles = kinds_with_a_ladder()
    if kind not in titles:
        raise NotFound
    return titles[kind]


def plan_of(unit_id: int, kind: str) -> AlertPlan | None:
    """The organ's own plan."""
    return db.session.scalar(select(AlertPlan).where(AlertPlan.organ_id == unit_id, AlertPlan.kind == kind))


@use_case("set_alert_plan")
def set_alert_plan(act: Act, unit_id: int, kind: str, ladder: Ladder) -> Result:
    """Set the ladder, from the next sweep on. Raises NotFound, NotAllowed, InvalidInput."""
    unit, title = _organ(act, unit_id), title_of(kind)
    check_ladder(ladder)
    plan = plan_of(unit.id, kind) or AlertPlan(organ_id=unit.id, kind=kind)
    write(plan, ladder)
    db.session.add(plan)
    _look_anew(act, unit)
    act.audit("alert_plan.set", f"设置期限提醒：{unit.name}，{title}", unit=unit.id, kind=kind)
    return {"kind": kind}


@use_case("drop_alert_plan")
def drop_alert_plan(act: Act, unit_id: int, kind: str) -> Result:
    """恢复: what holds above, or the default, holds again. Raises NotFound, NotAllowed."""
    unit, title = _organ(act, unit_id), title_of(kind)
    if plan_of(unit.id, kind) is None:
        raise NotFound
    db.session.execute(delete(AlertPlan).where(AlertPlan.organ_id == unit.id, AlertPlan.kind == kind))
    _look_anew(act, unit)
    act.audit("alert_plan.dropped", f"取消单独设置的期限提醒：{unit.name}，{title}", unit=unit.id, kind=kind)
    return {"kind": kind}


def check_ladder(ladder: Ladder) -> None:
    """Raises InvalidInput, beside its field, for what cannot be meant."""
    wrong = {
        name: f"最多 {MOST_STEPS} 个，每个为 1 至 {FURTHEST}"
        for name in ("ahead_days", "ahead_hours")
        if len(getattr(ladder, name)) > MOST_STEPS
        or not all(1 <= one <= FURTHEST for one in getattr(ladder, name))
    }
    if ladder.leader_from > ladder.head_from:
        wrong["leader_from"] = "不能早于单位负责人"
    if ladder.supervisor_from > ladder.leader_from:
        wrong["supervisor_from"] = "不能早于分管领导"
    if ladder.quiet is not None and ladder.quiet[0] == ladder.quiet[1]:
        wrong["quiet_until"] = "起止时间不能相同"
    if wrong:
        raise InvalidInput(fields=wrong)


def _organ(act: Act, unit_id: int) -> OrgUnit:
    unit = get_unit(unit_id)
    require_over(act, unit)
    if not unit.may_act_in_its_own_name:
        raise NotFound
    return unit


def _look_anew(act: Act, unit: OrgUnit) -> None:
    """The sweep looks once at the clocks of the organ and of those below; no step of days before is raised for it."""
    here = select(Case.id).where(
        Case.state == CaseState.OPEN, Case.organ_id.in_(select(ids_below([unit.id], act.today).c.id))
    )  # fmt: skip
    is_later = or_(CaseClock.look_at.is_(None), CaseClock.look_at > act.now)
    live = (CaseClock.state.in_(LIVE_STATES), CaseClock.case_id.in_(here), is_later)
    db.session.execute(
        update(CaseClock).where(*live).values(look_at=act.now),
        execution_options={"synchronize_session": False},
    )

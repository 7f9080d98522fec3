"""同步审签: one signature for all texts at once; the openness review answers the elements one by one."""

from collections.abc import Sequence
from dataclasses import replace

from marshmallow import Schema
from sqlalchemy import select

from app import timekeeping
from app.casework.acts.act import Act
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Tick
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.models import WorkItem
from app.casework.models.work import APPROVE
from app.casework.texts import seen, signatures
from app.casework.texts.versions import current_versions
from app.database import db
from app.law.errors import RuleViolation
from app.law.policy_material import ELEMENTS, element_faults
from app.office.vocabulary import Role
from app.processes.interpretation import checks
from app.processes.interpretation.comparison import comparison
from app.processes.interpretation.package import package_of, prepared
from app.processes.interpretation.vocabulary import Road
from app.steps.issue import refuse_objections
from app.steps.signoff import SignOff

OPENNESS_REVIEW = "T_openness"
NOT_LEADERS = "领导签发所依据的文本已经修改，签发失效。请退回，重新送签"


class NotSigned(RuleViolation):
    """What goes out is what was signed: by the leader, for all texts as they stand now."""

    code = "not_signed"
    message = NOT_LEADERS


class PackageSignOff(SignOff):
    """The general step, with the elements and the copying beside it."""

    def forms(self) -> tuple[TaskForm, ...]:
        return tuple(
            replace(form, schema=self._with_elements, apply=self._sign_with_elements, checks=checks.elements)
            for form in super().forms()
        )

    def _with_elements(self, item: WorkItem) -> Schema:
        """公开审查 ticks each element; the answer that sends back needs none."""
        schema = self._schema(item)
        if not _reviews_elements(item):
            return schema
        ticks = {
            f"checked_{one.key}": Tick(f"已核对：{one.title}", must=f"请逐项核对，勾选“{one.title}”", hint=one.hint)
            for one in ELEMENTS
        }  # fmt: skip
        if declared := comparison(item.case, timekeeping.today()).declaration:
            ticks["checked_copying"] = Tick(declared, must=f"请核对后勾选“{declared}”，或者退回修改")
        base = type(schema)
        return base.from_dict({**schema.fields, **ticks}, name="OpennessSchema")()

    def _sign_with_elements(self, act: Act, item: WorkItem, values: Values) -> Facts:
        """An edit may have taken a passage away that answers an element."""
        is_passed = _reviews_elements(item) and values["decision"] == APPROVE
        faults = element_faults(prepared(item.case)) if is_passed else {}
        if faults:
            raise CannotHappenNow(f"{'；'.join(faults.values())}，请退回修改")
        return self._sign(act, item, values)


def _reviews_elements(item: WorkItem) -> bool:
    return item.node == OPENNESS_REVIEW and package_of(item.case).road == Road.EXPLAIN


def require_signed(act: Act, slots: Sequence[str] = ()) -> None:
    """Raises NotSigned unless the leader's consent stands on every text as it is, CannotHappenNow while anybody's
    objection stands."""
    case = act.the_case
    refuse_objections(act)
    versions = seen.versions_to_sign(case, slots)
    seen.refuse_changed(case, versions, act.today)
    now = {one.id for one in current_versions(case).values()}
    leaders = set(
        db.session.scalars(
            select(WorkItem.id).where(WorkItem.case_id == case.id, WorkItem.role == Role.RESPONSIBLE_LEADER)
        )
    )
    standing = signatures.standing_signatures(case, act.today)
    if not any(
        one.opinion.choice == APPROVE
        and one.opinion.work_item_id in leaders
        and {version.id for version in one.opinion.texts} == now
        for one in standing
    ):
        raise NotSigned()

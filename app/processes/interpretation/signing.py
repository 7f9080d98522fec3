"""同步审签: one signature for all texts at once; the openness review answers the elements one by one."""

from dataclasses import replace

from marshmallow import Schema

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
from app.office.models import OrgUnit
from app.office.vocabulary import Role
from app.processes.interpretation import checks
from app.processes.interpretation.co_signers import CO_SIGN, still_to_sign
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
        return type(schema)({**schema.fields, **ticks})

    def _sign_with_elements(self, act: Act, item: WorkItem, values: Values) -> Facts:
        """An edit may have taken a passage away that answers an element."""
        is_passed = _reviews_elements(item) and values["decision"] == APPROVE
        faults = element_faults(prepared(item.case)) if is_passed else {}
        if faults:
            raise CannotHappenNow(f"{'；'.join(faults.values())}，请退回修改")
        return self._sign(act, item, values)


def _reviews_elements(item: WorkItem) -> bool:
    return item.node == OPENNESS_REVIEW and package_of(item.case).road == Road.EXPLAIN


def require_signed(act: Act) -> None:
    """Every signature that was asked for stands on all texts as they are: of the leader, the reviews, the co-signers.

    Raises NotSigned, CannotHappenNow while anybody's objection stands.
    """
    case = act.the_case
    refuse_objections(act)
    seen.refuse_changed(case, seen.versions_to_sign(case), act.today)
    now = {one.id for one in current_versions(case).values()}
    agreed = [one.opinion for one in signatures.signatures_of(case, act.today) if one.agrees]
    valid = [one for one in agreed if one.voided_at is None and {text.id for text in one.texts} == now]
    if not any(one.item.role == Role.RESPONSIBLE_LEADER for one in valid):
        raise NotSigned()
    lost = {one.node: one.title for one in agreed if one.node != CO_SIGN}
    for one in valid:
        lost.pop(one.node, None)
    unsigned = [db.session.get_one(OrgUnit, unit_id).name for unit_id in still_to_sign(case, act.today)]
    if names := [*lost.values(), *unsigned]:
        raise NotSigned(f"{'、'.join(names)}没有在现在的文本上签署同意。请退回，重新送签")

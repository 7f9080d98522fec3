"""征求意见: third parties, organs and units of the house are asked, any number at once (条例第三十二条至第三十四条)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.contract.forms import Facts, TaskForm, Values
from app.casework.contract.rows import CaseAct, Secret
from app.casework.models import Case, WorkItem
from app.casework.models.consultations import ConsultationState
from app.engine.operations import Operation
from app.law.awaiting import check_none_outstanding
from app.law.errors import RuleViolation
from app.law.opinions import opinion_outside
from app.office.permissions import Permission
from app.steps import consultation_acts
from app.steps.consultation_forms import NothingSchema, party_schema
from app.steps.consultation_record import consultations_of, parties_of, secrets_of
from app.steps.consultation_rule import ConsultingRule
from app.steps.consultation_units import units_of_the_house
from app.steps.contribution import contribution


@dataclass(frozen=True)
class Consulting(ConsultingRule):
    """The acts are those of `consultation_acts`, on the case page.

    In a diagram: the form `consultation` names one party, the operation `issue_consultations` sends out all letters
    that are prepared, the form `opinions` goes on when nobody owes an answer (fact `opinions`: agreed, disagreed,
    no_reply, none).
    """

    def forms(self) -> tuple[TaskForm, ...]:
        party = TaskForm("consultation", "拟定征求意见", _party_schema, _prepare, submit="拟定")
        gathered = TaskForm("opinions", "汇总意见", _nothing, _gather, submit="意见已齐，继续办理")
        return (party, gathered, contribution)

    def operations(self) -> tuple[Operation, ...]:
        return (Operation("issue_consultations", "制发征求意见文书", _issue_all),)

    def acts(self) -> tuple[CaseAct, ...]:
        return (
            CaseAct(
                "征求意见", "desk.prepare_consultation", "envelope-open", Permission.CONSULT, self._is_time
            ),
        )

    def secrets(self, case: Case) -> Mapping[str, Secret]:
        return {name: one for row in consultations_of(case) for name, one in secrets_of(row).items()}

    def _is_time(self, case: Case, today: date) -> bool:
        try:
            self.check(case)
        except RuleViolation:
            return False
        return case.is_open


def _party_schema(item: WorkItem) -> Schema:
    return party_schema(units_of_the_house(item.case, item.created_at.date()))


def _nothing(item: WorkItem) -> Schema:
    return NothingSchema()


def _prepare(act: Act, item: WorkItem, values: Values) -> Facts:
    consultation_acts.prepare(act, values)
    return {}


def _issue_all(act: Act) -> Facts:
    prepared = [one for one in parties_of(act.the_case) if one.state is ConsultationState.PREPARED]
    for row in prepared:
        consultation_acts.issue(act, row)
    return {"consultations": len(prepared)}


def _gather(act: Act, item: WorkItem, values: Values) -> Facts:
    parties = parties_of(act.the_case)
    check_none_outstanding(parties)
    return {"opinions": opinion_outside(parties)}

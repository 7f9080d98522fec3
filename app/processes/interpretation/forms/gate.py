"""同步组织把关: the receiving office takes the package in, or sends it back with a numbered letter."""

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Text, Tick
from app.casework.contract.forms import Facts, Hand, TaskForm, Values
from app.casework.contract.schemas import ReturningSchema
from app.casework.models import WorkItem
from app.casework.models.work import SEND_BACK
from app.database import db
from app.law.policy_material import check_complete
from app.processes.interpretation.checks import lacking
from app.processes.interpretation.models import Return
from app.processes.interpretation.package import missing, package_of, prepared
from app.processes.interpretation.reminders import was_urged
from app.processes.interpretation.vocabulary import Road

ACCEPT = "accept"


class GateSchema(ReturningSchema):
    """Taking in needs a complete package; sending back needs the reason."""

    reason_missing = "退回的，请写明理由"

    decision = Choice("审核", {ACCEPT: "收文", SEND_BACK: "退文"}, widget="buttons")
    after_reminder = Tick("经催办后才启动解读", hint="记入季度通报；报送以前在系统中催办过的，自动记入")
    opinion = Text("意见", maximum=1000, widget="textarea", required=False, hint="退文的必须写明理由")


def _schema(item: WorkItem) -> Schema:
    return GateSchema()


def _decide(act: Act, item: WorkItem, values: Values) -> Facts:
    package, case = package_of(act.the_case), act.the_case
    if values["decision"] == SEND_BACK:
        found = list(missing(case, act.today).values())
        db.session.add(Return(case_id=case.id, missing=found, reason=values["opinion"], returned_at=act.now))
        return {"gate": SEND_BACK}
    if package.road == Road.EXPLAIN:
        check_complete(prepared(case), act.today)
    package.after_reminder = values["after_reminder"] or was_urged(case, package.sent_in_at)
    package.organised_at = act.now
    return {"gate": ACCEPT}


gate = TaskForm(
    "gate", "同步组织审核", _schema, _decide, checks=lacking, by=Hand.ANOTHER,
    note="文件、解读方案、文字解读须一并报送。缺项的不能收文，退文函写明所缺各项。",
)  # fmt: skip

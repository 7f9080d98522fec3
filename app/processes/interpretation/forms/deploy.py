"""同步部署: document and text appear together at the planned hour, in one act; nothing appears alone."""

from marshmallow import Schema

from app.casework.acts.act import Act
from app.casework.contract.fields import Choice, Day, Text
from app.casework.contract.forms import Facts, Hand, TaskForm, Values
from app.casework.contract.moments import Moment
from app.casework.contract.schemas import ReturningSchema
from app.casework.contract.several import names_of_lines
from app.casework.models import WorkItem
from app.casework.models.work import SEND_BACK
from app.processes.interpretation.deployment import deploy_together
from app.processes.interpretation.package import package_of
from app.processes.interpretation.posting import posting

DEPLOYED = "deployed"


class DeploySchema(ReturningSchema):
    """The hour at once or planned, topics by which the public finds it, and until when it is in force."""

    decision = Choice("部署", {DEPLOYED: "按计划发布", SEND_BACK: "退回修改"})
    planned_at = Moment("计划发布时间", required=False, hint="不填的立即发布；届时文件和文字解读同时公开")
    topics = Text("主题", maximum=200, required=False, hint="用顿号隔开，如 卫生健康、农业农村")
    review_on = Day("评估日期", required=False, hint="届时评估是否继续公开")
    opinion = Text("意见", maximum=1000, widget="textarea", required=False, hint="退回的必须写明理由")


def _schema(item: WorkItem) -> Schema:
    return DeploySchema()


def _deploy(act: Act, item: WorkItem, values: Values) -> Facts:
    if values["decision"] == SEND_BACK:
        return {"deployment": SEND_BACK}
    deploy_together(act, values["planned_at"], tuple(names_of_lines(values["topics"])), values["review_on"])
    channels = package_of(act.the_case).channels
    return {
        "deployment": DEPLOYED, "to_post": "yes" if channels else "no", **posting.ask_for(act, channels)
    }  # fmt: skip


deploy = TaskForm(
    "deploy", "同步部署", _schema, _deploy, initial=lambda case: {"decision": DEPLOYED}, by=Hand.ANOTHER_IF_ANY,
    note="政策文件与文字解读同一时刻公开、相互关联，不单独发布。发布的内容与签发的文本逐字一致。",
)  # fmt: skip

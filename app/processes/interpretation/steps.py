"""The general steps (app/steps) as packages have them: their rules and their words."""

from app.office.vocabulary import Role
from app.processes.interpretation.co_signers import keep_chosen
from app.processes.interpretation.posting import posting
from app.processes.interpretation.signing import PackageSignOff
from app.processes.interpretation.texts import writing
from app.steps.asking import Asking
from app.steps.closing import Archiving, Closing
from app.steps.cosigning import CoSigning
from app.steps.papers import Papers
from app.steps.reviewing import Reviewing

co_signing = CoSigning(role=Role.UNIT_HEAD, title="选定会签部门", keep=keep_chosen)
STEPS = (
    writing,
    co_signing,
    Asking(),
    PackageSignOff(
        marks_passages=True,
        phrases=("请补充依据", "请规范表述", "请与文件表述一致"),
        note="所列文本一并签署，意见与所见全部文本绑定；任何一处修改后须重新审签。",
    ),
    posting,
    Reviewing({"T_check_answer": ("T_answer",), "T_check_further": ("T_further",)}),
    Closing(),
    Archiving(),
    Papers(),
)

"""What the page of 催办 says before it is sent: by which ways it reaches whom, and which steps nobody can do."""

from collections.abc import Sequence

from app.casework.messages import mail
from app.casework.models import WorkItem
from app.office.models import Person
from app.office.vocabulary import Role


def way_words(receivers: Sequence[Person]) -> str:
    """The desk, and mail to whom has an address; empty where nobody is told."""
    desk, without = "显示在经办人的待办和消息中", [one.name for one in receivers if not mail.reaches(one)]
    if not receivers:
        return ""
    if not mail.goes_out():
        return f"{desk}；{mail.NO_SERVER}，不发邮件"
    if len(without) == len(receivers):
        return f"{desk}；没有登记邮箱，不发邮件"
    return f"{desk}，并发送邮件" + (f"（{'、'.join(without)}没有登记邮箱，不发）" if without else "")


def stuck_words(stuck: Sequence[WorkItem]) -> list[str]:
    """Each step that nobody can do, why, and where that is mended."""
    return [_stuck(item) for item in stuck]


def _stuck(item: WorkItem) -> str:
    if item.assignee is not None:
        return f"“{item.title}”由{item.assignee.name}经办，本人现在没有岗位，不能办理：请转办给在岗的人员"
    where = f"{item.unit.name}的{Role(item.role).title_zh}"
    return f"“{item.title}”待{where}认领，现在没有人担任：请由系统管理员在机构与人员中配齐"

"""An office writes a text itself, or takes the standard again."""

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.administration.scope import require_system
from app.casework.models import OfficeWording
from app.casework.wordings.catalogue import WORDINGS
from app.casework.wordings.filling import problems_of
from app.database import db
from app.law.errors import InvalidInput


@use_case("write_wording")
def write_wording(act: Act, name: str, heading: str, body: str) -> Result:
    """修改消息、指南的文字; without a body the standard holds again. Raises NotFound, InvalidInput beside the field."""
    require_system(act)
    if (wording := WORDINGS.get(name)) is None:
        raise NotFound
    if body and not heading:
        raise InvalidInput(fields={"heading": "请填写标题"})
    if body and (problems := problems_of(wording, heading, body)):
        raise InvalidInput(fields=problems)
    by = act.actor.person_id
    db.session.add(
        OfficeWording(
            key=name, heading=heading if body else "", body=body, written_by_id=by, written_at=act.now
        )
    )
    act.audit("wording.written", f"{'修改' if body else '恢复标准'}文字：{wording.title}", key=name)
    return {"key": name}

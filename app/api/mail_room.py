"""收发室 for programs: what came and is no case yet, taking in what came, and putting it aside."""

from typing import Any

from app import timekeeping
from app.api.access import caller, idempotency_key, token_required
from app.api.described import PAGE, ApiBlueprint, described
from app.api.kinds import day, flag, one_of, paged, text, thing, whole, with_more
from app.api.pages import page_told
from app.api.parsing import json_body
from app.casework.acts.commands import perform
from app.casework.contract.schemas import json_schema
from app.casework.incoming import acts, lists
from app.casework.incoming.lists import Waiting
from app.casework.terms import clocks
from app.law.errors import InvalidInput
from app.office.permissions import ANYWHERE, Permission, check
from app.web.access import current_standing
from app.web.page_number import page_number

bp = ApiBlueprint("api_mail_room", __name__, url_prefix="/api/v1/post", description="收发室")
POST = thing(
    post=whole("来件编号"), organ=text("收件机关代码"), way=one_of("来件方式", acts.WAYS),
    arrived_on=day("签收（收到）日期"), tracking_number=text("邮件号码"), signed_by=text("签收人"),
    sender=text("寄件人"), note=text("来件说明"),
    register_by=day("最迟登记日期"), late=flag("超时未登记"),
)  # fmt: skip
TAKEN = thing(post=whole("来件编号"))
FORM = json_schema(acts.PostSchema())
CAME = {**with_more(FORM, organ=text("收件机关代码")), "required": [*FORM["required"], "organ"]}


@bp.get("")
@described(paged("waiting", "签收后尚未登记的来件", POST), query=(PAGE,))
@token_required
def list_waiting() -> dict[str, Any]:
    """签收后尚未登记为办件的来件，等得最久的在前。"""
    standing = current_standing()
    check(Permission.LOG_MAIL, standing, ANYWHERE, standing.on)
    return page_told("waiting", lists.waiting_posts(standing, clocks.calendar(), page_number()), _row)


@bp.post("")
@described(TAKEN, status=201, body=CAME)
@token_required
def log_post() -> tuple[dict[str, Any], int]:
    """登记一件签收的来件（organ 为收件机关代码）；同一邮件号码只登记一次。"""
    data = json_body()
    organ = data.pop("organ", None)
    if not isinstance(organ, str):
        raise InvalidInput(fields={"organ": "请给出收件机关代码"})
    done = perform(acts.log_post, actor=caller(), now=timekeeping.now(), key=idempotency_key(), organ_code=organ,
                   data=data)  # fmt: skip
    return done, 201


@bp.post("/<int:post_id>/aside")
@described(TAKEN, body=json_schema(acts.SetAsideSchema()))
@token_required
def set_aside(post_id: int) -> dict[str, Any]:
    """不作办件登记，写明原因。"""
    return perform(acts.set_post_aside, actor=caller(), now=timekeeping.now(), key=idempotency_key(), post_id=post_id,
                   data=json_body())  # fmt: skip


def _row(waiting: Waiting) -> dict[str, Any]:
    post = waiting.post
    return {
        "post": post.id, "organ": post.organ.code, "way": post.way, "arrived_on": post.arrived_on.isoformat(),
        "tracking_number": post.tracking_number, "signed_by": post.signed_by, "sender": post.sender, "note": post.note,
        "register_by": waiting.by.isoformat(), "late": waiting.is_late,
    }  # fmt: skip

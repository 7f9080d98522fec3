"""Taking in what came, putting aside what is no application, and making a case of it."""

from typing import Any

from marshmallow import ValidationError, validates_schema
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow, NotFound
from app.casework.contract.fields import Choice, Day, Text
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, IncomingPost
from app.database import db
from app.law.errors import InvalidInput
from app.law.receipt import CHANNEL_WORDS, Channel
from app.law.stated_days import faults_of_days
from app.office.organs import accepting_organ
from app.office.permissions import AtOrgan, Permission

BY_POST = (Channel.REGISTERED_MAIL, Channel.ORDINARY_MAIL, Channel.FAX, Channel.IN_PERSON, Channel.EMAIL)
WAYS = {str(way): CHANNEL_WORDS[way] for way in BY_POST}


class PostSchema(OfficeSchema):
    """What the mail room knows of a letter without opening it."""

    way = Choice("来件方式", WAYS, widget="select")
    arrived_on = Day("签收（收到）日期", hint="实际签收、传入、递交之日；周末、节假日签收的照实填写")
    tracking_number = Text("邮件号码", maximum=40, is_number=True, required=False, hint="须签收的邮件必填")
    signed_by = Text("签收人", maximum=60, required=False)
    sender = Text("寄件人", maximum=120, required=False)
    note = Text("来件说明", maximum=300, required=False, hint="例如信封上注明的事项")

    @validates_schema
    def check_number(self, data: dict[str, Any], **_options: Any) -> None:
        if data["way"] == Channel.REGISTERED_MAIL and not data.get("tracking_number"):
            raise ValidationError({"tracking_number": "须签收的邮件，请填写邮件号码"})


class SetAsideSchema(OfficeSchema):
    """Why no case is made of it."""

    reason = Text("处理说明", maximum=300, widget="textarea", hint="例如：不需要登记，已转某科室；重复登记")


@use_case("log_post")
def log_post(act: Act, organ_code: str, data: dict[str, Any]) -> Result:
    """来件登记. The same tracking number is taken in once. Raises InvalidInput, NotAllowed."""
    organ = accepting_organ(organ_code, act.today)
    act.require(Permission.LOG_MAIL, AtOrgan(organ.id))
    values = load_schema(PostSchema(), data)
    if faults := faults_of_days({"arrived_on": values["arrived_on"]}, act.today):
        raise InvalidInput(fields=faults)
    taken = {
        name: values.get(name) or "" for name in ("way", "tracking_number", "signed_by", "sender", "note")
    }
    post = IncomingPost(
        organ_id=organ.id, arrived_on=values["arrived_on"], logged_at=act.now, logged_by_id=act.actor.person_id, **taken
    )  # fmt: skip
    _add_once(post)
    number = f"，邮件号码 {post.tracking_number}" if post.tracking_number else ""
    act.audit(
        "post.logged",
        f"来件登记：{WAYS[post.way]}，{post.arrived_on} 收到{number}",
        unit=organ.id,
        post=post.id,
    )
    return {"post": post.id}


def _add_once(post: IncomingPost) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(post)
    except IntegrityError as error:
        raise InvalidInput(fields={"tracking_number": "这个邮件号码已经登记过，请在列表中核对"}) from error


@use_case("set_post_aside")
def set_post_aside(act: Act, post_id: int, data: dict[str, Any]) -> Result:
    """No application, or taken in twice: it stops waiting, with the reason."""
    post = _waiting(post_id)
    act.require(Permission.LOG_MAIL, AtOrgan(post.organ_id))
    post.set_aside_why, post.settled_at = load_schema(SetAsideSchema(), data)["reason"], act.now
    act.audit("post.set_aside", f"来件不作办件登记：{post.set_aside_why}", unit=post.organ_id, post=post.id)
    return {"post": post.id}


def facts_of(post_id: int) -> dict[str, Any]:
    """What a registration takes from the mail room's record instead of asking for it again."""
    post = _waiting(post_id)
    facts = {"channel": post.way, "arrived_on": post.arrived_on.isoformat()}
    if post.way == Channel.REGISTERED_MAIL:
        facts |= {
            "signed_on": facts["arrived_on"], "signed_by": post.signed_by, "tracking_number": post.tracking_number,
        }  # fmt: skip
    return facts


def take(act: Act, post_id: int, case: Case) -> None:
    """A case was made of it, by the organ to which it came. Raises CannotHappenNow, NotFound."""
    post = _waiting(post_id)
    if post.organ_id != case.organ_id:
        raise NotFound()
    post.case_id, post.settled_at = case.id, act.now
    act.audit("case.from_post", f"由 {post.arrived_on} 收到的来件登记", post=post.id)


def _waiting(post_id: int) -> IncomingPost:
    found = db.session.scalar(
        select(IncomingPost).where(IncomingPost.id == post_id).with_for_update()
        .execution_options(populate_existing=True)
    )  # fmt: skip
    if found is None:
        raise NotFound()
    if found.settled_at is not None:
        raise CannotHappenNow("这件来件已经处理过，请刷新列表核对")
    return found

"""What the guest puts before the public: the signed bulletin, word for word, and what people say to it."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.contract.fields import Text
from app.casework.contract.forms import load_schema
from app.casework.contract.public import MenuEntry
from app.casework.contract.publications import PublicationKind
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case, Publication
from app.casework.publications import acts, receiving, signed
from app.casework.publications.rules import Terms
from app.casework.publications.standing import stands
from app.database import db
from app.office.permissions import Permission
from app.timekeeping import now
from tests.guest.flood_watch.acts import BULLETIN, operations
from tests.guest.flood_watch.models import FloodView

KIND = PublicationKind(
    "flood_bulletin", "汛情通报", "flood-bulletins", form=MenuEntry("提出意见", "flood_portal.ask_view")
)
STANDS_FOR = timedelta(days=7)


class ViewSchema(OfficeSchema):
    """What somebody says to a bulletin."""

    words = Text("意见", maximum=500, widget="textarea", hint="请不要写姓名、证件号码等个人信息")


@operations.register("publish_bulletin", title="公开通报")
def publish_bulletin(act: Act) -> Any:
    """The text on which the signatures stand, and no other."""
    version = signed.signed_version(act.the_case, BULLETIN, act.today)
    content = signed.content_of(version, f"关于{act.the_case.title}的通报")
    found = acts.publish(
        act, KIND.key, content, approved_hash=content.hash, signed_hash=version.content_hash,
        terms=Terms(until_at=act.now + STANDS_FOR),
    )  # fmt: skip
    return {"publication_id": found.id}


@use_case("withdraw_bulletin", needs=Permission.PUBLISH)
def withdraw_bulletin(act: Act, reason: str) -> Result:
    """The bulletin is taken back; its heading stays with the reason."""
    found = acts.find_standing(act, KIND.key)
    if found is None:
        raise CannotHappenNow("这件没有公开的通报，不需要撤回")
    acts.withdraw(act, found, reason)
    return {"publication": found.id}


@use_case("send_flood_view")
def send_view(act: Act, publication_id: int, data: dict[str, Any]) -> Result:
    """Somebody says something to the bulletin, as long as it stands."""
    found = receiving.require_standing(act, publication_id)
    words = load_schema(ViewSchema(), data)["words"]
    db.session.add(FloodView(case_id=act.the_case.id, publication_id=found.id, words=words, sent_at=act.now))
    act.audit("flood.view_sent", "收到公众对通报的意见", publication=found.id)
    return {"publication": found.id}


def bulletin_stands(case: Case, today: date) -> bool:
    """Whether there is something to withdraw."""
    query = select(Publication.id).where(Publication.case_id == case.id, stands(now()))
    return db.session.scalar(query) is not None


def views_of(case: Case) -> list[str]:
    """What was said, oldest first."""
    said = select(FloodView.words).where(FloodView.case_id == case.id).order_by(FloodView.id)
    return list(db.session.scalars(said))

"""Word by mail to people of the office that work has come to them: number and step, nothing of the matter itself."""

from collections.abc import Iterable
from datetime import date

from app.casework.acts.act import Act
from app.casework.messages import mail
from app.casework.messages.telling import mail_in
from app.casework.models import WorkItem
from app.casework.work.recipients import hands_for
from app.office.models import Person


def tell(act: Act, people: Iterable[Person], what: str) -> None:
    """One mail to each but the acting person; `what` says in a few words what has come, and from whom."""
    case = act.the_case
    due = f"办理期限：{_day(case.due_on)}\n" if case.due_on else ""
    text = f"办件编号：{case.number}\n事项：{what}\n{due}\n{mail.CLOSING}"
    for person in {one.id: one for one in people if one.id != act.actor.person_id}.values():
        key = f"told:{case.id}:{case.version}:{act.now.isoformat()}:{person.id}"
        mail_in(act, person, key, (f"{case.number} {what}", text))


def tell_hands(act: Act, item: WorkItem, what: str) -> None:
    """Who has the item in hand or could take it."""
    tell(act, hands_for(item, act.today), f"{what}，转到“{item.title}”")


def _day(on: date) -> str:
    return f"{on:%Y-%m-%d}"

"""Messages that did not get out as tasks: which administrator of the system sees to each."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.administration.scope import administers_system, require_system
from app.casework.messages.outbox import DECIDED_BY_A_PERSON
from app.casework.models import OutboxMessage, OutboxTask
from app.casework.work.recipients import administrators
from app.database import db
from app.law.errors import InvalidInput
from app.office.models import Person
from app.office.standing import standing_of


def who_may(on: date) -> list[Person]:
    """The administrators of the system."""
    return [one for one in administrators(on) if administers_system(standing_of(one, on))]


def assignees(messages: Iterable[OutboxMessage]) -> dict[int, str]:
    """Names by message; nothing for what nobody has taken."""
    ids = [one.id for one in messages]
    query = select(OutboxTask.message_id, Person.name).join(OutboxTask.assignee)
    return dict(db.session.execute(query.where(OutboxTask.message_id.in_(ids))).tuples().all())


@use_case("assign_message")
def assign_message(act: Act, message_id: int, person_id: int) -> Result:
    """指定处理人. Raises InvalidInput for somebody who does not administer the system, CannotHappenNow."""
    require_system(act)
    message = db.session.get(OutboxMessage, message_id, with_for_update=True)
    if message is None or message.state not in DECIDED_BY_A_PERSON:
        raise CannotHappenNow("这条外发消息不需要处理")
    person = next((one for one in who_may(act.today) if one.id == person_id), None)
    if person is None:
        raise InvalidInput(fields={"assignee": "请选择系统管理员"})
    task = db.session.get(OutboxTask, message_id) or OutboxTask(message_id=message_id)
    task.assignee_id, task.assigned_at = person.id, act.now
    db.session.add(task)
    act.audit(
        "outbox.assigned", f"外发消息 {message_id} 由{person.name}处理", message=message_id, person=person.id
    )
    return {"message": message_id, "assignee": person.name}

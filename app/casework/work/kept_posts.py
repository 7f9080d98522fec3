"""What was being sent when the session had ended: nothing was done, and nothing typed is lost.

It belongs to the person whose session it was, and is shown to nobody else. It is no draft of a task: sending it anew is
for the person to do, after another look.
"""

import json
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app.casework.acts.commands import transaction
from app.casework.acts.keys import sealer
from app.casework.models import KeptPost
from app.database import db

KEPT_FOR = timedelta(days=1)
MOST_OF_A_PERSON = 20
LONGEST = 200_000  # signs of all fields together; the longest form of the desk has a tenth of it
TABLE, COLUMN = "kept_post", "typed"
Pairs = list[tuple[str, str]]


def keep(person_id: int, path: str, typed: Iterable[tuple[str, str]], now: datetime) -> str | None:
    """Keep the fields, in their order. Its name; None for what is too long to be kept."""
    name, words = str(uuid.uuid4()), json.dumps(list(typed), ensure_ascii=False)
    if len(words) > LONGEST or len(path) > 300:
        return None
    with transaction():
        db.session.execute(delete(KeptPost).where(KeptPost.kept_at <= now - KEPT_FOR))
        of_person = (
            select(KeptPost.id).where(KeptPost.person_id == person_id).order_by(KeptPost.kept_at.desc())
        )
        old = db.session.scalars(of_person.offset(MOST_OF_A_PERSON - 1)).all()
        db.session.execute(delete(KeptPost).where(KeptPost.id.in_(old)))
        sealed = sealer().seal(words, TABLE, name, COLUMN)
        db.session.add(KeptPost(id=name, person_id=person_id, path=path, typed_sealed=sealed, kept_at=now))
    return name


def kept_for(person_id: int, name: str, now: datetime) -> tuple[KeptPost, Pairs] | None:
    """What this person was sending, within a day; None for anybody else's."""
    found = db.session.get(KeptPost, name)
    if found is None or found.person_id != person_id or found.kept_at <= now - KEPT_FOR:
        return None
    pairs = json.loads(sealer().open(found.typed_sealed, TABLE, name, COLUMN))
    return found, [(str(field), str(value)) for field, value in pairs]


def forget(person_id: int, name: str) -> None:
    """It was sent, or is not wanted any more."""
    with transaction():
        db.session.execute(delete(KeptPost).where(KeptPost.id == name, KeptPost.person_id == person_id))

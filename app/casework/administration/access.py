"""What the security administrator (安全管理员) decides: tokens of programs and sessions of browsers."""

from sqlalchemy import ColumnElement, exists, or_

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.acts.errors import NotFound
from app.casework.administration.scope import get_person, lasting_appointments
from app.database import db
from app.office import tokens
from app.office.models import ApiToken, Appointment, Person
from app.office.organs import organ_of
from app.office.permissions import AtOrgan, Permission, allows
from app.office.sessions import revoke_all
from app.office.standing import Standing
from app.office.vocabulary import Role


def require_access(act: Act, person: Person) -> None:
    """All lasting posts of the person lie below the security administrator. Raises NotAllowed."""
    for held in lasting_appointments(person, act.today):
        act.require(Permission.MANAGE_TOKENS, AtOrgan(organ_of(held.unit).id))


def is_within_access(standing: Standing, person: Person) -> bool:
    """The same as a question, for lists."""
    organs = [AtOrgan(organ_of(held.unit).id) for held in lasting_appointments(person, standing.on)]
    return all(allows(Permission.MANAGE_TOKENS, standing, organ, standing.on) for organ in organs)


def within_access(standing: Standing) -> ColumnElement[bool]:
    """The same as a condition on people."""
    posts = [post for post in standing.posts if post.role is Role.SECURITY_ADMINISTRATOR]
    below = frozenset[int]().union(*(post.below for post in posts))
    lasting = or_(Appointment.valid_until.is_(None), Appointment.valid_until > standing.on)
    return ~exists().where(Appointment.person_id == Person.id, lasting, Appointment.unit_id.not_in(below))


@use_case("revoke_api_token")
def revoke_token(act: Act, token_id: int) -> Result:
    """作废令牌."""
    token = db.session.get(ApiToken, token_id)
    if token is None:
        raise NotFound
    require_access(act, token.person)
    tokens.revoke_token(token, act.now)
    words = f"作废接口令牌：{token.person.name}“{token.label}”"
    act.audit("token.revoked", words, token=token.id, person=token.person_id)
    return {"token": token.id}


@use_case("end_sessions_of")
def end_sessions(act: Act, person_id: int) -> Result:
    """结束某人的全部登录."""
    person = get_person(person_id)
    require_access(act, person)
    ended = revoke_all(person, act.now)
    act.audit("person.sessions_ended", f"结束{person.name}的登录 {ended} 处", person=person.id)
    return {"ended": ended}

"""Short ways to print a notice, send it on a day and look at the time: what tests of the sending do over and over."""

from datetime import date, datetime

from app.casework.letters import deliveries
from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry
from app.casework.terms import clocks
from app.casework.terms.clock_view import lamp_of
from app.database import db
from app.timekeeping import OFFICE_TIME
from tests.support.office import Office

DAY_7, DAY_8 = date(2026, 3, 11), date(2026, 3, 12)  # working days after Monday 2 March
DUE = date(2026, 3, 30)
CLARIFY = {"screening": "clarify", "clarification_items": "年度", "clarification_guidance": "写明年度",
           "clarification_period": 5}  # fmt: skip
POST = {"method": "post", "tracking_number": "1099000000001"}


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=OFFICE_TIME)


def on_paper(**more) -> Office:
    office = Office()
    office.register(**more)
    return office.registered()


def asked(day: date = date(2026, 3, 10)) -> Office:
    """The 补正 notice is printed on this day, and not out."""
    office = on_paper()
    office.now = at(day)
    office.do("reviewer", "T_screening", **CLARIFY)
    return office


def sent(office: Office, day: date, **more) -> Office:
    office.now = at(day)
    office.do("clerk", "T_deliver_notice", **POST, sent_on=day.isoformat(), **more)
    return office


def record(office: Office, **data) -> None:
    letter = letters_of(office.case)[-1]
    office.run(deliveries.record_delivery, office.person("clerk"), case_id=office.case.id, letter_id=letter.id,
               data=data)  # fmt: skip


def level(office: Office) -> str:
    return lamp_of(office.case, office.now, clocks.calendar()).level


def events(office: Office) -> list[tuple[str, date]]:
    return [(str(one.type), one.day) for one in clocks.events_of(office.case)]


def tags(office: Office) -> set[str]:
    return set(db.session.scalars(db.select(AuditEntry.tag).where(AuditEntry.case_id == office.case.id)))

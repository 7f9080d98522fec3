"""Tells of reports that are not public yet when their day is near or over: each week once, and on the last day."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.casework.acts.commands import transaction
from app.casework.annual.owing import Owed, owed
from app.casework.messages.telling import mail_to
from app.casework.models import Installation
from app.casework.wordings.known import words_of
from app.casework.work.recipients import supervisors_at
from app.database import db
from app.law.annual_report.form import title_of
from app.office.holders import holders_of
from app.office.models import OrgUnit, Person
from app.office.organs import current_form, list_organs
from app.office.vocabulary import Role

PAGE = "/board/reports"
WRITERS = (Role.OFFICE_HEAD, Role.UNIT_HEAD, Role.OFFICE_REVIEWER)
WATCHED_FOR = timedelta(days=90)  # after the last day; from then on the board alone shows it


def watch_reports(now: datetime) -> int:
    """One mail a person, organ and week, from 20 days before the last day on. How many are new.

    A system that came after the last day knows nothing of how that report was published, and says nothing.
    """
    today, since = now.date(), db.session.scalar(select(Installation.recorded_at))
    if since is None:
        return 0
    year = today.year - 1
    waiting = [
        one
        for one in owed([organ.id for organ in list_organs(date(year, 12, 31))], year)
        if one.phase(today) in ("临期", "逾期")
        and since.date() <= one.due_on
        and today <= one.due_on + WATCHED_FOR
    ]
    with transaction():
        return sum(_tell(one, year, person, now) for one in waiting for person in _who_hears(one, today))


def _tell(one: Owed, year: int, person: Person, now: datetime) -> bool:
    today = now.date()
    stage = today if today == one.due_on else today - timedelta(days=today.weekday())
    key = f"annual-report:{one.organ.id}:{year}:{stage}:{person.id}"
    return mail_to(person, key, report_words(one, year, today), f"{PAGE}?year={year}", now) is not None


def _who_hears(one: Owed, today: date) -> list[Person]:
    """Those who write the report of the organ, or of what became of it; once it is late, whoever supervises there as
    well."""
    organ = current_form(one.organ, today)
    found = _writers(organ, today)
    late = supervisors_at(organ, today) if today > one.due_on else []
    return list({person.id: person for person in (*found, *late)}.values())


def _writers(organ: OrgUnit, today: date) -> list[Person]:
    """The first of the roles that somebody holds there."""
    return next((found for role in WRITERS if (found := holders_of(role, organ, today))), [])


def report_words(one: Owed, year: int, today: date) -> tuple[str, str]:
    """Subject and text."""
    late = (today - one.due_on).days
    told = {
        "提醒": "逾期" if late > 0 else "临期", "报告": title_of(one.organ.name, year),
        "期限": f"{one.due_on:%Y年%m月%d日}",
        "逾期": f"，已过 {late} 天" if late > 0 else "",
        "进展": "报告已经建立，尚未公布" if one.has_begun else "报告还没有建立",
    }  # fmt: skip
    return words_of("annual_report", told)

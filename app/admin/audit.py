"""Page: the audit log (操作日志) with its filters, and the check of the chain; for auditors, as far as they reach."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy import Select, or_, select
from werkzeug.wrappers import Response

from app.admin.blueprint import bp
from app.admin.sending import run
from app.casework.administration.audit_reading import check_chain, readable_lines
from app.casework.administration.checking import record_check
from app.casework.contract.platform import platform
from app.casework.models import AuditEntry, Case
from app.casework.work.paging import paged
from app.database import db
from app.office.models import Person
from app.office.permissions import Permission
from app.timekeeping import OFFICE_TIME
from app.web.access import current_standing, requires
from app.web.page_number import page_number

LONGEST = 60


@dataclass(frozen=True)
class Wanted:
    """What the log is narrowed to; kept in the address."""

    case: str = ""
    person: str = ""
    tag: str = ""
    first: str = ""
    last: str = ""

    @classmethod
    def from_address(cls) -> "Wanted":
        given = {name: request.args.get(name, "").strip()[:LONGEST] for name in cls.__dataclass_fields__}
        return cls(**given)

    @property
    def faults(self) -> list[str]:
        """Days that are none, in words: the log is not narrowed by them."""
        days = (("起始日期", self.first), ("截止日期", self.last))
        return [
            f"{title}“{typed}”无法识别，没有按它筛选"
            for title, typed in days
            if typed and _day(typed) is None
        ]


@bp.get("/audit")
@requires(Permission.READ_AUDIT)
def list_audit() -> str:
    """Latest first."""
    wanted = Wanted.from_address()
    page = paged(_query(wanted), page_number(), AuditEntry.sequence.desc())
    numbers = _numbers(page.rows)
    kept = {name: value for name, value in vars(wanted).items() if value}
    return render_template(
        "admin/audit.html", page=page, wanted=wanted, tags=platform().audit_tags, numbers=numbers,
        address=lambda number: url_for(".list_audit", **kept, page=number),
    )  # fmt: skip


@bp.post("/audit/check")
@requires(Permission.READ_AUDIT)
def check_audit() -> Response:
    """Walk the whole chain; the check itself is recorded."""
    holds, words = check_chain(current_standing())
    run(record_check, words=words)
    flash(f"审计链核对结果：{words}", "success" if holds else "error")
    return redirect(url_for(".list_audit"))


def _query(wanted: Wanted) -> Select[Any]:
    query = select(AuditEntry).where(readable_lines(current_standing()))
    if wanted.case:
        query = query.where(AuditEntry.case_id.in_(select(Case.id).where(Case.number == wanted.case.upper())))
    if wanted.person:
        logins = select(Person.id).where(Person.login.contains(wanted.person.lower(), autoescape=True))
        named = AuditEntry.actor_name.contains(wanted.person, autoescape=True)
        query = query.where(or_(named, AuditEntry.actor_id.in_(logins)))
    if wanted.tag in platform().audit_tags:
        query = query.where(AuditEntry.tag.startswith(f"{wanted.tag}."))
    if (first := _day(wanted.first)) is not None:
        query = query.where(AuditEntry.at >= _midnight(first))
    if (last := _day(wanted.last)) is not None:
        query = query.where(AuditEntry.at < _midnight(last + timedelta(days=1)))
    return query


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if date(2000, 1, 1) <= found <= date(2099, 12, 31) else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, OFFICE_TIME)


def _numbers(entries: Any) -> dict[int, str]:
    ids = {entry.case_id for entry in entries if entry.case_id}
    return dict(db.session.execute(select(Case.id, Case.number).where(Case.id.in_(ids))).tuples().all())

"""回应关切 for everybody: what was asked, what was said to it, the newest first; each with its later statements."""

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template, request
from sqlalchemy import func, select

from app import timekeeping
from app.casework.models import Publication
from app.casework.publications.standing import is_known
from app.database import db
from app.processes.response.publishing import KIND
from app.web.access import public
from app.web.public_cache import shortly_kept

PAGE_SIZE = 20
bp = Blueprint("concerns_portal", __name__, url_prefix="/concerns", template_folder="templates")


@dataclass(frozen=True)
class Answered:
    """A concern with its statements, the first one first."""

    statements: list[Publication]

    @property
    def latest(self) -> Publication:
        return self.statements[-1]


@bp.get("/")
@public
def answered() -> Response:
    """The list; a concern moves up with each statement."""
    number, total = _number(), _total()
    pages = max(1, -(-total // PAGE_SIZE))
    found = _page(min(number, pages))
    page = render_template(
        "response/answered.html", found=found, number=min(number, pages), pages=pages, kind=KIND
    )
    return shortly_kept(make_response(page))


def _number() -> int:
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 6 and int(text) else 1


def _shown():
    return (Publication.kind == KIND, is_known(timekeeping.now()))


def _total() -> int:
    return db.session.scalar(select(func.count(Publication.case_id.distinct())).where(*_shown())) or 0


def _page(number: int) -> list[Answered]:
    newest = func.max(Publication.from_at)
    cases = db.session.scalars(
        select(Publication.case_id).where(*_shown()).group_by(Publication.case_id)
        .order_by(newest.desc(), Publication.case_id.desc()).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    ).all()  # fmt: skip
    rows = db.session.scalars(
        select(Publication).where(*_shown(), Publication.case_id.in_(cases)).order_by(Publication.from_at)
    ).all()
    return [Answered([row for row in rows if row.case_id == case_id]) for case_id in cases]

"""Pages: the years of the working-day calendar, and the import of a holiday notice with its effect shown before."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.admin.blueprint import bp
from app.admin.holiday_reading import DaysSchema, TomlSchema, Understood, from_days, from_toml
from app.admin.sending import requires_system, run, sent
from app.admin.year_view import months_of
from app.casework.administration.effects import Move, moves_of_open_cases
from app.casework.contract.forms import load_schema
from app.casework.models import HolidayNotice, Reckoning
from app.casework.terms import clocks, notices, proposals, reckoning
from app.casework.terms.calendar_compare import differences
from app.casework.terms.calendar_watch import years_without_notice
from app.database import db
from app.law.calendar_year import CalendarYear
from app.law.errors import InvalidInput
from app.law.holiday_notice import NoticeKind, missing_festivals, to_toml
from app.web.schema_fields import field_views


@dataclass(frozen=True)
class Preview:
    """What an import would bring."""

    understood: Understood
    known: CalendarYear | None
    moves: list[Move]

    @property
    def moves_earlier(self) -> bool:
        return any(move.is_earlier for move in self.moves)


@bp.get("/holidays")
@requires_system
def list_years() -> str:
    """Every year with its status and source."""
    today, calendar = timekeeping.today(), clocks.calendar()
    imported = {notice.year: notice for notice in _notices()}
    return render_template(
        "admin/holidays.html", years=sorted(calendar, key=lambda year: -year.year), imported=imported,
        missing=years_without_notice(today, calendar), today=today, reckonings=reckoning.latest(5),
        proposals=proposals.waiting(), differences=differences(calendar, today),
    )  # fmt: skip


@bp.get("/holidays/<row_id:year>")
@requires_system
def show_year(year: int) -> str:
    """Twelve months of a year."""
    calendar = clocks.calendar()
    if not calendar.has_year(year):
        abort(404)
    found = calendar.year(year)
    notices = [notice for notice in _notices() if notice.year == year]
    return render_template(
        "admin/year.html", year=found, months=months_of(found, timekeeping.today()), notices=notices
    )


@bp.route("/holidays/import", methods=["GET", "POST"])
@requires_system
def import_notice() -> ResponseReturnValue:
    """Typed or pasted; what was understood and which cases would move is shown before anything changes."""
    is_toml = request.values.get("form") == "toml"
    schema = TomlSchema() if is_toml else DaysSchema()
    form = sent(lambda typed: _preview(_understood(is_toml, typed)))
    if form.is_done:
        return _preview_page(form.result)
    begun = {"year": timekeeping.today().year + 1, "kind": NoticeKind.YEAR}
    fields = field_views(schema, form.values(begun), form.errors)
    return render_template(
        "admin/holiday_import.html", fields=fields, errors=form.errors, is_toml=is_toml
    ), form.status


@bp.post("/holidays/confirm")
@requires_system
def confirm_notice() -> ResponseReturnValue:
    """Import what was previewed; the due days of open cases move in batches, the first at once."""
    form = sent(lambda typed: run(notices.import_notice, **_confirmed(typed)))
    if form.is_done and "proposal" in form.result:
        return redirect(url_for(".show_proposal", proposal_id=form.result["proposal"]))
    if form.is_done:
        found = db.session.get_one(Reckoning, form.result["reckoning"])
        return render_template(
            "admin/holiday_imported.html", result=form.result, progress=reckoning.progress_of(found),
            moves=reckoning.moves_of(found),
        )  # fmt: skip
    fields = field_views(TomlSchema(), form.typed, {"source": next(iter(form.errors.values()))})
    return render_template(
        "admin/holiday_import.html", fields=fields, errors=form.errors, is_toml=True
    ), form.status


def _understood(is_toml: bool, typed: dict[str, Any]) -> Understood:
    typed.pop("form", None)
    calendar = clocks.calendar()
    if not is_toml:
        return from_days(typed, calendar)
    upload = request.files.get("file")
    if upload and upload.filename:
        return from_toml(_decoded(upload.read()), calendar, is_agreed=bool(typed.get("without")))
    values = load_schema(TomlSchema(), typed)
    return from_toml(values["source"], calendar, is_agreed=values["without"])


def _confirmed(typed: dict[str, Any]) -> dict[str, Any]:
    return {
        "source": typed.get("source", ""), "before": typed.get("before", ""), "text": typed.get("text", ""),
        "is_agreed": bool(typed.get("without")),
    }  # fmt: skip


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(fields={"source": "文件不是 UTF-8 编码的文本"}) from error


def _preview(found: Understood) -> Preview:
    calendar = clocks.calendar()
    moves = moves_of_open_cases(calendar.with_years(found.years), clocks.parameters())
    known = calendar.year(found.year.year) if calendar.has_year(found.year.year) else None
    return Preview(found, known, moves)


def _preview_page(preview: Preview) -> str:
    found = preview.understood
    return render_template(
        "admin/holiday_preview.html", preview=preview, found=found, year=found.year, moves=preview.moves,
        source=to_toml(found.year), before=to_toml(found.before) if found.before else "",
        missing=missing_festivals(found.year), months=months_of(found.year, date.min), back=url_for(".import_notice"),
    )  # fmt: skip


def _notices() -> list[HolidayNotice]:
    return list(db.session.scalars(db.select(HolidayNotice).order_by(HolidayNotice.id)))

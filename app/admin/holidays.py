"""Pages: the years of the working-day calendar, and the import of a holiday notice with its effect shown before."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.admin.blueprint import bp
from app.admin.notice_text import read_days, toml_of
from app.admin.sending import requires_system, run, sent
from app.admin.year_view import months_of
from app.casework.administration.effects import Move, moves_of_open_cases
from app.casework.contract.fields import Day, Text, Whole
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import HolidayNotice, Reckoning
from app.casework.terms import clocks, notices, reckoning
from app.casework.terms.calendar_watch import years_without_notice
from app.database import db
from app.law.calendar_year import CalendarYear
from app.law.errors import InvalidCalendar, InvalidInput
from app.web.schema_fields import field_views

OFF_HINT = "可以粘贴通知原文（含“放假”“上班”的句子），也可以一行一个节日，例如“国庆节：10月1日至7日”"


class DaysSchema(OfficeSchema):
    """The simple form: the notice's text, or days line by line."""

    year = Whole("年份", minimum=2019, maximum=2099)
    document = Text("文号", maximum=80, hint="例如 国办发明电〔2026〕7号")
    published = Day("发布日期", required=False)
    off = Text("放假日期", maximum=4000, widget="textarea", hint=OFF_HINT)
    work = Text("上班日期", maximum=1000, widget="textarea", required=False,
                hint="调休上班的周六、周日；粘贴通知原文时不用另填")  # fmt: skip


class TomlSchema(OfficeSchema):
    """The project's own form."""

    source = Text("TOML 内容", maximum=20_000, widget="textarea",
                  hint="year、status、document、work、[off]，与产品自带年度同一格式")  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """What an import would bring."""

    source: str
    year: CalendarYear
    known: CalendarYear | None
    moves: list[Move]


@bp.get("/holidays")
@requires_system
def list_years() -> str:
    """Every year with its status and source."""
    today, calendar = timekeeping.today(), clocks.calendar()
    imported = {notice.year: notice for notice in _notices()}
    return render_template(
        "admin/holidays.html", years=sorted(calendar, key=lambda year: -year.year), imported=imported,
        missing=years_without_notice(today, calendar), today=today, reckonings=reckoning.latest(5),
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
    form = sent(lambda typed: _preview(_source_of(is_toml, typed)))
    if form.is_done:
        return _preview_page(form.result)
    fields = field_views(schema, form.values({"year": timekeeping.today().year + 1}), form.errors)
    return render_template(
        "admin/holiday_import.html", fields=fields, errors=form.errors, is_toml=is_toml
    ), form.status


@bp.post("/holidays/confirm")
@requires_system
def confirm_notice() -> ResponseReturnValue:
    """Import what was previewed; the due days of open cases move in batches, the first at once."""
    form = sent(lambda typed: run(notices.import_notice, source=typed.get("source", "")))
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


def _source_of(is_toml: bool, typed: dict[str, Any]) -> str:
    typed.pop("form", None)
    upload = request.files.get("file")
    if is_toml and upload and upload.filename:
        return _decoded(upload.read())
    if is_toml:
        return str(load_schema(TomlSchema(), typed)["source"])
    values = load_schema(DaysSchema(), typed)
    days = read_days(values["year"], values["off"], values["work"])
    return toml_of(values["year"], values["document"], values["published"], days)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(fields={"source": "文件不是 UTF-8 编码的文本"}) from error


def _preview(source: str) -> Preview:
    """Raises InvalidInput beside the field that holds the days."""
    try:
        year = CalendarYear.from_toml(source)
    except InvalidCalendar as refused:
        where = "source" if request.values.get("form") == "toml" else "off"
        raise InvalidInput(fields={where: refused.message}) from refused
    calendar = clocks.calendar()
    moves = moves_of_open_cases(calendar.with_years([year]), clocks.parameters())
    return Preview(source, year, calendar.year(year.year) if calendar.has_year(year.year) else None, moves)


def _preview_page(preview: Preview) -> str:
    return render_template(
        "admin/holiday_preview.html", preview=preview, year=preview.year, moves=preview.moves,
        months=months_of(preview.year, date.min), back=url_for(".import_notice"),
    )  # fmt: skip


def _notices() -> list[HolidayNotice]:
    return list(db.session.scalars(db.select(HolidayNotice).order_by(HolidayNotice.id)))

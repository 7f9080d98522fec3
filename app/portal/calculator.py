"""工作日计算器: when so many working days end, day by day. Nothing of it is kept."""

from typing import Any

from flask import render_template, request

from app.casework.contract.fields import Day, Whole
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.terms import clocks
from app.law.errors import RuleViolation
from app.law.explanation import Explanation
from app.law.working_day_sheet import working_day_sheet
from app.portal.blueprint import bp
from app.web.access import public
from app.web.limits import Sending, limited
from app.web.schema_fields import field_views
from app.web.typed import read_typed

MOST = 250  # working days: a year


class CalculatorSchema(OfficeSchema):
    """From which day, how many working days, and what is left out."""

    start = Day("起算日", hint="例如收到申请的日子；当日不计入，从次日起算")
    count = Whole("工作日数", minimum=1, maximum=MOST)
    stopped_from = Day("停止计算首日", required=False, hint="没有停止计算的，留空")
    stopped_until = Day("停止计算末日", required=False)


@bp.get("/calculator")
@public
def calculator() -> str:
    """The empty form."""
    return _page({"count": 20}, {}, None)


@bp.post("/calculator")
@public
@limited(Sending.RECKONING)
def calculate() -> Any:
    """The sheet, or what is wrong with what was typed."""
    schema = CalculatorSchema()
    typed = read_typed(schema, request.form)
    try:
        sheet = _sheet(load_schema(schema, typed))
    except RuleViolation as refused:
        return _page(typed, refused.fields or {"start": refused.message}, None), 422
    return _page(typed, {}, sheet)


def _sheet(values: dict[str, Any]) -> Explanation:
    first, last = values["stopped_from"], values["stopped_until"]
    stop = (first or last, last or first) if first or last else None
    return working_day_sheet(values["start"], values["count"], stop, clocks.calendar())


def _page(typed: dict[str, Any], errors: dict[str, str], sheet: Explanation | None) -> str:
    fields = field_views(CalculatorSchema(), typed, errors)
    return render_template("portal/calculator.html", fields=fields, errors=errors, sheet=sheet)

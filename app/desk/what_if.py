"""试算: what would become of the limits of a case before anybody acts. Reads only; nothing is kept."""

from datetime import date
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.contract.fields import Choice, Day, Whole
from app.casework.contract.forms import load_schema
from app.casework.contract.schemas import OfficeSchema
from app.casework.models import Case
from app.casework.terms import clocks
from app.casework.terms.events import events_of
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.law.clock import ClockKind
from app.law.errors import InvalidInput, RuleViolation
from app.law.what_if import SUPPOSED_WORDS, Outcome, Supposed, what_if
from app.web.access import current_standing, signed_in
from app.web.schema_fields import field_views


class SupposedSchema(OfficeSchema):
    """What is supposed, on which day."""

    what = Choice("试算", {one.value: words for one, words in SUPPOSED_WORDS.items()})
    on = Day("日期")
    days = Whole("延期工作日数", minimum=1, maximum=99, required=False, hint="只用于延期")


@bp.get("/cases/<number>/clocks/if")
@signed_in
def show_what_if(number: str) -> ResponseReturnValue:
    """The form; with its fields in the address, every limit as it is and as it would be."""
    case, today = readable_case(number, current_standing()), timekeeping.today()
    typed: dict[str, Any] = request.args.to_dict() or {"on": today.isoformat(), "days": 10}
    outcomes: list[Outcome] = []
    is_valid, errors = None, {}
    if "what" in request.args:
        try:
            outcomes, is_valid = _outcomes(case, load_schema(SupposedSchema(), typed), today)
        except RuleViolation as refused:
            errors = refused.fields or {"what": refused.message}
    return render_template(
        "desk/what_if.html", case=case, fields=field_views(SupposedSchema(), typed, errors), errors=errors,
        outcomes=outcomes, is_valid=is_valid, is_asked="what" in request.args and not errors,
    ), 422 if errors else 200  # fmt: skip


def _outcomes(case: Case, values: dict[str, Any], today: date) -> tuple[list[Outcome], bool | None]:
    what = Supposed(values["what"])
    if values["on"] < today:
        raise InvalidInput(fields={"on": "试算的日期不能早于今天"})
    if what is Supposed.EXTENSION and not values["days"]:
        raise InvalidInput(fields={"days": "请填写延期工作日数"})
    if clocks.clocks_of(case).running(ClockKind.REPLY) is None:
        raise InvalidInput(fields={"what": "这件没有可以试算的期限"})
    calendar, parameters = clocks.calendar_of(case), clocks.parameters_of(case)
    return what_if(events_of(case), what, values["on"], values["days"] or 0, calendar, parameters)

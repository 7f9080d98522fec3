"""By when a report is handed in and made public (条例第四十九条), and C20, which holds the record against it."""

from datetime import date

from app.law.annual_report.said import Finding, Said
from app.law.parameters import ByDay

DEPARTMENT, GOVERNMENT = "annual_report_department_due", "annual_report_government_due"


def due_on(year: int, is_government: bool, parameters: ByDay) -> date:
    """The last day for the report about this year: a day of the calendar, which no day off moves.

    Departments hand in and publish by 31 January, governments of county and above publish by 31 March; townships follow
    the departments (practice, marked so among the parameters).
    """
    told = parameters.on(date(year + 1, 1, 1)).value(GOVERNMENT if is_government else DEPARTMENT)
    month, day = told.split("-")
    return date(year + 1, int(month), int(day))


def is_in_time(said: Said) -> list[Finding] | None:
    """C20: published by the due day."""
    if said.due_on is None or said.today is None:
        return None
    due = f"{said.due_on.year}年{said.due_on.month}月{said.due_on.day}日"
    if said.published_on is not None:
        late = said.published_on > said.due_on
        words = f"{said.published_on:%Y-%m-%d} 才公布，应在{due}前公布（条例第四十九条）"
    else:
        late, words = said.today > said.due_on, f"应在{due}前公布，现在还没有公布（条例第四十九条）"
    return [Finding("C20", "", words, is_warning=True)] if late else []

"""期限计算单: each day of each clock, counted or not, and why. For the screen, for paper, and as a file."""

from datetime import datetime

from flask import g, render_template
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.models import Case
from app.casework.terms.clock_view import RecordedEvent, explanations_of, recorded_events
from app.casework.terms.moments import PHASE_WORDS, of_clock
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.law.explanation import Explanation
from app.letters.clock_sheet import ClockSheet, clock_sheet_pdf
from app.web.access import current_standing, signed_in
from app.web.downloads import attachment
from app.web.filters import long_date, long_moment


@bp.get("/cases/<number>/clocks")
@signed_in
def show_clocks(number: str) -> str:
    """All clocks of the case, the running ones first."""
    case, now = readable_case(number, current_standing()), timekeeping.now()
    return render_template(
        "desk/clocks.html", case=case, sheets=_sheets(case, now), printed_by=g.person.name, now=now,
        events=recorded_events(case),
    )  # fmt: skip


@bp.get("/cases/<number>/clocks/pdf")
@signed_in
def download_clock_sheet(number: str) -> ResponseReturnValue:
    """The same as PDF, set by the letter worker."""
    case, now = readable_case(number, current_standing()), timekeeping.now()
    sheet = ClockSheet(
        case.number, case.title, _sheets(case, now), [_told(one) for one in recorded_events(case)],
        f"{g.person.name} {long_moment(now)}制作",
    )  # fmt: skip
    return attachment(clock_sheet_pdf(sheet), f"期限计算单{case.number}.pdf", "application/pdf")


def _sheets(case: Case, now: datetime) -> list[tuple[Explanation, str]]:
    found = sorted(explanations_of(case), key=lambda pair: not pair[0].is_live)
    return [(sheet, PHASE_WORDS[of_clock(clock, now)]) for clock, sheet in found]


def _told(one: RecordedEvent) -> tuple[str, ...]:
    happened = long_moment(one.at) if one.at else long_date(one.on)
    return one.words, happened, long_moment(one.recorded_at), "、".join(proof.words for proof in one.proofs)

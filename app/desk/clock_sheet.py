"""期限计算单: each day of each clock, counted or not, and why. For the screen and for paper."""

from flask import g, render_template

from app import timekeeping
from app.casework.terms.clock_view import explanations_of, recorded_events
from app.casework.terms.moments import PHASE_WORDS, of_clock
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.web.access import current_standing, signed_in


@bp.get("/cases/<number>/clocks")
@signed_in
def show_clocks(number: str) -> str:
    """All clocks of the case, the running ones first."""
    case, now = readable_case(number, current_standing()), timekeeping.now()
    found = sorted(explanations_of(case), key=lambda pair: not pair[0].is_live)
    sheets = [(sheet, PHASE_WORDS[of_clock(clock, now)]) for clock, sheet in found]
    return render_template(
        "desk/clocks.html",
        case=case,
        sheets=sheets,
        printed_by=g.person.name,
        now=now,
        events=recorded_events(case),
    )

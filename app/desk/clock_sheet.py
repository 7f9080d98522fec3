"""期限计算单: each day of each clock, counted or not, and why. For the screen and for paper."""

from flask import g, render_template

from app import timekeeping
from app.casework.terms.clock_view import explanations_of
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.law.clock import STATE_WORDS
from app.web.access import current_standing, signed_in


@bp.get("/cases/<number>/clocks")
@signed_in
def show_clocks(number: str) -> str:
    """All clocks of the case, the running ones first."""
    case, today = readable_case(number, current_standing()), timekeeping.today()
    found = sorted(explanations_of(case), key=lambda pair: not pair[0].is_live)
    sheets = [(sheet, STATE_WORDS[clock.state_on(today)]) for clock, sheet in found]
    return render_template(
        "desk/clocks.html", case=case, sheets=sheets, printed_by=g.person.name, now=timekeeping.now()
    )

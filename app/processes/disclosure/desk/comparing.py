"""对照 on the desk: this request and an earlier one, side by side with their replies."""

from flask import render_template

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.office.permissions import Permission, check
from app.processes.disclosure.comparing import compare, may_be_compared
from app.processes.disclosure.desk.blueprint import bp
from app.processes.disclosure.own_case import own_case
from app.web.access import current_standing, signed_in


@bp.get("/<number>/comparison")
@signed_in
def show_comparison(number: str) -> str:
    """Every earlier request that may be meant, for whoever reads this one and that one."""
    standing = current_standing()
    case = own_case(number, standing)
    check(Permission.READ_CASE, standing, case, standing.on)
    rows = []
    for other in may_be_compared(case, timekeeping.today()):
        try:
            rows.append(compare(case, own_case(other, standing)))
        except NotFound:  # of another unit: not for this reader
            continue
    return render_template("disclosure/desk/comparison.html", case=case, rows=rows)

"""Pages: 岗位与权限: what each role allows, what a person may do, who may see a case."""

from flask import abort, render_template, request
from sqlalchemy import select

from app import timekeeping
from app.admin import frame, reach
from app.admin.blueprint import bp
from app.casework.administration import rights
from app.casework.models import Case
from app.casework.work.reading import LONGEST_NUMBER
from app.database import db
from app.office.permissions import AtOrgan, Permission, allows
from app.office.vocabulary import SEPARATED_ROLES
from app.web.access import current_standing, requires, signed_in

SHOWN = 6  # organs that are named; more are counted
UNKNOWN = "没有这个编号的办件，或者办件不在您的管理范围内"


@bp.get("/roles")
@signed_in
def show_roles() -> str:
    """Every role with what it allows by itself, and the table of conditions; for the three administrators."""
    standing = current_standing()
    if not standing.has_role(*SEPARATED_ROLES):
        abort(403)
    return render_template(
        "admin/roles.html", roles=rights.by_role(timekeeping.today()), conditions=rights.conditions(),
        separated=SEPARATED_ROLES, may_administer=frame.may(Permission.ADMINISTER_OFFICE, standing),
    )  # fmt: skip


@bp.get("/people/<row_id:person_id>/rights")
@requires(Permission.ADMINISTER_OFFICE)
def show_rights_of_person(person_id: int) -> str:
    """What this person may do today, and where."""
    person, today = reach.administered_person(person_id), timekeeping.today()
    return render_template(
        "admin/person_rights.html", person=person, rights=rights.of_person(person, today), shown=SHOWN
    )


@bp.get("/readers")
@requires(Permission.ADMINISTER_OFFICE)
def show_readers() -> str:
    """Who may see the case of a number, and why. Of the case itself nothing is shown."""
    number, today = request.args.get("number", "").strip()[:LONGEST_NUMBER], timekeeping.today()
    case = _case_within_reach(number) if number else None
    return render_template(
        "admin/readers.html", number=number, case=case, readers=rights.readers_of(case, today) if case else [],
        unknown=UNKNOWN if number and case is None else "",
    )  # fmt: skip


def _case_within_reach(number: str) -> Case | None:
    """A case at an organ that the administrator administers."""
    case, standing = db.session.scalar(select(Case).where(Case.number == number)), current_standing()
    if case is None or not allows(
        Permission.ADMINISTER_OFFICE, standing, AtOrgan(case.organ_id), standing.on
    ):
        return None
    return case

"""The register of cases (台账) and the search box: a whole number jumps straight to its case."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import or_, select

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.contract.platform import platform
from app.casework.models import Case, WorkItem
from app.casework.models.work import WorkItemStatus
from app.casework.work.inbox import is_in_my_pool, is_mine
from app.casework.work.reading import readable_case
from app.casework.work.register import list_cases, readable_cases
from app.desk.blueprint import bp
from app.desk.inbox_page import day_from_address, filter_from_address
from app.desk.rows import STATE_WORDS, case_row
from app.office.permissions import Permission
from app.office.standing import Standing
from app.web.access import current_standing, requires
from app.web.page_number import page_number


@bp.get("/cases")
@requires(Permission.SIGN_IN_DESK)
def list_register() -> str:
    """Every case that the person may read, newest first."""
    by, state = filter_from_address(), request.args.get("state", "")
    page = list_cases(_in_reach(current_standing()), by, state, day_from_address("due_before"), page_number())
    return render_template(
        "desk/register.html", by=by, page=page, rows=[case_row(case, timekeeping.now()) for case in page.rows],
        state=state, states=list(STATE_WORDS.items()), search_value=by.words,
        processes=[(process.key, process.title) for process in platform().processes.values()], address=_address,
        due_before=day_from_address("due_before"),
    )  # fmt: skip


def _in_reach(standing: Standing):
    """Cases opened by one's posts, and those of which one has or could take an open item."""
    own = select(WorkItem.case_id).where(
        WorkItem.status == WorkItemStatus.OPEN, or_(is_mine(standing), is_in_my_pool(standing))
    )
    return or_(readable_cases(standing), Case.id.in_(own))


def _address(page: int) -> str:
    kept = {**request.args.to_dict(), "page": page}
    return url_for("desk.list_register", **{name: value for name, value in kept.items() if value})  # type: ignore[arg-type]


@bp.get("/search")
@requires(Permission.SIGN_IN_DESK)
def search() -> ResponseReturnValue:
    """The box on top of every page."""
    words = request.args.get("q", "").strip()
    try:
        case = readable_case(words.upper(), current_standing())
    except NotFound:
        return redirect(url_for("desk.list_register", q=words[:100] or None))
    return redirect(url_for("desk.show_case", number=case.number))

"""The register of cases (台账) and the search box: a whole number jumps straight to its case."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.contract.platform import platform
from app.casework.work.reading import readable_case
from app.casework.work.register import Register, list_cases, lists_of_processes, on_list
from app.desk.blueprint import bp
from app.desk.inbox_page import day_from_address, words_from_address
from app.desk.rows import STATE_WORDS, case_rows
from app.office.permissions import Permission
from app.web.access import current_standing, requires
from app.web.page_number import place_asked_for


@bp.get("/cases")
@requires(Permission.SIGN_IN_DESK)
def list_register() -> str:
    """Every case that the person may read, newest first."""
    by, now = _narrowed(), timekeeping.now()
    page = list_cases(current_standing(), by, place_asked_for())
    return render_template(
        "desk/register.html", by=by, page=page, rows=case_rows(page.rows, now),
        states=list(STATE_WORDS.items()), search_value=by.words, address=_address,
        processes=[(process.key, process.title) for process in platform().processes.values()],
        lists=lists_of_processes(), listed=request.args.get("list", ""),
    )  # fmt: skip


def _narrowed() -> Register:
    return Register(
        process=request.args.get("process", "")[:40], words=words_from_address(), state=request.args.get("state", ""),
        due_before=day_from_address("due_before"), with_own_items=True,
        listed=on_list(request.args.get("list", ""), timekeeping.now()),
    )  # fmt: skip


def _address(page: int, **beside: str) -> str:
    kept = {**request.args.to_dict(), "older": "", "newer": "", **beside, "page": page}
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

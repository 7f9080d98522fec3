"""The register of cases (台账), its spreadsheet, and the search box: a whole number jumps straight to its case."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.errors import NotFound
from app.casework.contract.platform import platform
from app.casework.ledger.lists import CaseSheet
from app.casework.models.cases import STATE_WORDS, CaseState
from app.casework.work.reading import readable_case
from app.casework.work.register import Register, every_case, list_cases
from app.casework.work.register_choices import lists_of_processes, on_list, units_in_reach
from app.casework.work.steps_now import titles_of_open
from app.desk.blueprint import bp
from app.desk.inbox_page import day_from_address, filters_of, words_from_address
from app.desk.rows import case_rows
from app.office.permissions import ANYWHERE, Permission, allows
from app.office.reach import reach_of
from app.web.access import current_standing, requires
from app.web.page_number import place_asked_for
from app.web.spreadsheets import handed_out

TITLE = "办件台账"
FILTERS = ("process", "q", "state", "due_before", "step", "unit", "outcome", "from", "until", "list")


@bp.get("/cases")
@requires(Permission.SIGN_IN_DESK)
def list_register() -> str:
    """Every case that the person may read, newest first."""
    by, standing = _filter(), current_standing()
    now = timekeeping.now()
    page, reach = list_cases(standing, by, place_asked_for()), reach_of(standing)
    return render_template(
        "desk/register.html", by=by, page=page, rows=case_rows(page.rows, now),
        states=list(STATE_WORDS.items()), search_value=by.words, address=_address,
        processes=[(process.key, process.title) for process in platform().processes.values()],
        lists=lists_of_processes(), listed=request.args.get("list", ""),
        steps=[(title, title) for title in titles_of_open(reach)],
        units=units_in_reach(reach, standing.on), outcomes=_outcomes(), asked=filters_of(FILTERS),
        may_export=allows(Permission.EXPORT_LIST, standing, ANYWHERE, standing.on),
    )  # fmt: skip


@bp.post("/cases/export")
@requires(Permission.EXPORT_LIST)
def export_register() -> ResponseReturnValue:
    """The same list whole, as a spreadsheet; the filters stand in the address."""
    by, sheet = _filter(), CaseSheet()
    data = sheet.of_cases(TITLE, every_case(current_standing(), by))
    return handed_out(data, sheet.rows, TITLE, _filter_words(by))


def _filter() -> Register:
    given = request.args
    return Register(
        process=given.get("process", "")[:40], words=words_from_address(), state=given.get("state", ""),
        due_before=day_from_address("due_before"), step=given.get("step", "")[:120], unit=given.get("unit", "")[:40],
        outcome=given.get("outcome", "")[:40], received_from=day_from_address("from"),
        received_until=day_from_address("until"), with_own_items=True,
        listed=tuple(on_list(given.get("list", ""), timekeeping.now())),
    )  # fmt: skip


def _outcomes() -> list[tuple[str, str]]:
    """How cases of any process end, in words."""
    every = platform().processes.values()
    return [one for process in every for one in process.words.outcomes.items()]


def _filter_words(by: Register) -> str:
    """What the list is narrowed to, for the record; the words that were looked for may name somebody."""
    state = STATE_WORDS[CaseState(by.state)] if by.state in set(CaseState) else ""
    told = {
        "业务": by.process, "状态": state, "环节": by.step, "单位": by.unit, "处理结果": by.outcome,
        "类别": request.args.get("list", "") if by.listed else "", "期限早于": by.due_before,
        "收到自": by.received_from, "收到至": by.received_until, "检索": "有检索词" if by.words else "",
    }  # fmt: skip
    return "，".join(f"{name}：{value}" for name, value in told.items() if value)


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

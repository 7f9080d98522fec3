"""Figures for supervisors."""

from typing import Any

from flask import request

from app import timekeeping
from app.api.access import token_required
from app.api.described import PAGE, ApiBlueprint, asked, described
from app.api.kinds import one_of, paged, ref, rows, text, thing
from app.api.pages import page_told
from app.api.shapes import case_row
from app.casework.contract.platform import platform
from app.casework.work import supervision
from app.law.errors import InvalidInput, NotAllowed
from app.office.permissions import ANYWHERE, Permission, allows
from app.web.access import current_standing
from app.web.page_number import page_number

bp = ApiBlueprint("api_board", __name__, url_prefix="/api/v1/board", description="督办")
PROCESS = asked("process", text("业务"), "只计、只列一种业务")
LIST = asked("list", {**one_of("清单", supervision.LISTS), "default": "overdue"}, "哪一张清单")


def _supervised() -> set[int]:
    standing, today = current_standing(), timekeeping.today()
    if not allows(Permission.READ_BOARD, standing, ANYWHERE, today):
        raise NotAllowed()
    return supervision.board_organ_ids(standing)


def _process() -> str:
    """The process that is asked for, none for all. Raises InvalidInput for one that does not exist."""
    key = request.args.get("process", "")
    if key and key not in platform().processes:
        raise InvalidInput(fields={"process": "没有这项业务"})
    return key


@bp.get("/summary")
@described(thing(organs=rows("各机关", ref("Figures")), total=ref("Figures")), query=(PROCESS,))
@token_required
def summary() -> dict[str, Any]:
    """在办、逾期、今日到期、临期、暂停的件数，按机关分列；process 只计一项业务。"""
    counted = supervision.open_cases(_supervised(), timekeeping.now(), _process())
    return supervision.summary(counted, timekeeping.today()).to_mapping()


@bp.get("/overdue")
@described(paged("cases", "办件", ref("Case")), query=(PROCESS, LIST, PAGE))
@token_required
def overdue() -> dict[str, Any]:
    """逾期未办结的办件；process 只列一项业务的。"""
    page = supervision.list_board(
        _supervised(),
        request.args.get("list") or "overdue",
        timekeeping.now(),
        page_number(),
        process=_process(),
    )
    return page_told("cases", page, case_row)

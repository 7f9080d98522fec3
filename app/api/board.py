"""Figures for supervisors."""

from typing import Any

from flask import request
from flask_smorest import Blueprint

from app import timekeeping
from app.api.access import token_required
from app.api.parsing import page_number
from app.api.shapes import case_row
from app.casework.work import supervision
from app.law.errors import NotAllowed
from app.office.permissions import ANYWHERE, Permission, allows
from app.web.access import current_standing

bp = Blueprint("api_board", __name__, url_prefix="/api/v1/board", description="督办")


def _supervised() -> set[int]:
    standing, today = current_standing(), timekeeping.today()
    if not allows(Permission.READ_BOARD, standing, ANYWHERE, today):
        raise NotAllowed()
    return supervision.board_organ_ids(standing)


@bp.get("/summary")
@token_required
def summary() -> dict[str, Any]:
    """在办、超期、今日到期、临期、暂停的件数，按机关分列。"""
    return supervision.summary(_supervised(), timekeeping.now()).to_mapping()


@bp.get("/overdue")
@token_required
def overdue() -> dict[str, Any]:
    """超期未办结的办件。"""
    page = supervision.list_board(
        _supervised(), request.args.get("list", "overdue"), timekeeping.now(), page_number()
    )
    return {
        "cases": [case_row(case) for case in page.rows],
        "page": page.number,
        "pages": page.pages,
        "total": page.total,
    }

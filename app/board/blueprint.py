"""The blueprint of the board; its pages register themselves on it."""

from flask import Blueprint

bp = Blueprint("board", __name__, url_prefix="/board")

from app.board import (  # noqa: E402, F401
    intervene_pages,
    orders,
    pages,
    part_pages,
    report_acts,
    report_pages,
    statistics_pages,
    urge_pages,
)

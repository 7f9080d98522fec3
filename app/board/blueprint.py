"""The blueprint of the board; its pages register themselves on it."""

from flask import Blueprint

bp = Blueprint("board", __name__, url_prefix="/board")

from app.board import intervene_pages, orders, pages, part_pages, report_acts, report_pages, urge_pages  # noqa: E402, F401

"""The blueprint of the desk, and the frame it lays round every page of the office."""

from flask import Blueprint

from app.desk import shell

bp = Blueprint("desk", __name__, url_prefix="/desk")
bp.app_context_processor(shell.for_pages)

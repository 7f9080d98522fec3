"""The blueprint: its pages, and what it does for every request of the house."""

from flask import Blueprint

from app.signin import current

bp = Blueprint("signin", __name__)
bp.before_app_request(current.load_person)
bp.app_context_processor(current.for_pages)

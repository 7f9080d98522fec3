"""The blueprint of administration; its pages register themselves on it."""

from flask import Blueprint

from app.admin import frame

bp = Blueprint("admin", __name__, url_prefix="/admin")
bp.context_processor(frame.for_pages)
bp.add_app_template_filter(frame.role_title)
bp.add_app_template_filter(frame.day_before)

from app.admin import (  # noqa: E402, F401
    access,
    accounts,
    alert_plans,
    audit,
    diagram_comparing,
    diagrams,
    factors,
    first_passwords,
    holiday_proposals,
    holidays,
    index,
    letter_variants,
    letters,
    outbox,
    parameters,
    people,
    people_import,
    phrases,
    posts,
    proposals,
    reckonings,
    rights,
    seals,
    status,
    unit_places,
    units,
    wordings,
)

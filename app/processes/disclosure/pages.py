"""Pages of disclosure requests beside the standard case page: registering, extension, withdrawal, papers."""

from typing import Any

from flask import Blueprint
from markupsafe import Markup

from app.casework.models import Case
from app.letters import preview_html
from app.office.models import Person
from app.processes.disclosure.letters import preview_facts, reply_kind
from app.processes.disclosure.registration import request_of

bp = Blueprint("disclosure", __name__, url_prefix="/desk/disclosure")


def draft_letter(case: Case, on: Any) -> Markup | None:
    """The reply as it stands, blanks visible; None before an outcome is chosen."""
    request = request_of(case)
    if not request.outcome or request.outcome == "withdrawn":
        return None
    return preview_html(reply_kind(request), preview_facts(case, on))


def acts_of(case: Case, person: Person) -> list[dict[str, str]]:
    """What may be done on the case page beside the task: links with words."""
    return []

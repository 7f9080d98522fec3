"""The letter of a case as it stands, before it is issued."""

from datetime import date

from markupsafe import Markup

from app.casework.contract.platform import platform
from app.casework.models import Case
from app.letters import preview_html


def draft_letter(case: Case, on: date) -> Markup | None:
    """The letter as it stands, blanks visible; None while there is none."""
    draft = platform().process(case.process).texts.draft(case, on, None)
    return preview_html(*draft) if draft else None

"""The letter of a case as it stands, before it is issued."""

from datetime import date

from markupsafe import Markup

from app.casework.acts.once import once_in_reading
from app.casework.contract.platform import platform
from app.casework.contract.texts import Draft
from app.casework.models import Case
from app.letters import preview_html


def draft_of(case: Case, on: date) -> Draft | None:
    """Kind and facts of the letter as it stands; None while there is none. Put together once for a page."""
    draft = platform().process(case.process).texts.draft
    return once_in_reading(f"draft of case {case.id} on {on}", lambda: draft(case, on, None))


def draft_letter(case: Case, on: date) -> Markup | None:
    """The letter as it stands, blanks visible."""
    draft = draft_of(case, on)
    return preview_html(*draft) if draft else None

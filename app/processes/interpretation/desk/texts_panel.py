"""成套文本 on the case page: the texts as they stand, each a link to what it says."""

from datetime import date
from typing import Any

from app.casework.contract.case_page import Panel
from app.casework.models import Case
from app.casework.texts.versions import slots_of
from app.desk.text_rows import version_row
from app.processes.interpretation.package import texts_now


def texts_of(case: Case, on: date) -> dict[str, Any]:
    """One row for each text that there is."""
    titles, now = {slot.key: slot.title for slot in slots_of(case)}, texts_now(case)
    return {"texts": [{**version_row(case, one), "title": titles[key]} for key, one in now.items()]}


PANEL = Panel("interpretation/desk/texts_panel.html", texts_of)

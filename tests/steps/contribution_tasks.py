"""Tasks of 协办 as units of the house were given them before they answered in 来函征求意见; some are still open."""

from typing import Any

from app.casework.acts.act import Act
from app.casework.acts.commands import Result, use_case
from app.casework.work import beside
from app.office.permissions import Permission
from app.office.vocabulary import Role
from app.steps import consultation_acts
from app.steps.contribution import ABOUT
from tests.support.office import Office


@use_case("give_contribution_task", needs=Permission.CONSULT)
def give_task(act: Act, data: dict[str, Any]) -> Result:
    row = consultation_acts.prepare(act, {"name": "", "kind": "", "proposal": "", "address": "", **data})
    assert row.unit_id
    about = f"{ABOUT}{row.number}"
    beside.put(act, beside.CONTRIBUTION, f"协办意见（{row.key}）", (Role.HANDLER, row.unit_id), about)
    return {"number": row.number}


def given_a_task(office: Office, information: str) -> int:
    """The number of a consultation of the department that its handlers have as a task."""
    data = {"party": "house_unit", "unit": "LF-ZRZY", "information": information}
    done = office.run(give_task, office.person("reviewer"), case_id=office.case.id, data=data)
    return int(done["number"])

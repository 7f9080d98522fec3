"""The longest reason that a form takes fits into the record, on every database."""

import pytest
from sqlalchemy import select

from app.casework.models import AuditEntry
from app.database import db
from app.steps import consultation_answers as answers
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


def test_a_reason_of_full_length_stands_whole_in_the_audit_line():
    office, why = Office(), "因" * 300
    office.apply()
    office.assigned().consulted("")
    office.run(
        answers.drop_consultation,
        office.person("clerk"),
        case_id=office.case.id,
        number=1,
        data={"reason": why},
    )
    said = db.session.scalars(
        select(AuditEntry.summary).where(AuditEntry.tag == "consultation.dropped")
    ).one()
    assert said == f"撤回征求意见（第1份）：{why}"

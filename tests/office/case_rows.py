"""Rows of casework for the tests of permissions: the same that production asks about, written to the database."""

from datetime import datetime
from itertools import count
from uuid import uuid4

from app.casework.models import Case, WorkItem
from app.database import db
from app.office.models import OrgUnit
from app.office.vocabulary import Role
from app.timekeeping import OFFICE_TIME

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=OFFICE_TIME)
_numbers = count(1)


def case_at(organ: OrgUnit, handling_unit: OrgUnit) -> Case:
    """A case of the organ that the unit handles."""
    case = Case(
        number=f"T-2026-{next(_numbers)}", process="disclosure", organ_id=organ.id, title="申请公开补贴明细",
        party="申请人甲", handling_unit_id=handling_unit.id, opened_at=NOW,
    )  # fmt: skip
    db.session.add(case)
    db.session.flush()
    return case


def step_at(case: Case, unit: OrgUnit, role: Role, **changes) -> WorkItem:
    """An open step of the case that waits for the role at the unit."""
    item = WorkItem(
        id=str(uuid4()), case_id=case.id, node="T_step", title="办理", lane=role.title_zh, role=role,
        unit_id=unit.id, choices=[], created_at=NOW, **changes,
    )  # fmt: skip
    db.session.add(item)
    db.session.flush()
    db.session.refresh(item)
    return item

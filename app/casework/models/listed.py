"""Cases and work items as lists show them: plain tuples with the names of their units.

A row of a list is looked at and forgotten; an entity would cost ten times as much. They answer to the names that
`Case` and `WorkItem` have, so that lamps, permissions and rows read either.
"""

from datetime import date, datetime
from typing import NamedTuple

from app.casework.models.cases import AboutCase, Case
from app.casework.models.work import AboutItem, WorkItem


class _CaseRow(NamedTuple):
    id: int
    number: str
    process: str
    organ_id: int
    handling_unit_id: int | None
    title: str
    party: str
    flags: list[str]
    state: str
    outcome: str | None
    opened_at: datetime
    received_on: date | None
    due_on: date | None
    due_at: datetime | None
    due_unit: str | None
    due_kind: str | None
    due_is_provisional: bool
    soon_at: datetime | None
    last_day_on: date | None
    paused_from: datetime | None
    paused_until: datetime | None
    clock_state: str
    reply_state: str | None
    closed_on: date | None
    archived_on: date | None
    organ_name: str
    organ_short_name: str
    organ_code: str
    handling_unit_short_name: str | None
    handling_unit_code: str | None


class ListedCase(AboutCase, _CaseRow):
    """What lists show of a case."""

    __slots__ = ()


class _ItemRow(NamedTuple):
    id: str
    case_id: int
    node: str
    title: str
    lane: str
    role: str
    unit_id: int
    form: str | None
    assignee_id: int | None
    status: str
    due_on: date | None
    created_at: datetime
    done_at: datetime | None
    outcome: str
    drafter_ids: list[int]
    unit_name: str
    unit_short_name: str
    unit_code: str
    assignee_name: str | None
    assignee_login: str | None
    case: ListedCase


class ListedItem(AboutItem, _ItemRow):
    """What lists show of a work item, with its case."""

    __slots__ = ()


AnyCase = Case | ListedCase
AnyItem = WorkItem | ListedItem

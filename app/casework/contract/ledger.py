"""The facet of the ledger: how a process takes over the old ledger (台账) in which its work was kept before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema

from app.casework.models import Case


def nothing_kept(case: Case, values: Mapping[str, Any]) -> None:
    """For a process without rows of its own."""


@dataclass(frozen=True)
class Ledger:
    """`schema`: what a row says, none: no ledger is taken over. The titles of its fields are the heads of the columns.

    The schema has at least `number` (as the old ledger counted), `organ`, `received_on`, `closed_on`, and may have
    `replied_on`, `due_on`, `archived_on`, `unit`, `retention_years`, `archive_number`, `outcome`: the platform keeps
    these with the case. `title` and `party` of a row are what lists show of it; `keep(case, values)` writes the
    process's own rows. What a row does not tell stays empty: nothing is made up. `means`: by field, what old words for
    one of its choices mean.
    """

    schema: Callable[[], Schema] | None = None
    title: Callable[[Mapping[str, Any]], str] = str
    party: Callable[[Mapping[str, Any]], str] = str
    keep: Callable[[Case, Mapping[str, Any]], None] = nothing_kept
    means: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

"""What the check of a letter must know besides its facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from app.law.organ_place import OrganPlace
from app.law.parameters import ByDay, Parameters


@dataclass(frozen=True)
class Circumstances:
    """The case as far as a letter depends on it.

    `outcome`: result code, "" for letters that decide nothing. `place`: the deciding organ in the tree.
    `due_on`: the last day for this letter; `late_reason`: why it is later, as recorded.
    `applicant_numbers`: the applicant's own identity, telephone and bank numbers, which may appear.
    `withheld`: names and numbers that this letter must not carry: a third party does not learn who applied.
    `parameters`: those of the office, for the remedy; what issues a letter gives them.
    """

    outcome: str = ""
    place: OrganPlace | None = None
    due_on: date | None = None
    late_reason: str = ""
    applicant_numbers: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    parameters: ByDay = field(default_factory=Parameters.load)

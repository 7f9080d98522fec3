"""Whether somebody is there for what a unit is given: nothing goes to one at which nobody could do or sign it."""

from collections.abc import Iterable
from datetime import date

from app.casework.contract.drawing import handling_unit_of_case
from app.casework.contract.platform import platform
from app.casework.models import Case
from app.law.errors import InvalidInput
from app.office.holders import holder_ids
from app.office.models import OrgUnit
from app.office.vocabulary import Role

APPOINT = "请系统管理员先在“系统管理”的该机构页面任命"
WHERE_TO_MEND = f"{APPOINT}，或者改选其他单位"


def refuse_unmanned(role: Role, units: Iterable[OrgUnit], on: date, field: str, act_words: str) -> None:
    """Raises InvalidInput beside the field, with each of the units at which nobody holds the role."""
    lacking = [f"{one.name}没有担任{role.title_zh}的人员" for one in units if not holder_ids(role, one, on)]
    if lacking:
        raise InvalidInput(fields={field: f"{'；'.join(lacking)}，不能{act_words}；{WHERE_TO_MEND}"})


def refuse_as_handling_unit(case: Case, unit_id: int, name: str, on: date, act_words: str) -> None:
    """Raises InvalidInput beside `unit` where nobody holds a post that the drawing mans at the handling unit.

    The time limit runs: what nobody can take up there, or nobody can sign, would lie still unseen.
    """
    if vacant := _vacant_posts(case, unit_id, on):
        raise InvalidInput(fields={"unit": f"{name}没有担任{vacant}的人员，不能{act_words}；{WHERE_TO_MEND}"})


def refuse_drafting(case: Case, on: date, field: str, instead: str = "") -> None:
    """The same beside `field` for an act that assigns nobody and has a letter drafted: by the handling unit, or, where
    none was named, by the organ itself. `instead`: what else the act could decide.
    """
    if vacant := _vacant_posts(case, handling_unit_of_case(case), on):
        name = (case.handling_unit or case.organ_on(on)).name
        words = f"{name}没有担任{vacant}的人员，告知书无人拟写、审签；{APPOINT}{instead}"
        raise InvalidInput(fields={field: words})


def _vacant_posts(case: Case, unit_id: int, on: date) -> str:
    """Titles of the posts that the drawing of the case mans at its handling unit and nobody holds at this unit."""
    lanes = platform().process(case.process).drawing.lanes.values()
    roles = {one.role for one in lanes if one.unit is handling_unit_of_case}
    return "、".join(role.title_zh for role in Role if role in roles and not holder_ids(role, unit_id, on))

"""Whether somebody is there for what a unit is given: nothing goes to one at which nobody could do or sign it."""

from datetime import date

from app.casework.contract.drawing import handling_unit_of_case
from app.casework.contract.platform import platform
from app.casework.models import Case
from app.law.errors import InvalidInput
from app.office.holders import holder_ids
from app.office.models import OrgUnit
from app.office.vocabulary import Role

WHERE_TO_MEND = "请系统管理员先在“系统管理”的该机构页面任命，或者改选其他单位"


def unmanned(role: Role, unit: OrgUnit, on: date) -> str:
    """That nobody holds the role at the unit, in words; empty where somebody does."""
    return "" if holder_ids(role, unit, on) else f"{unit.name}没有担任{role.title_zh}的人员"


def refuse_as_handling_unit(case: Case, unit_id: int, name: str, on: date, act_words: str) -> None:
    """Raises InvalidInput beside `unit` where nobody holds a post that the drawing mans at the handling unit.

    The time limit runs: what nobody can take up there, or nobody can sign, would lie still unseen.
    """
    lanes = platform().process(case.process).drawing.lanes.values()
    roles = {one.role for one in lanes if one.unit is handling_unit_of_case}
    vacant = [role.title_zh for role in Role if role in roles and not holder_ids(role, unit_id, on)]
    if vacant:
        words = f"{name}没有担任{'、'.join(vacant)}的人员，不能{act_words}；{WHERE_TO_MEND}"
        raise InvalidInput(fields={"unit": words})

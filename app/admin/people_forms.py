"""Fields of the pages of people."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from marshmallow import Schema

from app import timekeeping
from app.casework.administration.fields import Email, Telephone
from app.casework.contract.fields import Choice, Day, Text
from app.casework.contract.schemas import OfficeSchema
from app.office.models import OrgUnit, Person
from app.office.vocabulary import Role

ROLE_HINT = "系统管理员、安全管理员、审计管理员须由不同的人担任，任职须由两人办理"


def unit_choices(units: Iterable[OrgUnit]) -> dict[str, str]:
    """Units by id, with what they belong to, so that two sections of one name are told apart."""
    today = timekeeping.today()
    return {str(unit.id): f"{_placed(unit)}{_beginning(unit, today)}" for unit in units}


def _placed(unit: OrgUnit) -> str:
    return f"{unit.parent.short_name} / {unit.name}" if unit.parent else unit.name


def _beginning(unit: OrgUnit, today: date) -> str:
    return f"（自 {unit.valid_from} 起）" if unit.valid_from > today else ""


def _post_fields(units: Iterable[OrgUnit]) -> dict[str, Choice]:
    roles = {str(role): role.title_zh for role in Role}
    return {
        "unit_id": Choice("单位", unit_choices(units), widget="select"),
        "role": Choice("岗位", roles, widget="select", hint=ROLE_HINT),
    }


def new_person_schema(units: Iterable[OrgUnit]) -> Schema:
    """An account with its first post."""
    members: dict[str, Any] = {
        "name": Text("姓名", maximum=60),
        "login": Text("登录名", maximum=60, hint="字母、数字，设立后不变"),
        "telephone": Telephone("办公电话", maximum=40, required=False),
        "email": Email("邮箱", maximum=120, required=False, hint="接收到期提醒和催办"),
        **_post_fields(units),
        "valid_from": Day("任职日期"),
    }
    return OfficeSchema(members)


class PersonSchema(OfficeSchema):
    """What may be corrected."""

    name = Text("姓名", maximum=60)
    telephone = Telephone("办公电话", maximum=40, required=False)
    email = Email("邮箱", maximum=120, required=False, hint="接收到期提醒和催办")


def post_schema(units: Iterable[OrgUnit]) -> Schema:
    """A further post."""
    members: dict[str, Any] = {
        **_post_fields(units),
        "valid_from": Day("任职日期"),
        "last_day": Day("任职最后一天", required=False, hint="不填则长期"),
    }
    return OfficeSchema(members)


class EndPostSchema(OfficeSchema):
    """The last day of a post."""

    last_day = Day("任职最后一天", hint="填早于任职日期的日子，等于取消这项任职")


class ReasonSchema(OfficeSchema):
    """Why an account is put out of use or back."""

    reason = Text("理由", maximum=120)


def deputy_schema(colleagues: Iterable[Person]) -> Schema:
    """Another deputy, or none."""
    return OfficeSchema({"deputy_id": _deputy(colleagues)})


def _deputy(colleagues: Iterable[Person]) -> Choice:
    return Choice(
        "代理人", {str(one.id): one.name for one in colleagues}, widget="select", required=False,
        hint="请假期间由其办理名下的待办；不指定则待办留在本人名下",
    )  # fmt: skip


def absence_schema(colleagues: Iterable[Person]) -> Schema:
    """An absence with a deputy."""
    members: dict[str, Any] = {
        "first_day": Day("请假第一天"),
        "last_day": Day("请假最后一天"),
        "deputy_id": _deputy(colleagues),
        "reason": Text("事由", maximum=200, required=False),
    }
    return OfficeSchema(members)

"""Fields of the pages of units."""

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema

from app.casework.administration.fields import Email, Postcode, Telephone, UnitCode, WebAddress
from app.casework.administration.units import DETAILS
from app.casework.contract.fields import Choice, Day, Text
from app.casework.contract.schemas import OfficeSchema
from app.casework.letters.issuing import UNNAMED_CONTACT
from app.office.models import OrgUnit
from app.office.vocabulary import STANDS_UNDER, UnitKind

COURT_HINT = "作被告时的一审法院全称；不填则文书写“有管辖权的人民法院”"
LENGTHS: Mapping[str, int] = {
    "short_name": 40, "contact": 40, "document_code": 40, "postcode": 10, "telephone": 60, "supervision_telephone": 60,
    "fonds_number": 20, "archive_code": 20, "address": 200, "office_hours": 200, "functions": 2000,
    "reconsideration_online": 300, "note": 1000,
}  # fmt: skip
HINTS: Mapping[str, str] = {
    "document_code": "文号开头，例如“禄政公开”；不填不能编文号",
    "reconsideration_organ": "不填则按机构层级确定；有特别规定的才填",
    "reconsideration_online": (
        "网址；在网上送达的决定旁边给出（行政复议法第二十二条第二款）。县级以上政府填写受理复议的网址，所属部门和乡镇不必再填；"
        "垂直领导的机关等由别的机关复议的，填写其复议机关的网址"
    ),
    "court": COURT_HINT, "subordinate_court": "本级政府的部门和乡镇作被告时的法院",
    "office_hours": "印在公开指南和回执上",
    "superior_department": "垂直领导部门、海关、司法行政部门必填",
    "seat_government": "州、市部门按行政区划设立的派出机构填写，可以选择向其申请复议",
    "fonds_number": "由同级档案部门编给，例如 Z109；不填则归档时不编档号",
    "archive_code": "例如 BGS；本机关档号不分机构的不填",
    "functions": "一行一项，用顿号分开，如：耕地地力保护补贴、农村土地承包。申请内容含有这些词的，提示由本机关负责",
    "contact": f"例如“政务公开科”，不写个人姓名也可以；不填则写“{UNNAMED_CONTACT}”",
}  # fmt: skip


TYPES: Mapping[str, type[Text]] = {
    "telephone": Telephone, "supervision_telephone": Telephone, "email": Email, "postcode": Postcode,
    "reconsideration_online": WebAddress,
}  # fmt: skip


def _detail(name: str, title: str) -> Text:
    return TYPES.get(name, Text)(
        title, maximum=LENGTHS.get(name, 120), required=name == "short_name", hint=HINTS.get(name, ""),
        widget="textarea" if name in ("functions", "note") else "text",
    )  # fmt: skip


def details_schema() -> Schema:
    """What may be corrected at any time."""
    return OfficeSchema({name: _detail(name, title) for name, title in DETAILS.items()})


def new_unit_schema(parent: OrgUnit) -> Schema:
    """A new unit below this one; only the kinds that may stand there."""
    kinds = {str(kind): kind.title_zh for kind in UnitKind if UnitKind(parent.kind) in STANDS_UNDER[kind]}
    members: dict[str, Any] = {
        "kind": Choice("机构类型", kinds, widget="select"),
        "code": UnitCode("机构代码", maximum=40, hint="用于编号和接口，设立后不变，例如 LF-ZRZY"),
        "name": Text("全称", maximum=120, hint="与印章一致"),
        "short_name": Text("简称", maximum=40),
        "valid_from": Day("设立日期"),
    }
    return OfficeSchema(members)


class RenameSchema(OfficeSchema):
    """A new name from a day on."""

    name = Text("新的全称", maximum=120)
    short_name = Text("新的简称", maximum=40)
    on = Day("生效日期", hint="此前的办件仍用原名称")


def merge_schema(others: Iterable[OrgUnit]) -> Schema:
    """The unit that takes over, from a day on."""
    members: dict[str, Any] = {
        "successor_id": Choice("并入的机构", _names(others), widget="select"),
        "on": Day("生效日期", hint="自这一天起由其承接职责"),
        "reason": Text("依据", maximum=120, hint="例如机构改革方案的文号"),
    }
    return OfficeSchema(members)


def move_schema(others: Iterable[OrgUnit]) -> Schema:
    """The superior that should have been entered."""
    members: dict[str, Any] = {
        "parent_id": Choice("正确的上级", _names(others), widget="select"),
        "reason": Text("更正原因", maximum=120),
    }
    return OfficeSchema(members)


def _names(units: Iterable[OrgUnit]) -> dict[str, str]:
    return {str(one.id): f"{one.name}（{one.code}）" for one in units}


class CloseSchema(OfficeSchema):
    """The end of a unit."""

    on = Day("撤销日期", hint="自这一天起不再存在")
    reason = Text("依据", maximum=120, hint="例如机构改革方案的文号")


class TakeBackSchema(OfficeSchema):
    """Why a change that has not come yet is taken back."""

    reason = Text("取回原因", maximum=120, hint="例如日期填写有误")

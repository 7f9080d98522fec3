"""The organs and their codes, without sign-in: what a client needs to say to whom it applies."""

from typing import Any

from app import timekeeping
from app.api.described import ApiBlueprint, described
from app.api.kinds import one_of, rows, text, thing
from app.office.models import OrgUnit
from app.office.organs import list_organs
from app.office.vocabulary import UnitKind
from app.web.access import public

bp = ApiBlueprint("api_organs", __name__, url_prefix="/api/v1/organs", description="机关")
KINDS = {str(kind): kind.title_zh for kind in UnitKind if kind is not UnitKind.SECTION}
ORGAN = thing(
    "机关",
    code=text("机关代码"),
    name=text("全称"),
    short_name=text("简称"),
    kind=one_of("类型", KINDS),
    above=text("上级机关代码", null=True),
    telephone=text("办公电话"),
    address=text("地址"),
)


@bp.get("")
@described(thing(organs=rows("机关", ORGAN)))
@public
def organs() -> dict[str, Any]:
    """今天能以自己名义办理的机关和它们的代码，按机构顺序。"""
    return {"organs": [_row(one) for one in list_organs(timekeeping.today())]}


def _row(organ: OrgUnit) -> dict[str, Any]:
    return {
        "code": organ.code, "name": organ.name, "short_name": organ.short_name, "kind": organ.kind,
        "above": organ.parent.code if organ.parent else None, "telephone": organ.telephone, "address": organ.address,
    }  # fmt: skip

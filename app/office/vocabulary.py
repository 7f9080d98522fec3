"""The words that the office stores: kinds of units, levels, roles. Stored values are never renamed."""

from enum import StrEnum


class TitledEnum(StrEnum):
    """A stored word with its Chinese title."""

    title_zh: str

    def __new__(cls, value: str, title_zh: str = "") -> "TitledEnum":
        member = str.__new__(cls, value)
        member._value_ = value
        member.title_zh = title_zh
        return member


class UnitKind(TitledEnum):
    """What a unit is. All but a section may act in their own name (有行政主体资格)."""

    PREFECTURE = "prefecture", "州政府"
    COUNTY = "county", "县（市）政府"
    TOWNSHIP = "township", "乡镇政府"
    DEPARTMENT = "department", "政府部门"
    VERTICAL = "vertical", "垂直领导部门"
    CUSTOMS = "customs", "海关"
    SUBDISTRICT = "subdistrict", "街道办事处"
    DISPATCHED_ORGAN = "dispatched_organ", "政府派出机关"
    ZONE = "zone", "开发区管理机构"
    DISPATCHED_BODY = "dispatched_body", "部门派出机构"
    AUTHORISED = "authorised", "法律、法规、规章授权的组织"
    SECTION = "section", "内设机构"

    @property
    def is_government(self) -> bool:
        return self in GOVERNMENTS

    @property
    def may_act_in_its_own_name(self) -> bool:
        return self is not UnitKind.SECTION


GOVERNMENTS = (UnitKind.PREFECTURE, UnitKind.COUNTY, UnitKind.TOWNSHIP)

STANDS_UNDER: dict[UnitKind, tuple[UnitKind | None, ...]] = {
    UnitKind.PREFECTURE: (None,),
    UnitKind.COUNTY: (None, UnitKind.PREFECTURE),
    UnitKind.TOWNSHIP: (UnitKind.COUNTY,),
    UnitKind.DEPARTMENT: (UnitKind.PREFECTURE, UnitKind.COUNTY),
    UnitKind.VERTICAL: (UnitKind.PREFECTURE, UnitKind.COUNTY),
    UnitKind.CUSTOMS: (UnitKind.PREFECTURE, UnitKind.COUNTY),
    UnitKind.SUBDISTRICT: (UnitKind.COUNTY,),
    UnitKind.DISPATCHED_ORGAN: (UnitKind.PREFECTURE, UnitKind.COUNTY),
    UnitKind.ZONE: (UnitKind.PREFECTURE, UnitKind.COUNTY),
    UnitKind.DISPATCHED_BODY: (UnitKind.DEPARTMENT, UnitKind.VERTICAL),
    UnitKind.AUTHORISED: (UnitKind.PREFECTURE, UnitKind.COUNTY, UnitKind.DEPARTMENT),
    UnitKind.SECTION: tuple(UnitKind),
}
"""Below which kinds a unit may stand; None is the top of the tree. So a section never is the top."""


class Level(TitledEnum):
    """The level of government that a unit belongs to."""

    PREFECTURE = "prefecture", "州级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡镇级"


class Role(TitledEnum):
    """What a person is appointed to at a unit."""

    INTAKE_CLERK = "intake_clerk", "受理岗"
    OFFICE_REVIEWER = "office_reviewer", "公开工作机构审核岗"
    HANDLER = "handler", "承办人"
    UNIT_HEAD = "unit_head", "承办单位负责人"
    LEGAL_REVIEWER = "legal_reviewer", "法制审查岗"
    SECRECY_REVIEWER = "secrecy_reviewer", "保密审查岗"
    OFFICE_HEAD = "office_head", "工作机构负责人"
    RESPONSIBLE_LEADER = "responsible_leader", "分管领导"
    SUPERVISOR = "supervisor", "督办人员"
    MAIL_ROOM = "mail_room", "收发室"
    ADMINISTRATOR = "administrator", "系统管理员"
    SECURITY_ADMINISTRATOR = "security_administrator", "安全管理员"
    AUDITOR = "auditor", "审计管理员"


SEPARATED_ROLES = frozenset({Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR})
"""三员分立 (等保 2.0): never two of them in one hand, and never handed to a deputy."""

REACHING_DOWN = SEPARATED_ROLES | {Role.SUPERVISOR}
"""Posts that hold for all that stands below the organ at which they are held."""

SIGNING_ROLES = frozenset({Role.UNIT_HEAD, Role.LEGAL_REVIEWER, Role.OFFICE_HEAD, Role.RESPONSIBLE_LEADER})
"""Those who sign off (审签) what others drafted."""

WORKING_ROLES = SIGNING_ROLES | {Role.INTAKE_CLERK, Role.OFFICE_REVIEWER, Role.HANDLER, Role.SECRECY_REVIEWER}
"""Those who work on cases."""

HANDLING_ROLES = frozenset({Role.HANDLER, Role.UNIT_HEAD})
"""Those who do the work of a handling unit."""

DESK_ROLES = frozenset({Role.INTAKE_CLERK, Role.OFFICE_REVIEWER, Role.OFFICE_HEAD})
"""The desk of an organ: those who send its letters out and keep its files."""

ANSWERING_ROLES = DESK_ROLES | {Role.HANDLER, Role.UNIT_HEAD}
"""Those who say what their unit thinks when another one of the house asks it (协办)."""

MAIL_ROLES = frozenset({Role.MAIL_ROOM, Role.INTAKE_CLERK})
"""Those who take in the post of an organ."""

HELPING_OUT = {
    Role.INTAKE_CLERK: DESK_ROLES,
    Role.OFFICE_REVIEWER: DESK_ROLES,
    Role.HANDLER: HANDLING_ROLES,
}
"""Whose work may be handed over to whom beyond the post itself (转办). What is signed stays with its post."""

BESIDE_THE_WORK = frozenset({Role.SUPERVISOR, Role.MAIL_ROOM})
"""Those who look after cases or take in the post without working on cases."""

HELD_AT_THE_UNIT_ITSELF = frozenset({Role.UNIT_HEAD})
"""The head of a section does not head the department around it; other roles count from the sections too."""

OVERVIEW_ROLES = frozenset(
    {
        Role.INTAKE_CLERK,
        Role.OFFICE_REVIEWER,
        Role.OFFICE_HEAD,
        Role.RESPONSIBLE_LEADER,
        Role.LEGAL_REVIEWER,
        Role.SECRECY_REVIEWER,
    }
)
"""Those who may read every case of their organ; the others read what their unit takes part in."""

"""A unit of the office: government, department, township or section."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import db
from app.office.models.dated import Dated
from app.office.vocabulary import Level, UnitKind


class OrgUnit(Dated, db.Model):
    """One unit as it was between two days. A reorganisation closes it and opens its successor.

    The successor keeps the `code`, so a code names one unit per day; rows never vanish.
    `reconsideration_organ` and `court` override what follows
    from the place in the tree (复议法 24、27、28; 行诉法 15).
    """

    __tablename__ = "org_unit"
    __table_args__ = (
        UniqueConstraint("code", "valid_from"),
        CheckConstraint("parent_id <> id", name="not_its_own_parent"),
        CheckConstraint("successor_id <> id", name="not_its_own_successor"),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="ends_after_it_begins"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(120))
    short_name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    level: Mapped[str] = mapped_column(String(20))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)  # order among its sisters
    document_code: Mapped[str] = mapped_column(String(40), default="")  # 机关代字
    address: Mapped[str] = mapped_column(String(200), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    telephone: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    office_hours: Mapped[str] = mapped_column(String(200), default="")
    supervision_telephone: Mapped[str] = mapped_column(String(60), default="")
    reconsideration_organ: Mapped[str] = mapped_column(String(120), default="")
    reconsideration_online: Mapped[str] = mapped_column(
        String(300), default="", server_default=""
    )  # 提交行政复议申请书的互联网渠道 (复议法 22 二)
    court: Mapped[str] = mapped_column(String(120), default="")  # when this organ is the defendant
    subordinate_court: Mapped[str] = mapped_column(
        String(120), default=""
    )  # for its departments and townships
    seal_hash: Mapped[str | None] = mapped_column(String(64))  # the seal's picture in the file store
    superior_department: Mapped[str] = mapped_column(String(120), default="")  # 上一级主管部门
    is_judicial_administration: Mapped[bool] = mapped_column(default=False)  # 司法行政部门 (复议法 28)
    seat_government: Mapped[str] = mapped_column(
        String(120), default=""
    )  # 派出机构所在地人民政府 (复议法 24 四)
    contact: Mapped[str] = mapped_column(String(40), default="")  # 文书上的联系人
    fonds_number: Mapped[str] = mapped_column(String(20), default="", server_default="")  # 全宗号
    archive_code: Mapped[str] = mapped_column(
        String(20), default="", server_default=""
    )  # 档号中的机构（问题）代码
    functions: Mapped[str] = mapped_column(
        Text, default="", server_default=""
    )  # 职能 (条例第十条), one a line
    note: Mapped[str] = mapped_column(Text, default="")

    parent: Mapped["OrgUnit | None"] = relationship(
        remote_side=[id], foreign_keys=[parent_id], back_populates="children"
    )
    children: Mapped[list["OrgUnit"]] = relationship(
        foreign_keys=[parent_id], back_populates="parent", order_by="OrgUnit.position, OrgUnit.code"
    )
    successor: Mapped["OrgUnit | None"] = relationship(
        remote_side=[id], foreign_keys=[successor_id], back_populates="predecessors"
    )
    predecessors: Mapped[list["OrgUnit"]] = relationship(
        foreign_keys=[successor_id], back_populates="successor"
    )

    @property
    def unit_kind(self) -> UnitKind:
        return UnitKind(self.kind)

    @property
    def unit_level(self) -> Level:
        return Level(self.level)

    @property
    def may_act_in_its_own_name(self) -> bool:
        """有行政主体资格: governments and departments, never a section."""
        return self.unit_kind.may_act_in_its_own_name

    def __repr__(self) -> str:
        return f"<OrgUnit {self.code} {self.name}>"

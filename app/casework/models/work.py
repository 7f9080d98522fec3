"""Work items (待办), half-typed forms and opinions (意见)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.casework.models.cases import Case
from app.casework.models.texts import TextVersion
from app.database import UtcDateTime, db
from app.office.models import OrgUnit, Person
from app.office.subjects import Place


class WorkItemStatus(StrEnum):
    """Claiming (认领) does not change the status: a claimed item is still open."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


OPEN_ITEM = literal_column(f"'{WorkItemStatus.OPEN}'", String)
DONE_ITEM = literal_column(f"'{WorkItemStatus.DONE}'", String)
"""Written into a condition and not bound to it: so the indexes of open or done items alone can serve it, and SQLite
keeps the statement prepared, which it prepares anew whenever a value is bound beside the condition of such an index."""
SIGN_FORM = "sign"
"""The form of a signature (审签、会签)."""
ISSUE_FORM = "issue"
"""The form of 编号用印: the check (复核) of a text before it goes out."""
CHECKS = {SIGN_FORM: "审签", ISSUE_FORM: "制发"}
"""What is done there with a text; at any other form that is not for its drafters: 审核."""
APPROVE, SEND_BACK = "approve", "send_back"
"""What a signature says: 同意, or 退回修改 (in co-signing 不同意)."""


class _ItemColumns(Protocol):
    @property
    def case(self) -> Place: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def form(self) -> str | None: ...


class AboutItem:
    """What permissions ask of a work item, whether it is a row of the session or of a list."""

    @property
    def organ_id(self: _ItemColumns) -> int:
        return self.case.organ_id

    @property
    def unit_ids(self: _ItemColumns) -> set[int]:
        return {*self.case.unit_ids, self.unit_id}

    @property
    def lane_role(self: _ItemColumns) -> str:
        return self.role

    @property
    def lane_unit_id(self: _ItemColumns) -> int:
        return self.unit_id

    @property
    def is_signature(self: _ItemColumns) -> bool:
        return self.form == SIGN_FORM


class WorkItem(AboutItem, db.Model):
    """One user task that waits for a person; a projection of the engine's ready tasks, so that lists are plain SQL.

    `drafter_ids`: on a signature, a review and 编号用印, who wrote what is checked and so does not check it. A copy of
    a task that several units or people have at once (会签) carries its item of the list (`copy_item`, an id) and the
    fact that it gives back (`answer`).

    `beside`: what is asked beside the diagram (加签、协办), of which the engine knows nothing: `asked_by` asked for it,
    `for_item` is the task that it helps with. `waits`: how many opinions a task waits for before it may be completed;
    `then_to`: to whom it goes on once it is (加签). `opened_at`: when it was first opened by who has it.
    """

    __tablename__ = "work_item"
    __table_args__ = (
        Index("ix_work_item_mine", "assignee_id", "case_id", "due_on", "title",
              sqlite_where=text("status = 'open'"), postgresql_where=text("status = 'open'")),
        Index("ix_work_item_pool", "unit_id", "role", "assignee_id", "case_id", "due_on", "title",
              sqlite_where=text("status = 'open'"), postgresql_where=text("status = 'open'")),
        Index("ix_work_item_steps", "case_id", "node", "unit_id", "assignee_id",
              sqlite_where=text("status = 'open'"), postgresql_where=text("status = 'open'")),
        Index("ix_work_item_titles", "title", "case_id",
              sqlite_where=text("status = 'open'"), postgresql_where=text("status = 'open'")),
        Index("ix_work_item_done_by_id_done_at_id", "done_by_id", "done_at", "id"),
        Index("ix_work_item_node_done_at_id", "node", "done_at", "id", sqlite_where=text("status = 'done'"),
              postgresql_where=text("status = 'done'")),
        Index("ix_work_item_copies", "unit_id", "case_id", sqlite_where=text("copy_item IS NOT NULL"),
              postgresql_where=text("copy_item IS NOT NULL")),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    node: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(120))
    lane: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    form: Mapped[str | None] = mapped_column(String(60))
    choices: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    status: Mapped[str] = mapped_column(String(12), default=WorkItemStatus.OPEN)
    due_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str] = mapped_column(String(60), default="")
    version: Mapped[int] = mapped_column(default=0)
    drafter_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    copy_item: Mapped[str | None] = mapped_column(String(80))
    answer: Mapped[str | None] = mapped_column(String(80))
    beside: Mapped[str | None] = mapped_column(String(20))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    for_item_id: Mapped[str | None] = mapped_column(ForeignKey("work_item.id"))
    waits: Mapped[int] = mapped_column(default=0, server_default="0")
    then_to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    case: Mapped[Case] = relationship(viewonly=True)
    unit: Mapped[OrgUnit] = relationship(foreign_keys=[unit_id])
    assignee: Mapped[Person | None] = relationship(foreign_keys=[assignee_id])
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id], viewonly=True)
    done_by: Mapped[Person | None] = relationship(foreign_keys=[done_by_id], viewonly=True)
    asked_by: Mapped[Person | None] = relationship(foreign_keys=[asked_by_id], viewonly=True)
    then_to: Mapped[Person | None] = relationship(foreign_keys=[then_to_id], viewonly=True)

    @property
    def is_open(self) -> bool:
        return self.status == WorkItemStatus.OPEN

    @property
    def unit_code(self) -> str:
        return self.unit.code

    @property
    def assignee_login(self) -> str | None:
        return self.assignee.login if self.assignee else None

    @property
    def holder(self) -> str:
        """Who has it, in words; empty while nobody took it. An account out of use is told: the task waits there."""
        if self.assignee is None:
            return ""
        return self.assignee.name if self.assignee.is_active else f"{self.assignee.name}（账号已停用）"

    @property
    def check_words(self) -> str:
        """What is done here with what others wrote: 审签, 制发, 审核."""
        return CHECKS.get(self.form or "", "审核")


class FormDraft(db.Model):
    """A half-typed form (暂存), kept out of the engine so that nothing typed is ever lost."""

    __tablename__ = "form_draft"
    __table_args__ = (UniqueConstraint("work_item_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    work_item_id: Mapped[str] = mapped_column(ForeignKey("work_item.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person: Mapped[Person] = relationship(viewonly=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Opinion(db.Model):
    """What a person said when completing an item; a signature (审签) points at the versions of texts that were seen.

    `voided_at`: a consent whose text was changed, or whose hand said otherwise later. `lifted_…`: an objection that its
    hand has withdrawn. `passage`: the words of a text that an objection marks, as they stood in `passage_version`.
    Which of them stand is answered by `casework.texts.signatures`. `on_behalf_of`: whose post the person acted in, as
    deputy or because the item was lent (代签).
    """

    __tablename__ = "opinion"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    work_item_id: Mapped[str] = mapped_column(ForeignKey("work_item.id"))
    node: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(120))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on_behalf_of_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    choice: Mapped[str] = mapped_column(String(60), default="")
    choice_label: Mapped[str] = mapped_column(String(60), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    passage: Mapped[str] = mapped_column(Text, default="", server_default="")
    passage_version_id: Mapped[int | None] = mapped_column(ForeignKey("text_version.id"))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    voided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lifted_why: Mapped[str] = mapped_column(String(300), default="")

    person: Mapped[Person] = relationship(foreign_keys=[person_id], viewonly=True)
    on_behalf_of: Mapped[Person | None] = relationship(foreign_keys=[on_behalf_of_id], viewonly=True)
    texts: Mapped[list[TextVersion]] = relationship(
        secondary="opinion_text", order_by=TextVersion.id, passive_deletes=True
    )
    unit: Mapped[OrgUnit] = relationship(viewonly=True)
    item: Mapped[WorkItem] = relationship(viewonly=True)
    passage_version: Mapped[TextVersion | None] = relationship(foreign_keys=[passage_version_id])

    @property
    def who(self) -> str:
        """Who gave it, and whose post it was when that is somebody else's (代签): 张三（代李四）."""
        return f"{self.person.name}（代{self.on_behalf_of.name}）" if self.on_behalf_of else self.person.name

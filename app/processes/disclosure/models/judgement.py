"""逐步判断: the answers, what they propose and what was decided, for the whole request or for each of its items."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import UtcDateTime, db
from app.office.models import Person


class Judgement(db.Model):
    """One judgement: of an item (项), number 1 to 50, with what it asks; or, number 1, of a request that was not split.

    `answers`: question → answer. `proposed` is what the decision table makes of them, `outcome` what was decided, with
    `why_departed` where that is another; both are empty until the judgement is concluded. `why_whole` answers 区分处理
    of a refusal (条例第三十七条). Of an item, `said` is the reason that the letter gives, `ground` what a withheld part
    rests on.
    Earlier answers are told by the audit chain.
    """

    __tablename__ = "judgement"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    number: Mapped[int]
    asked: Mapped[str] = mapped_column(Text, default="")
    answers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    proposed: Mapped[str] = mapped_column(String(40), default="")
    outcome: Mapped[str] = mapped_column(String(40), default="")
    why_departed: Mapped[str] = mapped_column(Text, default="")
    why_whole: Mapped[str] = mapped_column(Text, default="")
    said: Mapped[str] = mapped_column(Text, default="")
    ground: Mapped[str] = mapped_column(String(20), default="")
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    judged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    judged_by: Mapped[Person | None] = relationship()

    @property
    def is_concluded(self) -> bool:
        return bool(self.outcome)

    @property
    def is_item(self) -> bool:
        return bool(self.asked)

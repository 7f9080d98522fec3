"""What was registered wrongly and was put right (更正登记事项): the old and the new words, sealed, who and why."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.casework.acts.keys import sealer
from app.database import UtcDateTime, db

TITLE = "title"
"""The title of the case, which follows the description; nobody puts it right by itself."""


class RequestCorrection(db.Model):
    """One registered fact that was put right; letters already out stay as they are."""

    __tablename__ = "request_correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), index=True)
    seal_id: Mapped[str] = mapped_column(String(36), unique=True)
    field: Mapped[str] = mapped_column(String(40))
    old_sealed: Mapped[str] = mapped_column(Text)
    new_sealed: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(300))
    corrected_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    corrected_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def keep(self, old: str, new: str) -> None:
        """Seal both, bound to this row."""
        self.old_sealed = sealer().seal(old, self.__tablename__, self.seal_id, "old")
        self.new_sealed = sealer().seal(new, self.__tablename__, self.seal_id, "new")

    def reveal(self) -> tuple[str, str]:
        """Old and new. Showing them to a person is an act with its own audit line."""
        old = sealer().open(self.old_sealed, self.__tablename__, self.seal_id, "old")
        return old, sealer().open(self.new_sealed, self.__tablename__, self.seal_id, "new")

"""The words by which a case is found in lists, and where it lies, as its index has them."""

from sqlalchemy import DDL, ForeignKey, Index, Text, event, false, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db

OLD = text("NOT is_current")


class CaseSearch(db.Model):
    """Number, title and party of a case in plain form (`casework.publications.words`), one a line.

    `reach`: the organ, the unit and the process as tokens (o2 u5 pdisclosure), by which a search stays among the cases
    that somebody may read. PostgreSQL finds by `grams` (GIN); SQLite by the full-text table `case_grams` beside it.
    `is_current`: written as words are written today; rows from before are brought up to it (`keeping.bring_up_some`).
    """

    __tablename__ = "case_search"
    __table_args__ = (Index("ix_case_search_old", "case_id", sqlite_where=OLD, postgresql_where=OLD),)

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    reach: Mapped[str] = mapped_column(Text)
    grams: Mapped[list[str] | None] = mapped_column(ARRAY(Text).with_variant(Text, "sqlite"))
    is_current: Mapped[bool] = mapped_column(default=False, server_default=false())


MAKE_GRAMS = DDL(
    "CREATE VIRTUAL TABLE case_grams USING fts5"
    "(grams, reach, content='', prefix='1', tokenize=\"ascii tokenchars '_'\")"
).execute_if(dialect="sqlite")
DROP_GRAMS = DDL("DROP TABLE IF EXISTS case_grams").execute_if(dialect="sqlite")
event.listen(CaseSearch.__table__, "after_create", MAKE_GRAMS)
event.listen(CaseSearch.__table__, "before_drop", DROP_GRAMS)

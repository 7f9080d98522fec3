"""The words by which a case is found in lists, and where it lies, as its index has them."""

from sqlalchemy import DDL, ForeignKey, Text, event
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class CaseSearch(db.Model):
    """Number, title and party of a case in plain form (`casework.publications.words`), one a line.

    `reach`: the organ, the unit and the process as tokens (o2 u5 pdisclosure), by which a search stays among the cases
    that somebody may read. PostgreSQL finds by `grams` (GIN); SQLite by the full-text table `case_grams` beside it.
    """

    __tablename__ = "case_search"

    case_id: Mapped[int] = mapped_column(ForeignKey("office_case.id"), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    reach: Mapped[str] = mapped_column(Text)
    grams: Mapped[list[str] | None] = mapped_column(ARRAY(Text).with_variant(Text, "sqlite"))


MAKE_GRAMS = DDL(
    "CREATE VIRTUAL TABLE case_grams USING fts5"
    "(grams, reach, content='', prefix='1', tokenize=\"ascii tokenchars '_'\")"
).execute_if(dialect="sqlite")
DROP_GRAMS = DDL("DROP TABLE IF EXISTS case_grams").execute_if(dialect="sqlite")
event.listen(CaseSearch.__table__, "after_create", MAKE_GRAMS)
event.listen(CaseSearch.__table__, "before_drop", DROP_GRAMS)

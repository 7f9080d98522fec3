"""Traces of what requests say, by which earlier ones of nearly the same words are found without reading them all."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class RequestTrace(db.Model):
    """One of the few numbers that a description leaves (`similar.traces_of`): like texts share some of them."""

    __tablename__ = "request_trace"
    __table_args__ = ({"sqlite_with_rowid": False},)

    trace: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(
        ForeignKey("disclosure_request.case_id"), primary_key=True, autoincrement=False
    )

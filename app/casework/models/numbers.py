"""Number series without gaps: one row per issuer, series and year."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import db


class NumberSeries(db.Model):
    """The last number given. Locked by the transaction that takes the next one, so there is no gap and no double.

    `issuer` is the organ's code or 代字, which its successor keeps after a reorganisation, so the series goes on.
    """

    __tablename__ = "number_series"

    issuer: Mapped[str] = mapped_column(String(40), primary_key=True)
    series: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)

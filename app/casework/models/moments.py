"""The moments of a clock as they are kept for lists: when it is due, when it becomes near, when it stands still.

They are projections; what they mean at an instant is said by `casework.terms.moments`.
"""

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import UtcDateTime


class DueMoments:
    """Columns of a case (of its clock that leads) and of each of its clocks.

    `due_at`: the last instant in time; `soon_at`: from when it is near; `last_day_on`: from which day it shows as due
    today, the earliest possible one while the year's notice is missing; `paused_from` ≤ t < `paused_until`: stands
    still; `due_unit`: how the limit is counted.
    """

    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    soon_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_day_on: Mapped[date | None]
    paused_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paused_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_unit: Mapped[str | None] = mapped_column(String(12))

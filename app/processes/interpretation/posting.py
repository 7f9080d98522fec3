"""渠道发布: where a package is to stand beside the portal, each channel a task with its evidence."""

from collections.abc import Iterable
from datetime import datetime

from app.casework.acts.act import Act
from app.casework.models import Case
from app.database import db
from app.law.channels import CHANNEL_TITLES, PublicChannel
from app.law.office_time import end_of_day
from app.processes.interpretation.models import PolicyPackage
from app.steps.channels import PostingOnChannels


def _same_day(act: Act) -> datetime | None:
    """云政办发〔2023〕13号第七条（同步部署）: on the day on which document and text appear."""
    planned_at = db.session.get_one(PolicyPackage, act.the_case.id).planned_at
    return end_of_day(planned_at.date()) if planned_at else None


def _planned(act: Act) -> datetime | None:
    """云政办发〔2023〕13号第七条（同步部署）: nowhere before document and text appear together."""
    return db.session.get_one(PolicyPackage, act.the_case.id).planned_at


def _is_not_withdrawn(case: Case, about: str) -> bool:
    return db.session.get_one(PolicyPackage, case.id).withdrawn_at is None


posting = PostingOnChannels(due=_same_day, released=_planned, stands=_is_not_withdrawn)


def channel_words(channels: Iterable[str]) -> str:
    """The channels as they are called."""
    return "、".join(CHANNEL_TITLES[PublicChannel(one)] for one in channels)

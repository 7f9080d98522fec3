"""渠道发布 on the case page: each channel, whether it is posted, in time, by whom, and the evidence."""

from datetime import datetime
from typing import Any

from flask import url_for

from app.casework.models import Case, ChannelPosting
from app.law.channels import CHANNEL_TITLES, PublicChannel, is_late
from app.steps.channels import postings_of
from app.web.filters import short_moment


def channel_rows(case: Case, now: datetime) -> list[dict[str, Any]]:
    """Every posting of the case, in the order in which they were asked for."""
    return [_row(case, one, now) for one in postings_of(case)]


def _row(case: Case, one: ChannelPosting, now: datetime) -> dict[str, Any]:
    words, tone = _state(one, now)
    photos = [
        {"name": photo.filename,
         "href": url_for("desk.download_document", number=case.number, document_id=photo.id)}
        for photo in one.photos
    ]  # fmt: skip
    return {
        "channel": CHANNEL_TITLES[PublicChannel(one.channel)], "title": one.title, "state": words, "tone": tone,
        "due": short_moment(one.due_at) if one.due_at else "", "address": one.address, "photos": photos,
        "posted": short_moment(one.posted_at) if one.posted_at else "", "why_not": one.why_not,
        "by": one.recorded_by.name if one.recorded_by else "",
    }  # fmt: skip


def _state(one: ChannelPosting, now: datetime) -> tuple[str, str]:
    late = is_late(one.due_at, one.posted_at, now)
    if one.is_open:
        return ("逾时未发布", "red") if late else ("待发布", "warm")
    if one.posted_at is None:
        return "没有发布", "plain"
    return ("迟发", "red") if late else ("已发布", "green")

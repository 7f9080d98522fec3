"""Channels on which an office puts something before the public (公开渠道和载体), and what proves that it stands there.

条例第二十三条、第二十五条；国办发〔2016〕80号. A page has an address. A broadcast, a notice board or a press conference
has a photograph or a recording; an address or a photograph there must be, or nobody can say later that it was posted.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit


class PublicChannel(StrEnum):
    """Where it is posted. Values are stored, so never renamed."""

    WEBSITE = "website"
    GAZETTE = "gazette"
    WECHAT = "wechat"
    WEIBO = "weibo"
    VIDEO = "video"
    BROADCAST = "broadcast"
    TELEVISION = "television"
    PRINT = "print"
    BOARD = "board"
    SERVICE_CENTRE = "service_centre"
    PRESS_CONFERENCE = "press_conference"
    HOUSEHOLD = "household"
    OTHER = "other"


CHANNEL_TITLES: Mapping[PublicChannel, str] = {
    PublicChannel.WEBSITE: "政府网站", PublicChannel.GAZETTE: "政府公报", PublicChannel.WECHAT: "政务微信",
    PublicChannel.WEIBO: "政务微博", PublicChannel.VIDEO: "政务短视频号", PublicChannel.BROADCAST: "广播、大喇叭",
    PublicChannel.TELEVISION: "电视", PublicChannel.PRINT: "报刊", PublicChannel.BOARD: "公开栏、查阅点",
    PublicChannel.SERVICE_CENTRE: "政务服务中心", PublicChannel.PRESS_CONFERENCE: "新闻发布会",
    PublicChannel.HOUSEHOLD: "入户告知", PublicChannel.OTHER: "其他渠道",
}  # fmt: skip


def evidence_faults(
    address: str, *, has_photo: bool, posted_at: datetime, approved_at: datetime, now: datetime
) -> dict[str, str]:
    """What is wrong with the evidence of a posting, by field: address, photos, posted_at. Empty if nothing is.

    `approved_at`: when it was released for posting. Both instants are compared by the minute, as they are typed.
    """
    faults = {}
    if address and not is_web_address(address):
        faults["address"] = "网址应以 http:// 或者 https:// 开头，如 https://www.example.gov.cn/2026/1.html"
    if not address and not has_photo:
        faults["address"] = "请填写网址，或者上传照片、截图，作为已发布的凭证"
    if posted_at > now:
        faults["posted_at"] = "发布时间不应晚于现在"
    elif posted_at < approved_at.replace(second=0, microsecond=0):
        faults["posted_at"] = "发布时间不应早于交付发布的时间，请核对"
    return faults


def is_web_address(address: str) -> bool:
    """An address that a browser opens: http or https, with a host, without a space or a sign-in in it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    has_host = bool(parts.hostname) and "@" not in parts.netloc
    return parts.scheme in ("http", "https") and has_host and not any(sign.isspace() for sign in address)


def is_late(due_at: datetime | None, posted_at: datetime | None, now: datetime) -> bool:
    """Posted after the moment that was set for it, or not yet posted though it has passed."""
    return due_at is not None and (posted_at or now) > due_at

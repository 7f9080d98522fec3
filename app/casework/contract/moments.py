"""A moment: a day and a time of the office, kept as an instant."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import ValidationError, fields

from app.casework.contract.fields import REQUIRED, sentences, told
from app.timekeeping import OFFICE_TIME

WRITTEN = "{title}应为日期和时间，如 2026-03-02 09:30"
TYPED_BY_HAND = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})[T ]+(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:\.0+)?)?\Z"
)


def office_moment(text: str) -> datetime | None:
    """The instant that was typed (office time unless it has an offset); None for what is no moment."""
    text = text.strip()
    found = TYPED_BY_HAND.match(text)
    try:
        if found:
            year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
            return datetime(year, month, day, hour, minute, second, tzinfo=OFFICE_TIME)
        moment = datetime.fromisoformat(text)
        return moment.astimezone(OFFICE_TIME) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def shown_moment(value: Any) -> str:
    """As the control wants it: 2026-03-02T09:30 in office time. What is no moment stays as it was typed."""
    moment = value if isinstance(value, datetime) else office_moment(str(value or ""))
    return moment.astimezone(OFFICE_TIME).strftime("%Y-%m-%dT%H:%M") if moment else str(value or "")


class Moment(fields.Field):
    """A day and a time. Loaded as an instant in office time; an empty optional one is None."""

    def __init__(self, title: str, *, required: bool = True, hint: str = "", **more: Any) -> None:
        self.title = title
        settings: dict[str, Any] = (
            {"required": True} if required else {"load_default": None, "allow_none": True}
        )
        super().__init__(
            error_messages=sentences(title, WRITTEN.format(title=title)),
            metadata=told(title, "datetime-local", hint, **more),
            **settings,
        )

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> datetime | None:
        if value == "":
            if self.required:
                raise ValidationError(REQUIRED.format(title=self.title))
            return None
        moment = office_moment(value) if isinstance(value, str) else None
        if moment is None:
            raise self.make_error("invalid")
        if not 2000 <= moment.year <= 2099:
            raise ValidationError(f"{self.title}应在 2000 年至 2099 年之间")
        return moment

    def json_type(self) -> dict[str, Any]:
        return {"type": "string" if self.required else ["string", "null"], "format": "date-time"}

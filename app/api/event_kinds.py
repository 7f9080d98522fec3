"""The events of /clocks/explain as programs are told of them; `app.law.events` checks them."""

from app.api.kinds import Schema, one_of
from app.law.event_words import EVENT_WORDS, SEVERITY_WORDS
from app.law.pauses import PARTY_WORDS
from app.law.receipt import CHANNEL_WORDS

EVENT: Schema = {
    "type": "object",
    "title": "期限事件：on（日期）和 at（时刻）至少有一个",
    "required": ["type"],
    "properties": {
        "type": one_of("事件", EVENT_WORDS),
        "on": {"type": "string", "format": "date", "title": "日期"},
        "at": {"type": "string", "format": "date-time", "title": "时刻"},
        "id": {"type": "string", "title": "征求意见、口头批准的编号"},
        "channel": one_of("收到渠道", CHANNEL_WORDS),
        "days": {"type": "integer", "title": "延期的工作日数"},
        "party": one_of("征求何人意见", PARTY_WORDS),
        "answers": {"type": "boolean", "title": "发布的是正式回应；首次发布只通报情况的为否"},
        "severity": one_of("按何种时限", SEVERITY_WORDS),
    },
    "additionalProperties": True,
}

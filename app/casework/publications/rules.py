"""What may be put before the public. Pure: the content, its terms and the present instant come in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from app.casework.contract.fields import unprintable
from app.casework.publications.content import Content
from app.casework.publications.errors import HoldsPersonalData, NotPublishable, NotWhatWasApproved
from app.law.office_time import office_day
from app.letters.personal_data import personal_numbers

LONGEST_HEADLINE, LONGEST_NUMBER, LONGEST_REASON, LONGEST_TOPIC = 200, 80, 300, 40
LONGEST_BLOCK, MOST_BLOCKS, MOST_TOPICS, MOST_FILES = 20_000, 2_000, 10, 30


@dataclass(frozen=True)
class Terms:
    """From when until when it stands, under which topics, and when it is to be reviewed (条例第十八条)."""

    from_at: datetime | None = None
    until_at: datetime | None = None
    topics: tuple[str, ...] = ()
    review_on: date | None = None


def check_content(content: Content, approved_hash: str) -> None:
    """Raises NotWhatWasApproved, NotPublishable, HoldsPersonalData."""
    if not approved_hash or content.hash != approved_hash:
        raise NotWhatWasApproved()
    faults = {
        "headline": _length(content.headline, LONGEST_HEADLINE, "标题", required=True),
        "document_number": _length(content.document_number, LONGEST_NUMBER, "文号"),
        "summary": _length(content.summary, LONGEST_BLOCK, "内容概述"),
        "body": _body(content),
        "files": "附件过多" if len(content.files) > MOST_FILES else "",
        "": _printable(content.stretches()),
    }
    _raise(faults)
    check_personal_data(content.stretches())


def check_terms(terms: Terms, now: datetime) -> None:
    """Nothing is dated back: what stood in public since when is evidence. Raises NotPublishable, HoldsPersonalData."""
    begins = terms.from_at or now
    topics = next((fault for topic in terms.topics if (fault := _topic(topic))), "")
    _raise({
        "from_at": "公开时间不能早于现在" if begins < now else "",
        "until_at": "公开截止时间应晚于开始公开的时间" if terms.until_at and terms.until_at <= begins else "",
        "review_on": review_fault(terms.review_on, now.date()) or _too_early(terms.review_on, begins),
        "topics": topics or (f"主题最多 {MOST_TOPICS} 个" if len(terms.topics) > MOST_TOPICS else ""),
    })  # fmt: skip
    check_personal_data(terms.topics)


def check_reason(reason: str, field: str, title: str) -> None:
    """Withdrawing and correcting are explained to the public. Raises NotPublishable, HoldsPersonalData."""
    _raise({field: _length(reason, LONGEST_REASON, title, required=True) or _printable([reason])})
    check_personal_data([reason])


def check_personal_data(stretches: Iterable[str], where: str = "拟公开的内容") -> None:
    """条例第十五条. Raises HoldsPersonalData with what was found, masked; `where`: how the reader calls these words."""
    if found := [
        f"{what}（{masked}）" for stretch in stretches for what, masked in personal_numbers(stretch)
    ]:
        named = "、".join(dict.fromkeys(found))
        raise HoldsPersonalData(f"{where}中有{named}，请遮盖或者删去后重新提交")


def review_fault(review_on: date | None, today: date) -> str:
    """The sentence for a day of review that has passed."""
    return "评估日期应晚于今天" if review_on is not None and review_on <= today else ""


def _too_early(review_on: date | None, begins: datetime) -> str:
    is_before = review_on is not None and review_on <= office_day(begins)
    return "评估日期应晚于公开之日" if is_before else ""


def _body(content: Content) -> str:
    if not content.body and not content.files:
        return "既没有正文，也没有附件"
    if len(content.body) > MOST_BLOCKS or any(len(block.text) > LONGEST_BLOCK for block in content.body):
        return f"正文过长：最多 {MOST_BLOCKS} 段，每段最多 {LONGEST_BLOCK} 字"
    return "正文中有空段落" if any(not block.text.strip() for block in content.body) else ""


def _topic(topic: str) -> str:
    return _length(topic, LONGEST_TOPIC, "主题", required=True) or _printable([topic])


def _length(text: str, most: int, title: str, *, required: bool = False) -> str:
    if required and not text.strip():
        return f"请填写{title}"
    return f"{title}最多 {most} 字，现为 {len(text)} 字" if len(text) > most else ""


def _printable(stretches: Iterable[str]) -> str:
    bad = next((sign for stretch in stretches if (sign := unprintable(stretch))), None)
    return f"内容中有无法显示的字符 U+{ord(bad):04X}，请删去" if bad else ""


def _raise(faults: dict[str, str]) -> None:
    """The first fault is the sentence; all of them stand beside their fields."""
    if found := {field: fault for field, fault in faults.items() if fault}:
        raise NotPublishable(next(iter(found.values())), fields=found)

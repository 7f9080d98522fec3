"""What a policy document and the material that explains it must have before they go further (三同步).

Articles: 国办发〔2016〕80号（公开属性源头认定、退文）; 云政办发〔2023〕13号第七条（同步组织、同步审签、同步部署）
和关于解读材料内容的规定; 条例第十四条至第十六条（不予公开）. Returns for want of a plan are local practice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.law.errors import InvalidInput

NOT_CONCERNED = "不涉及"
FORMS: Mapping[str, str] = {
    "questions": "简明问答", "picture": "图解", "cases": "案例", "card": "明白卡", "letter": "一封信", "video": "视频",
    "press": "新闻发布会", "interview": "访谈",
}  # fmt: skip
"""Further forms beside the text, which is obligatory (云政办发〔2023〕13号)."""


class Openness(StrEnum):
    """公开属性. Values are stored, so never renamed."""

    ACTIVE = "active"  # 主动公开
    ON_REQUEST = "on_request"  # 依申请公开
    REFUSED = "refused"  # 不予公开


OPENNESS_WORDS: Mapping[Openness, str] = {
    Openness.ACTIVE: "主动公开", Openness.ON_REQUEST: "依申请公开", Openness.REFUSED: "不予公开",
}  # fmt: skip
CLAUSES: Mapping[str, str] = {
    "14": "国家秘密、法律行政法规禁止公开、危及安全稳定（条例第十四条）",
    "15": "商业秘密、个人隐私，公开会损害第三方合法权益（条例第十五条）",
    "16": "内部事务信息、过程性信息、行政执法案卷（条例第十六条）",
}


@dataclass(frozen=True)
class Element:
    """One element of the material (解读材料要素)."""

    key: str
    title: str
    hint: str


ELEMENTS = (
    Element("background", "背景与内容", "出台背景、制定依据、目的意义、主要内容、核心举措"),
    Element("terms", "关键词与疑点", "关键词、专业术语，可能误解、存疑、质疑之处"),
    Element("rights", "权利义务条款", "涉及权利、义务、利益的条款的具体做法、依据、合法性、合理性"),
    Element("service", "办事服务", "办事事项由谁受理、怎样办理、联系方式"),
)


@dataclass(frozen=True)
class Quarter:
    """A quarter (季度) of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter in which a day lies."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        following = date(self.year + 1, 1, 1) if self.number == 4 else date(self.year, 3 * self.number + 1, 1)
        return following - timedelta(days=1)

    @property
    def title(self) -> str:
        """2026年第一季度."""
        return f"{self.year}年第{'一二三四'[self.number - 1]}季度"


class PackageIncomplete(InvalidInput):
    """云政办发〔2023〕13号第七条: nothing is taken in without plan and material."""

    code = "package_incomplete"
    message = "同步组织的材料不齐"


class HourHasPassed(InvalidInput):
    """Nothing is dated back: what stood in public since when is evidence."""

    code = "hour_has_passed"
    message = "计划发布时间已过，请另定时间"


@dataclass(frozen=True)
class Prepared:
    """What has been prepared for the gate of 同步组织: the plan, the material, the answers to its elements.

    `is_unread`: some of the material has no words that could be read (a scan, a picture): a person compares it.
    """

    first_interpreter: str = ""
    planned_on: date | None = None
    outline: str = ""
    channels: Sequence[str] = ()
    contact: str = ""
    material: str = ""
    elements: Mapping[str, str] = field(default_factory=dict)
    is_unread: bool = False


def inside(title: str) -> str:
    """A title as it stands within 《》: what it names itself has 〈〉 (GB/T 15834—2011, 4.15)."""
    return title.replace("《", "〈").replace("》", "〉")


def named(title: str) -> str:
    """A document by its title."""
    return f"《{inside(title)}》"


def openness_faults(openness: str, reason: str, clause: str) -> dict[str, str]:
    """国办发〔2016〕80号: the attribute with its reason is decided when drafting; 不予公开 names the clause as well."""
    faults = {}
    if openness not in set(Openness):
        faults["openness"] = "请认定公开属性"
    if not reason.strip():
        faults["openness_reason"] = "请写明认定公开属性的理由"
    if openness == Openness.REFUSED and clause not in CLAUSES:
        faults["openness_clause"] = "不予公开的，请选择所依据的条款"
    return faults


def missing_of(prepared: Prepared, today: date) -> dict[str, str]:
    """What the receiving office would send back for: field → sentence, in the order of the forms; empty: complete."""
    plan = {
        "first_interpreter": "解读方案没有写明第一解读人" if not prepared.first_interpreter else "",
        "planned_on": _planned_fault(prepared.planned_on, today),
        "outline": "解读方案没有解读提纲" if not prepared.outline else "",
        "channels": "解读方案没有选定发布渠道" if not prepared.channels else "",
        "contact": "解读方案没有写明联系人" if not prepared.contact else "",
    }
    is_there = prepared.material or prepared.is_unread
    material = {"material": "" if is_there else "没有文字解读材料", **element_faults(prepared)}
    return {name: words for name, words in {**plan, **material}.items() if words}


def check_complete(prepared: Prepared, today: date) -> None:
    """Raises PackageIncomplete, which names everything that is missing."""
    if missing := missing_of(prepared, today):
        raise PackageIncomplete(f"{PackageIncomplete.message}：{'；'.join(missing.values())}", fields=missing)


def _planned_fault(planned_on: date | None, today: date) -> str:
    if planned_on is None:
        return "解读方案没有写明解读日期"
    return "解读方案所写的解读日期已过" if planned_on < today else ""


def check_planned(planned_on: date | None, today: date) -> None:
    """A day that has passed is refused where it is typed; one that lacks is named when all is handed in. Raises
    InvalidInput."""
    if planned_on is not None and (fault := _planned_fault(planned_on, today)):
        raise InvalidInput(fields={"planned_on": fault})


def element_faults(prepared: Prepared) -> dict[str, str]:
    """Each element is answered by a passage that stands in the material, or by 不涉及.

    Where something of the material is unread, a person looks for the passage.
    """
    text = _plain(prepared.material)
    faults = {}
    for element in ELEMENTS:
        answer = prepared.elements.get(element.key, "").strip()
        if not answer:
            faults[element.key] = f"要素“{element.title}”没有注明所在段落，也没有写明不涉及"
        elif not (prepared.is_unread or answer.startswith(NOT_CONCERNED)) and _plain(answer) not in text:
            faults[element.key] = f"要素“{element.title}”所引的段落不在解读材料中"
    return faults


def _plain(text: str) -> str:
    return "".join(text.split())


def clean_text(title: str, text: str) -> str:
    """The one form of a text that is made of the record: the title, then its paragraphs, one a line."""
    return "\n".join([" ".join(title.split()), *_paragraphs(text)])


def without_title(text: str, title: str) -> str:
    """The paragraphs of a text, one a line, without the title where it begins with it: that stands above it anyway."""
    lines = list(_paragraphs(text))
    return "\n".join(lines[1:] if lines and _plain(lines[0]) == _plain(title) else lines)


def _paragraphs(text: str) -> Iterable[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def check_hour(planned_at: datetime, now: datetime) -> None:
    """Raises HourHasPassed for a planned hour that is over."""
    if planned_at < now:
        raise HourHasPassed(fields={"planned_at": HourHasPassed.message})

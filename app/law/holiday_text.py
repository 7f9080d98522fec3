"""A holiday notice (放假安排通知) as it was published or typed, read day by day.

Understands the wordings of 2014 to 2026: 放假1天，不调休 · 放假，与周末连休 · 放假，4月7日（星期一）补休 ·
放假调休，共8天 · （周日）上班 · 延长春节假期至2月2日 · 2月3日起正常上班; and lines such as “国庆节：10月1日至7日”.
A weekday or a number of days beside a date must agree with it. What cannot be read is refused with its place;
sentences that name no day are told.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.law.errors import InvalidInput
from app.law.holiday_days import read_days_of, unreadable, with_weekends

UNNAMED = "节假日"
KNOWN = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
FULL_NAMES = {name: name if name in ("元旦", "春节") else f"{name}节" for name in KNOWN}

_BRACKETS = re.compile(r"\(([^()]*)\)")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_MARK = re.compile(r"⟨(.)⟩")
_NOISE = re.compile(
    r"《[^》]*》|〔\d{4}〕\s*第?\s*\d+\s*号|第\s*\d+\s*号|根据[^,。]*,|自[^,。]{2,20}?起(?!(?:恢复)?(?:正常)?上班),?"
    r"|\d{4}\s*年\s*\d{1,2}\s*月(?!\s*\d)|\d{4}\s*年(?!\s*\d)|\d+\s*周年|,?\s*不调休"
)
_TITLE = re.compile(r"关于\s*(\d{4})\s*年[^,。\n]{0,20}(?:节假日|放假)")
_SIGNED = re.compile(r"^\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*$")
_VERB = re.compile(
    r"(?P<plain>起?(?:恢复)?正常上班|起上班)|(?P<work>(?:调休)?上班)|(?P<off>放假调休|调休放假|放假|补休|调休|休息)"
)
_AGAINST = re.compile(r"不(?:再)?(?:放假|补休|上班|休息)|取消|暂停")
_COUNT = re.compile(r"[,、]?\s*(?:公历|共计|共)?\s*(\d+)\s*天")
_LINKED = re.compile(r"[,、]?\s*与(?:前后)?周末连休")
_EXTENDED = re.compile(r"(?:延长[一-龥]{2,8}?假期|[一-龥]{2,8}?假期延长)至([^,]+)")
_ITEM_NUMBER = re.compile(r"^[\s一二三四五六七八九十]+、")
_OWN_NAME = re.compile(r"[一-龥、]{1,10}(?:节|节日|纪念日)")
_BESIDE_THE_VERB = re.compile(r"(?:^|[日号⟩\s\d])((?![日号])[一-龥]{1,4}节)$")


class Effect(StrEnum):
    """What a notice makes of a day."""

    OFF = "off"  # 放假
    WORK = "work"  # 调休上班
    PLAIN = "plain"  # 正常上班：neither, whatever was said of it before


@dataclass(frozen=True)
class Said:
    """One day and what is said of it; `words` is the sentence it was read from."""

    on: date
    effect: Effect
    festival: str
    words: str


@dataclass(frozen=True)
class Extension:
    """A festival's holiday goes on up to and including a day (延长假期)."""

    festival: str
    until: date
    words: str


@dataclass
class Reading:
    """Everything that a text says; `unused` are its sentences that name no day."""

    year: int
    days: dict[date, Said] = field(default_factory=dict)
    extensions: list[Extension] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    signed_on: date | None = None

    def put(self, days: Iterable[date], effect: Effect, festival: str, words: str) -> None:
        """Raises InvalidInput for a day of which two things are said."""
        for on in days:
            known = self.days.get(on)
            if known and known.effect is not effect:
                raise unreadable(f"{on:%Y年%m月%d日}", "前后两处安排不同，一处放假、一处上班")
            if known and UNNAMED not in (known.festival, festival) and known.festival != festival:
                raise unreadable(f"{on:%Y年%m月%d日}", f"同时列在{known.festival}和{festival}之下，时段重叠")
            self.days[on] = known if known and festival == UNNAMED else Said(on, effect, festival, words)


def read_notice(year: int, text: str, unspoken: Effect = Effect.OFF) -> Reading:
    """The days of a text. `unspoken`: what lines without 放假 or 上班 mean. Raises InvalidInput beside its field."""
    plain = _marked(unicodedata.normalize("NFKC", text))
    _check_title(year, plain)
    reading, is_notice, festival = Reading(year), bool(_VERB.search(plain)), UNNAMED
    for sentence in re.split(r"[\n。;]", plain):
        words, name = _split_head(_NOISE.sub("", sentence))
        festival = _festival_of(name) if name is not None else festival
        if is_notice and (signed := _SIGNED.match(sentence)):
            reading.signed_on = _signed_on(signed)
        elif is_notice:
            _read_sentence(reading, words, festival, _as_written(sentence))
        elif words.strip():
            _read_line(reading, words, festival if unspoken is Effect.OFF else "", unspoken)
    return reading


def _read_line(reading: Reading, words: str, festival: str, unspoken: Effect) -> None:
    try:
        found = read_days_of(words, reading.year, None)
    except InvalidInput as refused:
        raise InvalidInput(fields={unspoken: refused.fields["off"]}) from refused
    if not found.days:
        raise InvalidInput(fields={unspoken: unreadable(words).fields["off"]})
    reading.put(found.days, unspoken, festival, words.strip())


def _marked(text: str) -> str:
    """Brackets give way to the weekday that stands in them; other remarks are no arrangement."""
    return _BRACKETS.sub(lambda found: _mark(found.group(1)), text)


def _mark(inside: str) -> str:
    weekday = _WEEKDAY.search(inside)
    return f"⟨{weekday.group(1)}⟩" if weekday else ""


def _as_written(sentence: str) -> str:
    return _MARK.sub(r"（周\1）", sentence.strip())


def _check_title(year: int, text: str) -> None:
    title = _TITLE.search(text)
    if title and int(title.group(1)) != year:
        raise InvalidInput(fields={"year": f"通知写的是 {title.group(1)} 年，与所填年份 {year} 不一致"})


def _signed_on(found: re.Match[str]) -> date:
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError as error:
        raise unreadable(found.group(), "没有这一天") from error


def _split_head(sentence: str) -> tuple[str, str | None]:
    head, colon, rest = sentence.rpartition(":")
    return (rest, head) if colon else (sentence, None)


def _festival_of(head: str) -> str:
    """国庆节、中秋节 as written; else the festivals that a longer heading names."""
    own = _ITEM_NUMBER.sub("", head.rpartition(":")[2]).strip()
    return own if _OWN_NAME.fullmatch(own) or own in KNOWN else _known_in(head)


def _known_in(words: str) -> str:
    return "、".join(FULL_NAMES[name] for name in KNOWN if name in words) or UNNAMED


def _read_sentence(reading: Reading, words: str, festival: str, sentence: str) -> None:
    """One sentence of a notice: days, then what becomes of them, as often as it says so."""
    if _AGAINST.search(words) and re.search(r"\d", words):
        raise unreadable(sentence, "有取消、不放假一类的话，请逐日填写")
    words, before = _without_extension(reading, words, sentence), len(reading.days) + len(reading.extensions)
    place, month = 0, None
    for verb in _VERB.finditer(words):
        if verb.start() < place:
            continue
        segment = words[place : verb.start()]
        found = read_days_of(segment, reading.year, month)
        place, month = verb.end(), found.month
        days, place = _counted(words, place, found.days, sentence)
        effect = Effect(verb.lastgroup or Effect.OFF)
        reading.put(days, effect, _name_of(segment, festival, effect), sentence)
    if read_days_of(words[place:], reading.year, month).days:
        raise unreadable(words[place:], "没有写明这些日子放假还是上班")
    if before == len(reading.days) + len(reading.extensions) and sentence:
        reading.unused.append(sentence)


def _counted(words: str, place: int, days: list[date], sentence: str) -> tuple[list[date], int]:
    """The days with their weekends where the sentence says so (与周末连休), and held against its number of days."""
    for pattern in (_LINKED, _COUNT, _LINKED):
        found = pattern.match(words, place)
        if found is None:
            continue
        place = found.end()
        if pattern is _LINKED:
            days = with_weekends(days)
        elif days and "周末连休" not in words and int(found.group(1)) != len(days):
            raise unreadable(sentence, f"写的是 {found.group(1)} 天，读到的是 {len(days)} 天")
    return days, place


def _without_extension(reading: Reading, words: str, sentence: str) -> str:
    """延长春节假期至2月2日：noted and taken out of the sentence."""
    found = _EXTENDED.search(words)
    if found is None:
        return words
    festival, until = _known_in(found.group()), read_days_of(found.group(1), reading.year, None)
    if festival == UNNAMED or len(until.days) != 1:
        raise unreadable(sentence, "没有写明延长哪个节日的假期、到哪一天")
    reading.extensions.append(Extension(festival, until.days[0], sentence))
    return words[: found.start()] + words[found.end() :]


def _name_of(segment: str, festival: str, effect: Effect) -> str:
    if effect is not Effect.OFF:
        return ""
    beside = _BESIDE_THE_VERB.search(segment.strip())
    return beside.group(1) if beside and festival == UNNAMED else festival

"""Checks of the parts in words: name, year, gaps, contradictions, what was copied."""

import re

from app.law.annual_report.form import CARRIED_OUT, NEW, PARTS
from app.law.annual_report.said import Finding, Said, figure
from app.law.copying import copying

NOTE = "note"
NAMES_ITSELF = ("preface", NOTE)
"""Where a report says whose it is; an excerpt tells it in its note."""
_ORGAN = r"[一-龥]{2,30}?(?:局|委员会|人民政府|办公室|办事处|街道|中心|镇|乡|厅|委|县|市|州)"
_BEFORE_TITLE = re.compile(rf"(?P<name>{_ORGAN})[”\"]?(?=\s*\d{{4}}\s*年(?:度)?政府信息公开)")
_QUOTED = re.compile(rf"[“\"](?P<name>{_ORGAN})[”\"]")
_LEADS = re.compile(r"^(?:.*(?:公布|发布|现将|编制|根据|要求|规定|由|了))?")
_TITLE_YEAR = re.compile(r"(\d{4})\s*年(?:度)?政府信息公开(?:工作)?(?:年度)?报告")
_PERIOD_YEAR = re.compile(r"(\d{4})\s*年\s*(?:1\s*月\s*1\s*日|12\s*月\s*31\s*日)")
_ALL_DONE = re.compile(r"全部(?:按期|按时|依法)?(?:办结|答复|办理完毕)")
_NO_FEE = re.compile(
    r"(?:没有|未)(?:收取|产生)[^。；]{0,6}信息处理费|信息处理费[^。；]{0,12}(?:未收取|没有收取|为\s*0)"
)
_FEE_SAID = re.compile(r"信息处理费")
_SOFT = (
    (re.compile(r"[一-龥],[一-龥]"), "用了英文逗号"),
    (re.compile(r"([一-龥]{3,})\1"), "有重复的字词"),
)
TO_WRITE = "请填写"
SIMILAR = 60  # per cent of sentences; our own margin, no rule names one
JUMP = 5


def names_are_its_own(said: Said) -> list[Finding] | None:
    """E8: the report names the organ whose it is, not the one whose text was taken."""
    own = [(part, said.texts[part]) for part in NAMES_ITSELF if said.texts.get(part)]
    if not own:
        return None
    named = [(part, name) for part, text in own for name in _named_in(text, said)]
    return [
        Finding("E8", PARTS.get(part, part), f"写的单位是“{name}”，本报告的单位是“{said.organ}”")
        for part, name in dict.fromkeys(named)
        if not _is_same(name, said.organ)
    ]


def _named_in(text: str, said: Said) -> list[str]:
    found = [_LEADS.sub("", match["name"]) for match in _BEFORE_TITLE.finditer(text)]
    found += [match["name"] for match in _QUOTED.finditer(text)]
    return [*found, *(name for name in said.others if name in text and name not in said.organ)]


def _is_same(name: str, organ: str) -> bool:
    return len(name) < 2 or name in organ or organ in name


def others_are_not_named(said: Said) -> list[Finding] | None:
    """C13: another organ in the parts below: a person says whether that is meant."""
    return [
        Finding("C13", PARTS[part], f"提到了“{name}”，请核对是否套用了其他单位的文本", is_warning=True)
        for part, text in said.texts.items()
        for name in said.others
        if part in PARTS and part not in NAMES_ITSELF and name in text and name not in said.organ
    ]


def year_is_right(said: Said) -> list[Finding] | None:
    """C14: the year of title, preface and period."""
    return [
        Finding("C14", PARTS.get(part, part), f"写的是 {year} 年，本报告是 {said.year} 年度报告")
        for part, text in said.texts.items()
        for year in sorted({*_TITLE_YEAR.findall(text), *_PERIOD_YEAR.findall(text)})
        if int(year) != said.year
    ]


def no_part_is_missing(said: Said) -> list[Finding] | None:
    """C09: preface and parts 一、五、六 are written, nothing is left open in them."""
    missing = [
        Finding("C09", title, f"“{title}”没有写")
        for part, title in PARTS.items()
        if not said.texts.get(part, "").strip()
    ]
    return missing + [
        Finding("C09", PARTS[part], f"“{PARTS[part]}”还有未写完的内容（{TO_WRITE}）")
        for part, text in said.texts.items()
        if part in PARTS and TO_WRITE in text
    ]


def fee_is_told(said: Said) -> list[Finding] | None:
    """C10: part 六 tells 信息处理费 as it was (30号: 收取的写总额，未收取的也说明)."""
    text, place = said.texts.get("section6", ""), PARTS["section6"]
    if said.fee is None or not text:
        return None
    if said.fee > 0 and _NO_FEE.search(text):
        return [Finding("C10", place, f"写未收取信息处理费，记录中收取了 {said.fee} 元")]
    if said.fee > 0 and str(said.fee) not in text:
        return [Finding("C10", place, f"没有写明收取信息处理费的总额 {said.fee} 元")]
    if not _FEE_SAID.search(text):
        return [Finding("C10", place, "没有说明信息处理费的收取情况", is_warning=True)]
    return []


def nothing_contradicts(said: Said) -> list[Finding] | None:
    """C12: 全部办结 beside what is carried on; slips of the pen as warnings."""
    left = figure(said, CARRIED_OUT)
    found = [
        Finding("C12", PARTS.get(part, part), f"写“{match.group()}”，表三结转下年度继续办理 {left} 件")
        for part, text in said.texts.items()
        for match in _ALL_DONE.finditer(text)
        if left
    ]
    return found + [
        Finding("C12", PARTS.get(part, part), f"{words}：“{match.group()}”", is_warning=True)
        for part, text in said.texts.items()
        for pattern, words in _SOFT
        for match in pattern.finditer(text)
    ]


def numbers_do_not_jump(said: Said) -> list[Finding] | None:
    """C15: more than five times, or less than a fifth, of the year before: a person looks at it."""
    if said.last is None:
        return None
    now, before = figure(said, NEW), figure(Said(said.organ, said.year - 1, said.last), NEW)
    if not now or not before or before / JUMP <= now <= before * JUMP:
        return []
    return [
        Finding("C15", "table3.new.total", f"本年新收 {now} 件，上年 {before} 件，请核对", is_warning=True)
    ]


def text_is_not_last_years(said: Said) -> list[Finding] | None:
    """C16 (雷同): a part that is mostly the text of the year before."""
    return [
        Finding("C16", PARTS[part], f"与上年相同的句子占 {share}%，请核对是否照搬上年文本", is_warning=True)
        for part, text in said.texts.items()
        if part in ("section1", "section5") and (before := said.last_texts.get(part))
        if (share := copying(text, before).percent) >= SIMILAR
    ]

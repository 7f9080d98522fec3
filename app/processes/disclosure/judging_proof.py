"""What the record has for each question of 逐步判断: shown beside it, so that nothing is answered from memory."""

from collections.abc import Callable, Mapping

from app.casework.models import Case
from app.law.application_gaps import words_of as words_of_gaps
from app.law.consulting import ANSWER_WORDS
from app.processes.disclosure.former import former_replies
from app.processes.disclosure.gaps import gaps_on_record
from app.processes.disclosure.record_facts import answered_clarification
from app.processes.disclosure.registration import request_of
from app.processes.disclosure.reply_files import files_of
from app.processes.disclosure.searches import summary_of
from app.steps.consultation_record import parties_of


def proof_of(case: Case, key: str) -> str:
    """One sentence for this question."""
    return PROOF[key](case)


def _clear(case: Case) -> str:
    found, missing = answered_clarification(case), words_of_gaps(gaps_on_record(request_of(case)))
    asked = (
        f"已要求补正，{found.answered_on}收到补正：{found.answer}"
        if found
        else "没有要求补正并收到补正的记录"
    )
    return f"{asked}；登记时缺少{missing}" if missing else asked


def _nature(case: Case) -> str:
    found = next(iter(former_replies(request_of(case))), None)
    if found is None:
        return "没有同一申请人内容相近、已经答复并送达的前次申请"
    letter = found.letter.document_number
    return f"同一申请人的前次申请 {found.case.number} 已以{letter}答复，申请内容相近 {found.percent}%"


def _holder(case: Case) -> str:
    unit = f"，承办单位{case.handling_unit.name}" if case.handling_unit else ""
    return f"受理机关{case.organ.name}{unit}"


def _existence(case: Case) -> str:
    return summary_of(case) or "还没有检索记录"


def _openness(case: Case) -> str:
    parties = parties_of(case)
    said = "、".join(f"第 {one.number} 号{ANSWER_WORDS.get(one.answer, '尚未答复')}" for one in parties)
    return f"已征求意见 {len(parties)} 件：{said}" if parties else "没有征求意见的记录"


def _giving(case: Case) -> str:
    count = len(files_of(case))
    return f"已添加答复附件 {count} 份" if count else "还没有添加答复附件"


PROOF: Mapping[str, Callable[[Case], str]] = {
    "clear": _clear, "nature": _nature, "holder": _holder, "existence": _existence, "openness": _openness,
    "giving": _giving,
}  # fmt: skip

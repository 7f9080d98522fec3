"""The case page: facts, stages, acts, and the panel with every limit at once and the statements."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import url_for

from app import timekeeping
from app.casework.contract.rows import CaseAct, Fact, Stage
from app.casework.models import Case
from app.casework.terms import clocks
from app.casework.terms.moments import PHASE_WORDS, Phase, of_clock
from app.casework.texts import versions
from app.desk.text_rows import text_url
from app.law.clock import Clock
from app.law.concerns import JUDGEMENTS, KINDS, LEVELS, SOURCES, STATEMENT_KINDS
from app.law.office_time import ONE_HOUR
from app.office.permissions import Permission
from app.processes.response.grading import may_regrade
from app.processes.response.letters import moment_words, nature_words, unit_names, withdrawn_words
from app.processes.response.models import Statement
from app.processes.response.records import concern_of, statements_of
from app.processes.response.referral import passed_words
from app.processes.response.withdrawing import something_stands

STAGES = (
    Stage(
        "登记研判",
        ("E_reported", "S_register_sheet", "T_judge", "T_watch", "T_refer", "T_sign_referral", "T_pass_on"),
    ),
    Stage("起草", ("T_draft", "T_co_sign")),
    Stage("审批", ("T_sign_office", "T_sign_leader", "T_oral")),
    Stage("发布", ("T_publish", "T_post", "T_paper", "T_conference")),
    Stage("跟踪", ("T_follow_up",)),
    Stage("评估结案", ("T_evaluate",)),
    Stage("归档", ("T_archive",)),
)
ACTS = (
    CaseAct("调整等级", "concerns.ask_level", "sliders", Permission.PUBLISH, may_regrade),
    CaseAct("撤回发布", "concerns.ask_withdrawal", "x-circle", Permission.PUBLISH, something_stands),
)
NOT_MET = "结案时没有完成"
TONES = {
    Phase.MET: "green", Phase.MISSED: "red", Phase.OVERDUE: "red", Phase.ENDED: "plain", Phase.DUE_SOON: "warm",
    Phase.DUE_TODAY: "warm",
}  # fmt: skip


def facts_of(case: Case) -> Sequence[Fact]:
    """What is on record, in the order of the form."""
    one = concern_of(case)
    found = [
        Fact("来源", SOURCES[one.source]), Fact("关切类别", KINDS[one.kind]), Fact("链接", one.link, wide=True),
        Fact("取证时间", moment_words(one.captured_at)), Fact("事发地点", one.place),
        Fact("事件发生时间", moment_words(one.happened_at)), Fact("获知时间", moment_words(one.known_at)),
        Fact("信息出现时间", moment_words(one.appeared_at)), Fact("性质", nature_words(one)),
        Fact("等级", LEVELS[one.level]), Fact("等级理由", one.level_reason, wide=True),
        Fact("有关政策", one.policy, wide=True), Fact("内容摘要", one.detail, wide=True),
        Fact("研判结论", JUDGEMENTS.get(one.judgement, "")), Fact("研判理由", one.judgement_reason, wide=True),
        Fact("会同单位", unit_names(one.co_unit_ids)), Fact("新闻发言人", one.spokesman),
        Fact("移送", passed_words(one) if one.passed_to else ""),
        Fact("新闻发布会", _conference(one)), Fact("评估意见", one.evaluation, wide=True),
    ]  # fmt: skip
    return [fact for fact in found if fact.value]


def _conference(one: Any) -> str:
    if one.conference_at is not None:
        return f"{moment_words(one.conference_at)}　{one.conference_place}"
    return f"没有举行：{one.conference_why_not}" if one.conference_why_not else ""


def panel_of(case: Case, today: date) -> dict[str, Any]:
    """All limits at once, and the statements."""
    return {
        "limits": [_limit(case, clock) for clock in clocks.clocks_of(case).clocks],
        "statements": [_statement(case, one) for one in statements_of(case)],
    }


def _limit(case: Case, clock: Clock) -> dict[str, str]:
    now = timekeeping.now()
    phase = of_clock(clock, now)
    words = PHASE_WORDS[phase]
    if clock.is_live and not case.is_open:  # a conference that was not held, for its reason
        phase, words = Phase.ENDED, NOT_MET
    elif clock.is_live:
        apart = abs(clock.due_at - now)
        said = "逾期" if phase is Phase.OVERDUE else "剩"
        words = f"{said} {apart // ONE_HOUR} 小时 {apart % ONE_HOUR // (ONE_HOUR / 60)} 分"
    return {
        "title": clock.title, "words": words, "tone": TONES.get(phase, "plain"), "due": moment_words(clock.due_at),
        "why": clock.ended_by, "hours": f"{clock.time_limit} 小时",
    }  # fmt: skip


def _statement(case: Case, one: Statement) -> dict[str, Any]:
    """Where it stands, how it was approved, what it corrects."""
    voice = ""
    if one.oral_at is not None and one.oral_by is not None:
        paper = "书面审批待补" if one.lacks_paper else f"书面审批 {moment_words(one.paper_signed_at)}"
        voice = f"{one.oral_by.name} {moment_words(one.oral_at)} 口头批准，{paper}"
    return {
        "number": one.number, "kind": STATEMENT_KINDS.get(one.kind, ""), "headline": one.headline,
        "href": _where_it_reads(case, one), "at": moment_words(one.published_at), "voice": voice,
        "withdrawn": withdrawn_words(one),
        "corrects": f"更正第 {one.corrects.number} 次发布" if one.corrects else "",
    }  # fmt: skip


def _where_it_reads(case: Case, one: Statement) -> str:
    """As the public reads it; before that, the text that is signed, approved by voice and published."""
    if one.publication_id:
        return url_for("portal.publication", publication_id=one.publication_id)
    text = versions.current_versions(case).get(one.slot)
    return text_url(case, text) if text is not None else ""

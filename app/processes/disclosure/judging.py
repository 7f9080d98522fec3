"""逐步判断 as it stands on record: what is proposed, what was decided, how signers and readers of the case see it."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from app.casework.acts.once import forget_one, once_in_act
from app.casework.contract.platform import platform
from app.casework.models import Case
from app.casework.run.decisions import decided
from app.casework.terms import clocks
from app.database import db
from app.law.errors import InvalidInput
from app.law.items import combined, report_row
from app.law.judging import KEYS, Answers, next_question, way
from app.law.outcomes import BY_ITEMS, OUTCOMES
from app.law.remedies import REMEDY_CLASSES
from app.processes.disclosure.decisions import labelled
from app.processes.disclosure.models import DisclosureRequest, Judgement
from app.processes.disclosure.no_matter import was_cut_short
from app.processes.disclosure.rare import RARE
from app.processes.disclosure.standing_replies import decided_in

TABLE = "judgement"
WHOLE = 1
"""The number of the judgement of a request that was not split; an item says what it asks."""
_of_case = select(Judgement).where(Judgement.case_id == bindparam("of_case")).order_by(Judgement.number)


def judgements_of(case: Case) -> list[Judgement]:
    """That of the whole request, or those of its items in their order."""
    return once_in_act(_kept(case.id), lambda: _read(case.id))


def _read(case_id: int) -> list[Judgement]:
    if not RARE.may_have(Judgement, case_id):
        return []
    return list(db.session.scalars(_of_case, {"of_case": case_id}))


def forget_judgements(case_id: int) -> None:
    """After one was added, left out or renumbered."""
    forget_one(_kept(case_id))


def _kept(case_id: int) -> str:
    return f"judgements of case {case_id}"


def items_of(case: Case) -> list[Judgement]:
    """The items into which the request was split; none means that it is judged as a whole."""
    return [one for one in judgements_of(case) if one.is_item]


def judgement_of(case: Case, number: int) -> Judgement | None:
    """One by its number; the whole request has one from the first answer on."""
    return next((one for one in judgements_of(case) if one.number == number), None)


def proposal(case: Case, answers: Answers) -> str:
    """The outcome that the decision table of the case makes of these answers; empty before all are given."""
    if next_question(answers) is not None:
        return ""
    return str(decided(case, TABLE, {**dict.fromkeys(KEYS, ""), **answers})["outcome"])


def decided_code(case: Case) -> str:
    """What the judgement came to: the outcome of the whole, or of all items together; empty where none is concluded.

    Raises InvalidInput when some items are still to be judged.
    """
    known = judgements_of(case)
    items = [one for one in known if one.is_item]
    if not items:
        return known[0].outcome if known else ""
    if open_ones := [str(one.number) for one in items if not one.is_concluded]:
        words = f"第 {'、'.join(open_ones)} 项还没有判断，请先完成逐步判断"
        raise InvalidInput(words, fields={"outcome": words})
    return combined([(one.outcome, one.ground) for one in items])


def item_codes(request: DisclosureRequest) -> list[str]:
    """The outcomes of the items, where the reply goes item by item."""
    return [one.outcome for one in items_of(request.case)] if request.outcome in BY_ITEMS else []


def report_row_of(request: DisclosureRequest) -> str:
    """The row of the annual report in which this request counts, by the values of its day.

    Empty before a decision, and where the case was ended by force before anybody was told of it.
    """
    if not request.outcome or was_cut_short(request):
        return ""
    day = request.case.received_on or request.arrived_on
    codes = [one.outcome for one in items_of(decided_in(request))] if request.outcome in BY_ITEMS else []
    return report_row(request.outcome, codes, clocks.parameters_of(request.case).on(day))


def words_of(one: Judgement) -> str:
    """One judgement in a sentence: the way of the answers, the proposal, the departure with its reason."""
    steps = "；".join(
        f"{asked.step}：{chosen.label}" for asked, chosen in way(one.answers) if chosen is not None
    )
    name = _name(one)
    if not one.is_concluded:
        return f"{name}：{steps or '还没有回答'}（没有完成）"
    who = f"{one.judged_by.name}判断" if one.judged_by else "判断"
    return f"{name}：{steps}。{who}为“{labelled(OUTCOMES[one.outcome])}”{_departure(one)}{_undivided(one)}"


def words_of_answer(one: Judgement, question: str) -> str:
    """The answer just given to a question, as the record of the case tells it: the others have their lines."""
    given = next(
        f"{asked.step}：{chosen.label}"
        for asked, chosen in way(one.answers)
        if asked.key == question and chosen is not None
    )
    return f"{_name(one)}，{given}"


def _name(one: Judgement) -> str:
    return f"第 {one.number} 项“{one.asked}”" if one.is_item else "逐步判断"


def _departure(one: Judgement) -> str:
    if one.outcome == one.proposed:
        return ""
    return f"，不同于建议的“{OUTCOMES[one.proposed].title}”，理由：{one.why_departed}"


def _undivided(one: Judgement) -> str:
    return f"；不能区分处理：{one.why_whole}" if one.why_whole else ""


def summary_for_signers(case: Case, code: str) -> Sequence[str]:
    """The answers as reviewers and signers read them; that nobody went through the questions is said as well."""
    known = judgements_of(case)
    if known or not code:
        return [words_of(one) for one in known]
    return ["没有逐步判断，处理决定由承办人直接选定"]


def consequences(code: str) -> list[tuple[str, str]]:
    """What follows from an outcome (怎么答): letter, articles, remedy, row of the report; as rows of a table."""
    found = OUTCOMES[code]
    return [
        ("处理决定", found.title), ("文书", platform().catalogue.kind(found.letter_kind).name),
        ("依据", found.article or "无专条"), ("要素", found.elements),
        ("救济", REMEDY_CLASSES[found.remedy_class]),
        ("年度报告", REPORT_WORDS.get(found.report_row, "按各项的情况计入")),
    ]  # fmt: skip


REPORT_WORDS = {
    "granted": "（一）予以公开", "partly_granted": "（二）部分公开", "denied_state_secret": "（三）1．属于国家秘密",
    "denied_law_forbids": "（三）2．其他法律行政法规禁止公开", "denied_safety_stability": "（三）3．危及“三安全一稳定”",
    "denied_third_party": "（三）4．保护第三方合法权益", "denied_internal_affairs": "（三）5．属于三类内部事务信息",
    "denied_process": "（三）6．属于四类过程性信息", "denied_enforcement_file": "（三）7．属于行政执法案卷",
    "denied_special_query": "（三）8．属于行政查询事项", "unavailable_not_held": "（四）1．本机关不掌握相关政府信息",
    "unavailable_needs_making": "（四）2．没有现成信息需要另行制作",
    "unavailable_still_unclear": "（四）3．补正后申请内容仍不明确",
    "refused_petition": "（五）1．信访举报投诉类申请", "refused_repeated": "（五）2．重复申请",
    "refused_publication": "（五）3．要求提供公开出版物", "refused_excessive": "（五）4．无正当理由大量反复申请",
    "refused_reissue": "（五）5．要求行政机关确认或重新出具已获取信息",
    "other_clarification_lapsed": "（六）1．无正当理由逾期不补正",
    "other_fee_lapsed": "（六）2．逾期未按收费通知要求缴纳费用", "other_misc": "（六）3．其他",
}  # fmt: skip
"""Row of 表三 (国办公开办函〔2021〕30号) → its words."""

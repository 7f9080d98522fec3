"""All checks of a report, by their codes: E1 to E8, then those of the reviewing offices."""

from collections.abc import Mapping

from app.law.annual_report import beside, due, equations, headings, numbers_in_text, wording
from app.law.annual_report.said import Check, Finding, Said

EQUATIONS: Mapping[str, tuple[str, Check]] = {
    "E1": ("收办平衡", equations.in_equals_out),
    "E2": ("结果合计", equations.handled_is_sum),
    "E3": ("申请人合计", equations.total_is_sum),
    "E4": ("与上年衔接", equations.carried_over_from_last),
    "E5": ("复议诉讼合计", equations.blocks_are_sums),
    "E6": ("正文与表一致", numbers_in_text.text_equals_tables),
    "E7": ("正文分项之和", numbers_in_text.parts_are_sums),
    "E8": ("单位名称", wording.names_are_its_own),
}
"""Code → name and check."""
OTHERS: Mapping[str, tuple[str, tuple[Check, ...]]] = {
    "C06": ("现行有效件数", (equations.in_force_follows,)),
    "C08": ("填写的值", (equations.values_are_numbers,)),
    "C09": ("内容完整", (equations.tables_are_filled, wording.no_part_is_missing)),
    "C10": ("信息处理费", (wording.fee_is_told,)),
    "C11": ("标题", (headings.headings_are_in_order,)),
    "C12": ("前后矛盾", (wording.nothing_contradicts,)),
    "C13": ("其他单位", (wording.others_are_not_named,)),
    "C14": ("年份", (wording.year_is_right,)),
    "C15": ("同比异常", (wording.numbers_do_not_jump,)),
    "C16": ("与上年雷同", (wording.text_is_not_last_years,)),
    "C18": ("规范性文件清单", (beside.documents_follow_their_list,)),
    "C19": ("监督结果", (beside.supervision_is_told,)),
    "C20": ("按期公布", (due.is_in_time,)),
}
NAMES: Mapping[str, str] = {code: name for code, (name, _) in {**EQUATIONS, **OTHERS}.items()}
"""Every check by its code, in a few words."""


def verdicts(said: Said) -> dict[str, bool | None]:
    """E1 to E8: whether it holds; None where the report does not say enough to judge."""
    found = {code: check(said) for code, (_, check) in EQUATIONS.items()}
    return {code: None if faults is None else not faults for code, faults in found.items()}


def faults_of_equations(said: Said) -> list[Finding]:
    """What is wrong by E1 to E8 alone: all that can be asked of a report that comes as an excerpt."""
    return [fault for _, check in EQUATIONS.values() for fault in check(said) or ()]


def faults_of(said: Said) -> list[Finding]:
    """What is wrong with a whole report, the equations first."""
    others = [check for _, checks in OTHERS.values() for check in checks]
    return faults_of_equations(said) + [fault for check in others for fault in check(said) or ()]

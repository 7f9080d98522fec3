"""What a quarterly notice says: each section as paragraphs, made of the figures alone but for what is asked for."""

from collections.abc import Iterable, Mapping, Sequence

from app.law.policy_check import share, told
from app.law.policy_material import Quarter, clean_text
from app.processes.interpretation.statistics import Check, Figures

OVERALL, DEPARTMENTS, FINDINGS, ASKED = "总体情况", "各部门情况", "检查发现的问题", "工作要求"
HEADINGS = (OVERALL, DEPARTMENTS, FINDINGS, ASKED)


def sections_of(check: Check, asked: Sequence[str]) -> dict[str, list[str]]:
    """Heading → paragraphs."""
    return {
        OVERALL: list(_overall(check)), DEPARTMENTS: list(_departments(check)),
        FINDINGS: list(told(check.findings)), ASKED: list(asked),
    }  # fmt: skip


def notice_text(quarter: Quarter, sections: Mapping[str, Sequence[str]]) -> str:
    """The whole notice in the one form in which it is signed."""
    lines = (line for heading in HEADINGS for line in (heading, *sections[heading]))
    return clean_text(f"{quarter.title}政策解读工作情况通报", "\n".join(lines))


def _overall(check: Check) -> Iterable[str]:
    found = check.whole
    taken_back = f"，另有整套撤回 {check.withdrawn} 件（不计入）" if check.withdrawn else ""
    yield f"印发政策文件 {found.documents} 件，标识公开属性 {share(found.marked, found.documents)}{taken_back}"
    yield _explained(found)
    yield (
        f"同步组织（报送时方案、材料齐全）{share(found.organised, found.to_explain)}，"
        f"同步发布并相互关联 {share(found.together, found.explained)}，三同步 {share(found.in_step, found.to_explain)}"
    )
    if found.to_meeting:
        yield f"提请常务会议审议并需解读的，随请示附齐方案、材料 {share(found.to_meeting_with, found.to_meeting)}"
    forms = "，".join(f"{form} {number} 件" for form, number in found.forms.items())
    yield f"文字以外的解读形式 {share(found.several_forms, found.explained)}{f'：{forms}' if forms else ''}"
    yield f"经催办后才启动解读 {found.after_reminder} 件"
    if steps := "、".join(f"{one.title} {one.days} 天（{one.packages} 件）" for one in check.steps):
        yield f"各环节平均用时（自然天数）：{steps}"


def _departments(check: Check) -> Iterable[str]:
    if not check.departments:
        yield "本季度没有印发政策文件"
    for name, one in check.departments:
        more = f"三同步 {one.in_step} 件，多元形式 {one.several_forms} 件"
        yield f"{name}：文件 {one.documents} 件，{_explained(one)}，{more}"


def _explained(found: Figures) -> str:
    return f"应解读 {found.to_explain} 件，已解读 {share(found.explained, found.to_explain)}"

"""What the supervisors' board counts of packages: the running quarter, as numbers."""

from collections.abc import Sequence
from datetime import datetime

from app.casework.acts.once import once
from app.casework.contract.figures import CaseList, Figure, Figures, NumberRow
from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.law.office_time import office_day
from app.law.policy_check import FINDINGS, share
from app.law.policy_material import Quarter
from app.processes.interpretation.statistics import Check, check_of


def _now(organs: set[int], now: datetime) -> Check:
    """The running quarter, read once for all figures of a board."""
    quarter = Quarter.of(office_day(now))
    return once(f"quarter:{quarter.first}:{sorted(organs)}", lambda: check_of(organs, quarter, now))


def this_quarter(organs: set[int], now: datetime) -> Sequence[NumberRow]:
    """文件数、应解读、已解读、三同步、多元解读, and each further form."""
    found = _now(organs, now).whole
    rows = [
        NumberRow("本季度编号的文件", found.documents), NumberRow("应解读", found.to_explain),
        NumberRow("已解读", share(found.explained, found.to_explain)),
        NumberRow("三同步", share(found.in_step, found.to_explain)),
        NumberRow("有文字以外形式的", share(found.several_forms, found.explained)),
    ]  # fmt: skip
    return [*rows, *(NumberRow(form, number) for form, number in found.forms.items())]


def by_department(organs: set[int], now: datetime) -> Sequence[NumberRow]:
    """Each drafting department: its documents, and how many of those to be explained are."""
    return [
        NumberRow(name, f"{one.documents} 件，已解读 {share(one.explained, one.to_explain)}")
        for name, one in _now(organs, now).departments
    ]


def by_step(organs: set[int], now: datetime) -> Sequence[NumberRow]:
    """Days of each step, on average."""
    return [NumberRow(one.title, f"{one.days} 天（{one.packages} 件）") for one in _now(organs, now).steps]


def found_wrong(organs: set[int], now: datetime) -> Sequence[NumberRow]:
    """How many documents each finding is about."""
    kinds = [one.kind for one in _now(organs, now).findings]
    return [NumberRow(title, kinds.count(kind)) for kind, title in FINDINGS.items()]


figures = Figures(
    done="已按时补齐多元解读", late="逾期补齐多元解读",
    lists=(CaseList("open-packages", "在办的成套文件", lambda now: Case.state == CaseState.OPEN),),
    figures=(
        Figure("政策解读（本季度）", this_quarter, note="按文件成文日期计"),
        Figure("各部门的解读（本季度）", by_department),
        Figure("解读各环节用时（本季度）", by_step, note="平均自然天数"),
        Figure("解读检查发现（本季度）", found_wrong, note="件数"),
    ),
)  # fmt: skip

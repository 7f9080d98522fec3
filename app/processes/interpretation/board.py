"""What the supervisors' board counts of packages: the running quarter, as numbers."""

from collections.abc import Sequence
from datetime import datetime

from app.casework.contract.figures import CaseList, Figure, Figures, NumberRow
from app.casework.models import Case
from app.casework.models.cases import CaseState
from app.law.policy_material import Quarter
from app.processes.interpretation.statistics import figures_of


def this_quarter(organs: set[int], now: datetime) -> Sequence[NumberRow]:
    """文件数、应解读、已解读、三同步、多元解读, and each further form."""
    found = figures_of(organs, Quarter.of(now.date()), now)
    rows = [
        NumberRow("本季度编号的文件", found.documents), NumberRow("应解读", found.to_explain),
        NumberRow("已解读", found.explained), NumberRow("同步发布", found.together),
        NumberRow("有文字以外形式的", found.several_forms),
        NumberRow("从报送到编号（平均天数）", "—" if found.days is None else f"{found.days}"),
    ]  # fmt: skip
    return [*rows, *(NumberRow(form, number) for form, number in found.forms.items())]


figures = Figures(
    done="已按时补齐多元解读", late="逾期补齐多元解读",
    lists=(CaseList("open-packages", "在办的成套文件", lambda now: Case.state == CaseState.OPEN),),
    figures=(Figure("本季度", this_quarter, note="按文件编号的日期计"),),
)  # fmt: skip

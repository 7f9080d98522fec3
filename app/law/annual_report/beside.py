"""Checks of what has to stand beside the numbers: other people's lists, and what supervision came to."""

from app.law.annual_report.cells import number
from app.law.annual_report.form import PARTS, cell_name, words_of
from app.law.annual_report.said import Finding, Said

RESULTS_OF_SUPERVISION = {"考核": "工作考核", "评议": "社会评议", "追究": "责任追究结果"}
LISTED = ("issued", "repealed")
LIST = "清单"


def documents_follow_their_list(said: Said) -> list[Finding] | None:
    """C18: numbers of normative documents are those of the list that the judicial office keeps.

    Nothing here has that list; whoever enters the number says in the reason that it was held against it.
    """
    if said.reasons is None:
        return None
    cells = [cell_name("table2", "normative_documents", column) for column in LISTED]
    return [
        Finding("C18", name, f"{words_of(name)}没有写明已与司法行政部门的规范性文件清单核对", is_warning=True)
        for name in cells
        if number(said.cells.get(name)) is not None and LIST not in said.reasons.get(name, "")
    ]


def supervision_is_told(said: Said) -> list[Finding] | None:
    """C19: part 一 tells what 工作考核、社会评议、责任追究 came to (30号, 总体情况之（五）)."""
    text = said.texts.get("section1", "")
    if not text.strip():
        return None
    missing = [words for word, words in RESULTS_OF_SUPERVISION.items() if word not in text]
    place = PARTS["section1"]
    return (
        [Finding("C19", place, f"监督保障情况没有写{'、'.join(missing)}", is_warning=True)] if missing else []
    )

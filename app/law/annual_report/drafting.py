"""The parts in words, drafted with the numbers of the tables, so that text and tables begin as one.

30号: 总体情况 tells of five things; what only the organ can tell stands open, and is found open before it is signed.
"""

from collections.abc import Mapping
from decimal import Decimal

from app.law.annual_report.cells import Cells, Value, kept, number
from app.law.annual_report.form import BLOCKS, TOTAL, cell_name, title_of
from app.law.annual_report.said import FIGURES, Said
from app.law.annual_report.wording import TO_WRITE

OPEN = f"（{TO_WRITE}）"


def draft(organ: str, year: int, cells: Cells, fee: Decimal, contact: str = "") -> dict[str, str]:
    """Preface, 一、五、六; `fee`: 信息处理费 of the year in yuan; `contact`: address, postcode and telephone."""
    said = Said(organ, year, cells)
    return {
        "preface": _preface(organ, year, contact),
        "section1": "\n".join((_published(said), _requested(said), *_open_themes())),
        "section5": OPEN,
        "section6": _fee(fee),
    }


def _preface(organ: str, year: int, contact: str) -> str:
    return (
        f"根据《中华人民共和国政府信息公开条例》和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国"
        f"政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号），现公布{title_of(organ, year)}。"
        "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、"
        "存在的主要问题及改进情况、其他需要报告的事项六部分组成。"
        f"报告统计期限为{year}年1月1日至{year}年12月31日。本报告的电子版可以在本机关政府网站下载。"
        f"如对本报告有疑问，请与{organ}联系{f'（{contact}）' if contact else ''}。"
    )


def _published(said: Said) -> str:
    documents = [
        f"{words}{kept(value)}件"
        for column, words in (
            ("issued", "制发行政规范性文件"), ("repealed", "废止行政规范性文件"), ("in_force", "现行有效行政规范性文件")
        )
        if number(value := said.at("table2", "normative_documents", column)) is not None
    ]  # fmt: skip
    return f"（一）主动公开情况。{'，'.join(documents) + '。' if documents else OPEN}"


def _requested(said: Said) -> str:
    found = {name: rule(said) or Decimal(0) for name, rule in FIGURES.items()}
    results = "、".join(
        f"{words}{found[name]}件"
        for name, words in (
            ("granted", "予以公开"), ("partly_granted", "部分公开"), ("denied", "不予公开"),
            ("unavailable", "无法提供"), ("refused", "不予处理"), ("other", "其他处理"),
        )
    )  # fmt: skip
    disputes = "，".join(f"{words}{_total(said, block)}件" for block, words in _DISPUTES.items())
    return (
        f"（二）依申请公开情况。本年新收政府信息公开申请{found['new']}件，上年结转{found['carried_in']}件；"
        f"办结{found['handled']}件，其中{results}；结转下年度继续办理{found['carried_out']}件。"
        f"因政府信息公开{disputes}。"
    )


_DISPUTES: Mapping[str, str] = dict(
    zip(BLOCKS, ("被申请行政复议", "未经复议直接起诉", "复议后起诉"), strict=True)
)


def _total(said: Said, block: str) -> str | None:
    value: Value = said.cells.get(cell_name("table4", block, TOTAL))
    return kept(number(value) or Decimal(0))


def _open_themes() -> tuple[str, ...]:
    return (
        f"（三）政府信息管理情况。{OPEN}",
        f"（四）政府信息公开平台建设情况。{OPEN}",
        f"（五）监督保障情况（含工作考核、社会评议、责任追究结果）。{OPEN}",
    )


def _fee(fee: Decimal) -> str:
    return f"本年收取信息处理费共计{kept(fee)}元。" if fee > 0 else "本年未收取信息处理费。"

"""The form of the annual report (国办公开办函〔2021〕30号): tables 二、三、四 with their rows and columns as printed.

A cell is named by table, row and column, such as `table3.granted.business`; names are stored, so never renamed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

TOTAL = "total"


@dataclass(frozen=True)
class Line:
    """A row of a table. `code` is empty for a heading; `depth`: how far it is set in."""

    code: str
    title: str
    depth: int = 0


@dataclass(frozen=True)
class Block:
    """A part of table 二: an item of 条例第二十条 with the rows and columns (code → title) under it."""

    title: str
    columns: Mapping[str, str]
    rows: tuple[Line, ...]


MADE = {"issued": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"}
DECISIONS = {"decisions": "本年处理决定数量"}
TABLE_TWO = (
    Block("第二十条第（一）项", MADE, (Line("regulations", "规章"), Line("normative_documents", "行政规范性文件"))),
    Block("第二十条第（五）项", DECISIONS, (Line("licences", "行政许可"),)),
    Block("第二十条第（六）项", DECISIONS, (Line("penalties", "行政处罚"), Line("coercions", "行政强制"))),
    Block("第二十条第（八）项", {"amount": "本年收费金额（单位：万元）"}, (Line("fees", "行政事业性收费"),)),
)  # fmt: skip

APPLICANTS: Mapping[str, str] = {
    "natural_person": "自然人", "business": "商业企业", "research": "科研机构", "public_welfare": "社会公益组织",
    "legal_service": "法律服务机构", "other_org": "其他",
}  # fmt: skip
COLUMNS: Mapping[str, str] = {**APPLICANTS, TOTAL: "总计"}
NEW, CARRIED_IN, HANDLED, CARRIED_OUT = "new", "carried_in", "total_handled", "carried_out"
IDENTITY_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
TABLE_THREE = (
    Line(NEW, "一、本年新收政府信息公开申请数量"),
    Line(CARRIED_IN, "二、上年结转政府信息公开申请数量"),
    Line("", "三、本年度办理结果"),
    Line("granted", "（一）予以公开", 1),
    Line("partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 1),
    Line("", "（三）不予公开", 1),
    Line("denied_state_secret", "1.属于国家秘密", 2),
    Line("denied_law_forbids", "2.其他法律行政法规禁止公开", 2),
    Line("denied_safety_stability", "3.危及“三安全一稳定”", 2),
    Line("denied_third_party", "4.保护第三方合法权益", 2),
    Line("denied_internal_affairs", "5.属于三类内部事务信息", 2),
    Line("denied_process", "6.属于四类过程性信息", 2),
    Line("denied_enforcement_file", "7.属于行政执法案卷", 2),
    Line("denied_special_query", "8.属于行政查询事项", 2),
    Line("", "（四）无法提供", 1),
    Line("unavailable_not_held", "1.本机关不掌握相关政府信息", 2),
    Line("unavailable_needs_making", "2.没有现成信息需要另行制作", 2),
    Line("unavailable_still_unclear", "3.补正后申请内容仍不明确", 2),
    Line("", "（五）不予处理", 1),
    Line("refused_petition", "1.信访举报投诉类申请", 2),
    Line("refused_repeated", "2.重复申请", 2),
    Line("refused_publication", "3.要求提供公开出版物", 2),
    Line("refused_excessive", "4.无正当理由大量反复申请", 2),
    Line("refused_reissue", "5.要求行政机关确认或重新出具已获取信息", 2),
    Line("", "（六）其他处理", 1),
    Line("other_clarification_lapsed", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 2),
    Line("other_fee_lapsed", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 2),
    Line("other_misc", "3.其他", 2),
    Line(HANDLED, "（七）总计", 1),
    Line(CARRIED_OUT, "四、结转下年度继续办理"),
)
RESULTS = tuple(line.code for line in TABLE_THREE if line.depth and line.code not in ("", HANDLED))
"""The 21 rows of 三、本年度办理结果."""
OLD_OTHER = "other_total"
"""The one row 其他处理 of the form of 2019 (60号), in place of three."""

BLOCKS: Mapping[str, str] = {
    "reconsideration": "行政复议",
    "litigation_direct": "行政诉讼（未经复议直接起诉）",
    "litigation_after_reconsideration": "行政诉讼（复议后起诉）",
}
ENDS: Mapping[str, str] = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
}

PARTS: Mapping[str, str] = {
    "preface": "引言",
    "section1": "一、总体情况",
    "section5": "五、存在的主要问题及改进情况",
    "section6": "六、其他需要报告的事项",
}
"""The parts that are written; the tables are 二 to 四."""
TABLE_TITLES: Mapping[str, str] = {
    "table2": "二、主动公开政府信息情况",
    "table3": "三、收到和处理政府信息公开申请情况",
    "table4": "四、政府信息公开行政复议、行政诉讼情况",
}


def title_of(organ: str, year: int) -> str:
    """The title of a report, as published."""
    return f"{organ}{year}年政府信息公开工作年度报告"


def cell_name(table: str, row: str, column: str) -> str:
    """The name of a cell."""
    return f"{table}.{row}.{column}"


def _named() -> Iterator[tuple[str, str]]:
    for block in TABLE_TWO:
        for line in block.rows:
            for column, title in block.columns.items():
                yield cell_name("table2", line.code, column), f"表二“{line.title}”{title}"
    for line in TABLE_THREE:
        for column, title in COLUMNS.items() if line.code else ():
            yield cell_name("table3", line.code, column), f"表三“{line.title}”{title}"
    for block_code, block_title in BLOCKS.items():
        for end, title in {**ENDS, TOTAL: "总计"}.items():
            yield cell_name("table4", block_code, end), f"表四“{block_title}”{title}"


CELLS: Mapping[str, str] = dict(_named())
"""Every cell of the form by its name, in words."""


def words_of(name: str) -> str:
    """A cell or a table in words; the name itself for one of an older form."""
    return CELLS.get(name) or TABLE_TITLES.get(name, name)


def is_sum(name: str) -> bool:
    """Whether the form adds the cell up from others, so that nobody enters it."""
    table, row, column = name.split(".")
    return (table != "table2" and column == TOTAL) or (table == "table3" and row == HANDLED)

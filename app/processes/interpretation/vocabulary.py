"""Words of policy packages that are stored. Values are never renamed."""

from app.office.vocabulary import TitledEnum

PROCESS = "interpretation"
PREFIX = "ZC"


class DocumentKind(TitledEnum):
    """Which documents are explained (云政办发〔2023〕13号)."""

    NORMATIVE = "normative", "行政规范性文件"
    CONCERNS_RIGHTS = "concerns_rights", "涉及权利义务、社会关注或者专业性强的其他文件"
    OTHER = "other", "其他文件"


class Road(TitledEnum):
    """Whether the document is explained; the diagram asks for it."""

    EXPLAIN = "explain", "需要解读"
    EXEMPT = "exempt", "无需解读"


class CoSigning(TitledEnum):
    """Whether other departments co-sign; the diagram asks for it."""

    NO = "no", "不需要会签"
    CHOOSE = "choose", "选定会签部门"
    AGAIN = "again", "由原会签部门重新会签"


DOCUMENT, PLAN, MATERIAL = "document", "plan", "material"
"""The slots of the texts that are signed together."""
NOTICE = "notice"
"""The slot of a quarterly notice, which is a case of its own."""
DOCUMENT_KIND, MATERIAL_KIND, ANSWER_KIND = "policy_document", "policy_interpretation", "policy_answer"
"""What stands in public."""

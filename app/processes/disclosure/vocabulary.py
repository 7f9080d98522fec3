"""Words of disclosure requests that are stored. Values are never renamed."""

from app.law.receipt import CHANNEL_WORDS, Channel
from app.office.vocabulary import TitledEnum


class Matter(TitledEnum):
    """What a case is about; the diagram parts by it at once."""

    APPLICATION = "application", "公开申请"
    CORRECTION = "correction", "更正申请"  # 条例第四十一条
    REDO = "redo", "重新答复"  # 复议决定、判决责令，或者自行纠正


class ApplicantKind(TitledEnum):
    """自然人, or one of the five kinds of 法人或其他组织 of the annual report (国办公开办函〔2021〕30号)."""

    NATURAL_PERSON = "natural_person", "自然人"
    BUSINESS = "business", "商业企业"
    RESEARCH = "research", "科研机构"
    PUBLIC_WELFARE = "public_welfare", "社会公益组织"
    LEGAL_SERVICE = "legal_service", "法律服务机构"
    OTHER_ORG = "other_org", "其他组织"

    @property
    def for_letters(self) -> str:
        """How the letters tell applicants apart."""
        return "natural_person" if self is ApplicantKind.NATURAL_PERSON else "organisation"


class IdentityDocument(TitledEnum):
    """身份证明（条例第二十九条）."""

    RESIDENT_ID = "resident_id", "居民身份证"
    CREDIT_CODE = "credit_code", "统一社会信用代码"
    PASSPORT = "passport", "护照"
    OTHER = "other", "其他有效证件"


class ReplyWay(TitledEnum):
    """How the applicant wants the reply (提供途径)."""

    PORTAL = "portal", "网上领取"
    POST = "post", "邮寄"
    IN_PERSON = "in_person", "当面领取"
    EMAIL = "email", "电子邮件"


class ReplyForm(TitledEnum):
    """In which form the information is wanted (提供形式)."""

    ELECTRONIC = "electronic", "电子件"
    PAPER = "paper", "纸质件"
    DISC = "disc", "光盘、磁盘"
    INSPECT = "inspect", "当场查阅、抄录"
    EITHER = "either", "均可"


CHANNEL_OPTIONS: dict[str, str] = {channel.value: CHANNEL_WORDS[channel] for channel in Channel}
"""All channels with their words, for forms."""

CHANNEL_ON_LETTERS: dict[str, str] = {
    Channel.IN_PERSON: "当面", Channel.ORAL: "口头", Channel.REGISTERED_MAIL: "邮寄", Channel.ORDINARY_MAIL: "平信",
    Channel.ONLINE: "互联网", Channel.FAX: "传真", Channel.EMAIL: "电子邮件",
}  # fmt: skip

"""What an application lacks of 条例第二十九条第二款, as it came: registered all the same, and named by the 补正.

Nothing here refuses a registration: 第三十条 answers what is missing or unclear with a notice, said once and whole.
"""

from dataclasses import dataclass
from enum import StrEnum


class Gap(StrEnum):
    """One requirement that an application does not meet."""

    IDENTITY = "identity"
    IDENTITY_MISFIT = "identity_misfit"
    CONTACT = "contact"
    FORM = "form"
    WAY = "way"
    ADDRESS = "address"
    EMAIL = "email"
    AUTHORITY = "authority"


ITEMS: dict[Gap, str] = {
    Gap.IDENTITY: "身份证明：请提供有效身份证件的种类和号码（条例第二十九条第二款第一项）",
    Gap.IDENTITY_MISFIT: "身份证明：所写证件号码与证件的编码规则不符，请核对后重新提供（条例第二十九条第二款第一项）",
    Gap.CONTACT: "联系方式：请提供联系电话、通信地址或者电子邮箱（条例第二十九条第二款第一项）",
    Gap.AUTHORITY: (
        "代理或者监护的证明：委托他人代为申请的，请提供申请人签名或者盖章的授权委托书；监护人代未成年人等被监护人申请的，"
        "请提供户口簿、出生医学证明等证明监护关系的材料（条例第二十九条第二款第一项）"
    ),
    Gap.FORM: "提供形式：请写明需要纸质件、电子件还是当场查阅（条例第二十九条第二款第三项）",
    Gap.WAY: "获取途径：请写明邮寄、当面领取或者电子邮件（条例第二十九条第二款第三项）",
    Gap.ADDRESS: "通信地址：选择邮寄的，请提供通信地址（条例第二十九条第二款第三项）",
    Gap.EMAIL: "电子邮箱：选择电子邮件的，请提供电子邮箱（条例第二十九条第二款第三项）",
}
"""How the notice asks for it: one item each.

A guardian represents by law (民法典第二十三条): nobody asks a child for a signed authority.
"""

SHORT: dict[Gap, str] = {
    Gap.IDENTITY: "身份证明", Gap.IDENTITY_MISFIT: "正确的证件号码", Gap.CONTACT: "联系方式", Gap.FORM: "提供形式",
    Gap.WAY: "获取途径", Gap.ADDRESS: "通信地址", Gap.EMAIL: "电子邮箱", Gap.AUTHORITY: "代理或者监护的证明",
}  # fmt: skip
NEEDS_A_REASON = frozenset({Gap.IDENTITY, Gap.IDENTITY_MISFIT, Gap.CONTACT, Gap.AUTHORITY})
"""Who takes an application on without these says why (第一项); 第三项 only serves the applicant's own wish."""


@dataclass(frozen=True)
class Stated:
    """What an application says of these, as registered."""

    has_identity_document: bool
    has_identity_number: bool
    identity_number_fits: bool
    has_telephone: bool
    has_address: bool
    has_email: bool
    says_form: bool
    reply_way: str
    lacks_authority: bool = False  # somebody acts for the applicant, and no proof of it came


def gaps_of(stated: Stated) -> tuple[Gap, ...]:
    """What is missing, in the order of the article."""
    return tuple(gap for gap, is_missing in _judged(stated).items() if is_missing)


def _judged(stated: Stated) -> dict[Gap, bool]:
    has_identity = stated.has_identity_document and stated.has_identity_number
    return {
        Gap.IDENTITY: not has_identity,
        Gap.IDENTITY_MISFIT: has_identity and not stated.identity_number_fits,
        Gap.CONTACT: not (stated.has_telephone or stated.has_address or stated.has_email),
        Gap.AUTHORITY: stated.lacks_authority,
        Gap.FORM: not stated.says_form,
        Gap.WAY: not stated.reply_way,
        Gap.ADDRESS: stated.reply_way == "post" and not stated.has_address,
        Gap.EMAIL: stated.reply_way == "email" and not stated.has_email,
    }


def items_of(gaps: tuple[Gap, ...]) -> list[str]:
    """What the notice asks for, one item each."""
    return [ITEMS[gap] for gap in gaps]


def words_of(gaps: tuple[Gap, ...]) -> str:
    """The same in a few words, for pages; empty when nothing is missing."""
    return "、".join(SHORT[gap] for gap in gaps)


def needs_reason(gaps: tuple[Gap, ...]) -> bool:
    """Whether taking it on as it is asks for a reason."""
    return not NEEDS_A_REASON.isdisjoint(gaps)

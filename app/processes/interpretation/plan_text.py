"""The plan (解读方案) as a text that is signed: everything of the forms that binds, in one fixed order."""

from collections.abc import Iterable

from app.law.policy_material import CLAUSES, FORMS, OPENNESS_WORDS, Openness, clean_text, named
from app.processes.interpretation.models import PolicyPackage
from app.processes.interpretation.posting import channel_words
from app.processes.interpretation.vocabulary import DocumentKind, Road


def plan_text(package: PolicyPackage, title: str) -> str:
    """公开属性 with its reason for every document; the plan for one that is explained, else why it is not."""
    return clean_text(f"{named(title)}解读方案", "\n".join(_lines(package)))


def _lines(package: PolicyPackage) -> Iterable[str]:
    yield f"文件类别：{DocumentKind(package.kind).title_zh}"
    yield f"公开属性：{OPENNESS_WORDS[Openness(package.openness)]}，理由：{package.openness_reason}"
    if package.openness == Openness.REFUSED:
        yield f"不予公开的依据：{CLAUSES[package.openness_clause]}"
    if package.road == Road.EXEMPT:
        yield f"无需解读，理由：{package.exempt_reason}"
        return
    day = package.planned_on.isoformat() if package.planned_on else "未定"
    yield f"第一解读人：{package.first_interpreter or '未定'}　{package.interpreter_post}"
    yield f"解读日期：{day}"
    if package.material_title:
        yield f"解读标题：{package.material_title}"
    yield f"发布渠道：{channel_words(package.channels) or '未定'}"
    yield f"解读形式：{'、'.join(['文字解读', *(FORMS[one] for one in package.forms)])}"
    yield f"联系人：{package.contact or '未定'}　{package.contact_telephone}"
    yield f"解读提纲：{package.outline or '未写'}"

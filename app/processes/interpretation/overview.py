"""What the case page shows of a package: facts in the order of the forms, stages of the way."""

from collections.abc import Iterable

from app.casework.contract.rows import Fact, Stage
from app.casework.models import Case
from app.law.policy_material import CLAUSES, FORMS, OPENNESS_WORDS, Openness, named
from app.processes.interpretation.further_forms import further_of
from app.processes.interpretation.models import FurtherForm, PolicyPackage
from app.processes.interpretation.package import notice_of, package_of
from app.processes.interpretation.posting import channel_words
from app.processes.interpretation.questions import question_of
from app.processes.interpretation.vocabulary import DocumentKind, Road

STAGES = (
    Stage("起草", ("T_document", "T_plan", "T_material", "T_exempt")),
    Stage("同步组织", ("T_gate", "S_return", "S_plan")),
    Stage("会签", ("T_choose", "T_co_sign", "S_still", "T_revise")),
    Stage("审查", ("T_legal", "T_secrecy", "T_openness", "S_request")),
    Stage("签发", ("T_sign_leader",)),
    Stage("编号", ("T_number",)),
    Stage("同步部署", ("T_deploy",)),
    Stage("渠道和多元解读", ("T_post", "T_further", "T_check_further", "S_further")),
    Stage("办结归档", ("S_close", "T_archive", "S_archive")),
)
END = Stage("办结归档", ("S_close", "S_close_question", "T_archive", "S_archive"))
OF_A_QUESTION = (
    Stage("答复", ("T_answer",)),
    Stage("审核", ("T_check_answer",)),
    Stage("公开", ("S_publish_answer",)),
    END,
)
OF_A_NOTICE = (
    Stage("拟写", ("T_notice",)),
    Stage("签发", ("T_sign_notice",)),
    Stage("印发", ("S_notice",)),
    END,
)


def stages_of(case: Case) -> tuple[Stage, ...]:
    """The way of a package, of a reader's question, of a quarterly notice."""
    if question_of(case) is not None:
        return OF_A_QUESTION
    return OF_A_NOTICE if notice_of(case) is not None else STAGES


def facts_of(case: Case) -> list[Fact]:
    """What is recorded, only what is known already."""
    if question := question_of(case):
        gone = "（已撤回，答复不再公开）" if question.publication.withdrawn_at else ""
        asked = Fact("所问文件", f"{question.publication.headline}{gone}", wide=True)
        return [asked, Fact("问题", question.question, wide=True), Fact("答复", question.answer, wide=True)]
    if notice := notice_of(case):
        return [Fact(heading, "；".join(lines), wide=True) for heading, lines in notice.sections.items()]
    package = package_of(case)
    found = [*_document(package), *_plan(package), *_deployment(package)]
    return [*found, *(Fact(FORMS[one.form], _further(one), wide=True) for one in further_of(case))]


def _further(one: FurtherForm) -> str:
    """All that there is of a further form: the office reads it here before it lets it pass."""
    files = "、".join(document.filename for document in one.documents)
    return "\n".join(part for part in (named(one.title), one.text, one.address, files) if part)


def _document(package: PolicyPackage) -> Iterable[Fact]:
    if not package.kind:
        return
    clause = f"（{CLAUSES[package.openness_clause]}）" if package.openness_clause else ""
    yield Fact("文件类别", DocumentKind(package.kind).title_zh)
    yield Fact("解读", Road(package.road).title_zh)
    yield Fact("公开属性", f"{OPENNESS_WORDS[Openness(package.openness)]}{clause}", wide=True)
    yield Fact("认定理由", package.openness_reason, wide=True)
    if package.exempt_reason:
        yield Fact("无需解读的理由", package.exempt_reason, wide=True)


def _plan(package: PolicyPackage) -> Iterable[Fact]:
    if package.first_interpreter:
        yield Fact("第一解读人", f"{package.first_interpreter}　{package.interpreter_post}".strip())
    if package.planned_on:
        yield Fact("解读日期", f"{package.planned_on:%Y-%m-%d}")
    if package.channels:
        yield Fact("发布渠道", channel_words(package.channels), wide=True)
    if package.forms:
        yield Fact("其他解读形式", "、".join(FORMS[one] for one in package.forms), wide=True)
    if package.missing_at_first:
        yield Fact("首次报送时所缺", "；".join(package.missing_at_first), wide=True)


def _deployment(package: PolicyPackage) -> Iterable[Fact]:
    if package.document_number:
        yield Fact("发文字号", package.document_number)
    if package.numbered_on:
        yield Fact("成文日期", f"{package.numbered_on:%Y-%m-%d}")
    if package.planned_at:
        yield Fact("同步发布", f"{package.planned_at:%Y-%m-%d %H:%M}")
    if package.withdrawn_at:
        yield Fact("整套撤回", f"{package.withdrawn_at:%Y-%m-%d %H:%M}　{package.withdrawn_why}", wide=True)

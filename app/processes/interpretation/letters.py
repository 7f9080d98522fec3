"""Letters of policy packages: what each says is taken from the record."""

from datetime import date
from typing import Any

from markupsafe import Markup

from app.casework.acts.act import Act
from app.casework.letters import issuing
from app.casework.letters.issuing import Recipient
from app.casework.letters.kinds import text_for
from app.casework.models import Case, IssuedLetter
from app.casework.models.letters import DeliveryMethod
from app.casework.texts import sheet
from app.law.policy_material import FORMS, OPENNESS_WORDS, Openness, Quarter, inside, named
from app.letters import preview_html
from app.processes.interpretation.models import Return
from app.processes.interpretation.notice_text import ASKED, DEPARTMENTS, FINDINGS, OVERALL
from app.processes.interpretation.package import material_title, package_of
from app.processes.interpretation.posting import channel_words
from app.processes.interpretation.vocabulary import DocumentKind, Road

CHECK_NOTICE, REQUEST = "policy_check_notice", "policy_request"
ALL_DEPARTMENTS = "各乡镇人民政府，各有关部门"
NOTICE_FACTS = {OVERALL: "overall", DEPARTMENTS: "departments", FINDINGS: "findings", ASKED: "asked"}
"""Section of the notice → fact of the letter."""


def department(case: Case) -> str:
    """Who drafts and explains."""
    unit = case.handling_unit or case.organ
    return unit.name


def _to(name: str) -> Recipient:
    return Recipient(name, "organisation", DeliveryMethod.IN_PERSON)


def issue_return(act: Act, returned: Return) -> IssuedLetter:
    """退文函 to the drafting department, handed over in the house."""
    case = act.the_case
    facts: dict[str, Any] = {
        "addressed_organ": department(case), "document_title": inside(case.title),
        "reason": returned.reason,
    }  # fmt: skip
    if returned.missing:
        facts["missing"] = returned.missing
    return issuing.issue(act, "policy_return", facts, _to(department(case)))


def make_plan(act: Act) -> IssuedLetter:
    """解读方案; for a document that is not explained it says why."""
    case, package = act.the_case, package_of(act.the_case)
    explained = package.road == Road.EXPLAIN
    facts: dict[str, Any] = {
        "document_title": case.title, "department": department(case),
        "document_kind": DocumentKind(package.kind).title_zh,
        "openness": f"{OPENNESS_WORDS[Openness(package.openness)]}。{package.openness_reason}",
        "exempt_reason": package.exempt_reason,
    }  # fmt: skip
    if explained:
        interpreter = f"{package.first_interpreter}　{package.interpreter_post}".strip()
        contact = f"{package.contact}　{package.contact_telephone}".strip()
        facts |= {
            "first_interpreter": interpreter, "planned_on": package.planned_on, "outline": package.outline,
            "channels": channel_words(package.channels), "contact_person": contact,
            "forms": "、".join(["文字解读", *(FORMS[one] for one in package.forms)]),
        }  # fmt: skip
    known = {name: value for name, value in facts.items() if value}
    return issuing.issue(act, "policy_plan", known, _to(department(case)))


def issue_check_notice(act: Act, quarter: Quarter, sections: dict[str, list[str]]) -> IssuedLetter:
    """通报 to all who draft documents in the name of the organ."""
    return issuing.issue(act, CHECK_NOTICE, _notice_facts(quarter, sections), _to(ALL_DEPARTMENTS))


def notice_preview(case: Case, quarter: Quarter, sections: dict[str, list[str]], on: date) -> Markup:
    """The notice as it would read, its number still blank."""
    organ = case.organ_on(on)
    kind, _variant = text_for(organ, CHECK_NOTICE, on)
    return preview_html(kind, {**issuing.standing_facts(organ), **_notice_facts(quarter, sections)})


def _notice_facts(quarter: Quarter, sections: dict[str, list[str]]) -> dict[str, Any]:
    return {"addressed_organ": ALL_DEPARTMENTS, "quarter": quarter.title,
            **{NOTICE_FACTS[heading]: lines for heading, lines in sections.items()}}  # fmt: skip


def make_request(act: Act) -> IssuedLetter:
    """请示 to the meeting, with what goes with it named."""
    case, package = act.the_case, package_of(act.the_case)
    title = case.title
    with_it = [title]
    if package.road == Road.EXPLAIN:
        with_it += [f"{named(title)}解读方案", material_title(case)]
    facts = {
        "addressed_organ": f"{case.organ.name}常务会议", "document_title": inside(title),
        "department": department(case), "enclosed": with_it,
    }  # fmt: skip
    same = [
        one for one in issuing.letters_of(case) if one.kind == REQUEST and facts.items() <= one.facts.items()
    ]
    return same[-1] if same else issuing.issue(act, REQUEST, facts, _to(case.organ.name))


def keep_signature_sheet(act: Act) -> IssuedLetter:
    """审签单 for the file: who signed which version, what fell and why, as it stands when the document is numbered."""
    case = act.the_case
    return issuing.issue(act, sheet.KIND, sheet.sheet_facts(case, act.today), _to(case.organ.name))

"""The check before a draft is sent to be signed: what is complete and what is open (拟写答复的提交前检查)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from app.casework import letters
from app.casework.documents import documents_of
from app.casework.models import Case
from app.casework.models.documents import DocumentOrigin
from app.law.errors import InvalidInput
from app.letters import preview_html
from app.letters.catalogue import LetterKind
from app.processes.disclosure import draft_form
from app.processes.disclosure.letters import preview_facts, reply_text
from app.processes.disclosure.registration import request_of

KNOWN_AT_ISSUE = frozenset({"document_number", "verification_code", "verification_url", "issued_on"})
GIVEN = {
    "received_on": "收到日期", "request_content": "申请内容", "remedy": "救济告知", "applicant_name": "申请人",
    "telephone": "联系电话",
}  # fmt: skip
Check = dict[str, Any]


def facts_as_typed(
    case: Case, kind: LetterKind, on: date, values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The letter's facts with what is typed now, and what is malformed in it."""
    own = draft_form.own_facts(kind)
    known = {name: value for name, value in preview_facts(case, on).items() if name not in own}
    malformed: dict[str, str] = {}
    typed: dict[str, Any] = {}
    for name in own:
        try:
            typed |= draft_form.facts_from(
                kind, {draft_form.PREFIX + name: values.get(draft_form.PREFIX + name)}
            )
        except InvalidInput as refused:
            malformed |= {key.removeprefix(draft_form.PREFIX): words for key, words in refused.fields.items()}
    return {**known, **typed}, malformed


def preview_as_typed(case: Case, on: date, values: Mapping[str, Any]) -> Markup:
    """The reply with what is typed, blanks visible."""
    kind = reply_text(request_of(case), on)
    facts, _malformed = facts_as_typed(case, kind, on, values)
    return preview_html(kind, facts)


def checks_of(case: Case, on: date, values: Mapping[str, Any]) -> list[Check]:
    """One row per fact that the drafter owes, then what the system adds, then papers and time."""
    kind = reply_text(request_of(case), on)
    facts, malformed = facts_as_typed(case, kind, on, values)
    problems = {**letters.problems_of(kind, facts), **malformed}
    rows = [_own_row(name, field.title, problems) for name, field in draft_form.own_facts(kind).items()
            if field.is_required(facts) or name in problems]  # fmt: skip
    given = [_given_row(name, words, problems) for name, words in GIVEN.items() if name in kind.facts]
    rest = [{"words": "其他要素", "ok": False, "must": True, "note": words} for name, words in problems.items()
            if name not in draft_form.own_facts(kind) and name not in GIVEN and name not in KNOWN_AT_ISSUE]  # fmt: skip
    return [*rows, *given, *rest, *_attachment_row(case, facts), *_time_row(case, on)]


def _own_row(name: str, title: str, problems: Mapping[str, str]) -> Check:
    return {"words": title, "ok": name not in problems, "must": True, "href": f"#f-{draft_form.PREFIX}{name}",
            "note": problems.get(name, "")}  # fmt: skip


def _given_row(name: str, words: str, problems: Mapping[str, str]) -> Check:
    return {
        "words": f"{words}（系统写入）",
        "ok": name not in problems,
        "must": True,
        "note": problems.get(name, ""),
    }


def _attachment_row(case: Case, facts: Mapping[str, Any]) -> list[Check]:
    if facts.get("provision") != "attached":
        return []
    is_there = any(paper.origin == DocumentOrigin.ATTACHMENT for paper in documents_of(case))
    return [
        {
            "words": "答复附件",
            "ok": is_there,
            "must": False,
            "note": "" if is_there else "随答复书提供的，请先由受理岗添加附件",
        }
    ]


def _time_row(case: Case, on: date) -> list[Check]:
    if case.due_on is None or on <= case.due_on:
        return []
    return [{"words": "已超过答复期限", "ok": False, "must": False, "note": "制发时须写明超期原因"}]

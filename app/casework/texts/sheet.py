"""审签单: all texts of a case with their hashes, all opinions on them, and why those fell that stand no more."""

from datetime import date, datetime
from typing import Any

from app.casework.models import Case, Opinion, TextVersion
from app.casework.texts.signatures import Signature, signatures_of
from app.casework.texts.versions import slots_of, versions_of
from app.law.office_time import OFFICE_OFFSET
from app.letters import render
from app.letters.catalogue import LetterKind

KIND = "signature_sheet"
GROUP = 16  # figures of a hash in one piece


def sheet_facts(case: Case, on: date) -> dict[str, Any]:
    """The facts of the letter `signature_sheet`; a process may issue it, anybody who reads the case may print it."""
    titles = {slot.key: slot.title for slot in slots_of(case)}
    versions = sorted(versions_of(case), key=lambda one: ([*titles, one.slot].index(one.slot), one.number))
    newest = {version.slot: version for version in versions}
    return {
        "organ_name": case.organ.name, "case_number": case.number, "made_on": on, "case_title": case.title,
        "texts": [_text(one, titles, newest[one.slot]) for one in versions],
        "opinions": [_opinion(one, titles, newest) for one in signatures_of(case, on)],
    }  # fmt: skip


def printed_sheet(case: Case, kind: LetterKind, on: date) -> bytes:
    """The sheet as PDF, as it stands on that day."""
    return render(kind, sheet_facts(case, on))


def _text(version: TextVersion, titles: dict[str, str], newest: TextVersion) -> dict[str, Any]:
    state = (
        "（不再使用）"
        if version.discarded_at is not None
        else "（已修改）"
        if newest.id != version.id
        else ""
    )
    pieces = [version.content_hash[at : at + GROUP] for at in range(0, len(version.content_hash), GROUP)]
    return {
        "title": titles.get(version.slot, version.slot), "version": f"第 {version.number} 版{state}",
        "author": version.author.name if version.author else "系统", "at": _moment(version.made_at),
        "sha256": " ".join(pieces),
    }  # fmt: skip


def _opinion(given: Signature, titles: dict[str, str], newest: dict[str, TextVersion]) -> dict[str, Any]:
    opinion = given.opinion
    signed = sorted(opinion.texts, key=lambda one: [*titles, one.slot].index(one.slot))
    on = "、".join(f"{titles.get(one.slot, one.slot)}第 {one.number} 版" for one in signed)
    return {
        "step": opinion.title, "who": f"{opinion.who}（{opinion.unit.name}）", "choice": opinion.choice_label,
        "signed": on, "at": _moment(opinion.given_at), "opinion": opinion.text, "passage": opinion.passage,
        "state": _state(given, titles, newest),
    }  # fmt: skip


def _state(given: Signature, titles: dict[str, str], newest: dict[str, TextVersion]) -> str:
    opinion = given.opinion
    if not given.agrees:
        return f"已撤回：{opinion.lifted_why}" if opinion.lifted_at is not None else "异议尚未撤回"
    if given.stands:
        return "有效"
    return f"失效：{_why_fallen(opinion, titles, newest)}"


def _why_fallen(opinion: Opinion, titles: dict[str, str], newest: dict[str, TextVersion]) -> str:
    """What has taken the place of the version that was signed; nothing has when the hand itself spoke again."""
    changed = [newest[one.slot] for one in opinion.texts if newest[one.slot].id != one.id]
    if not changed:
        return "文本所依据的内容已变动，或者签署人后来另签了意见"
    return "、".join(f"{titles.get(one.slot, one.slot)}已改为第 {one.number} 版" for one in changed)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(OFFICE_OFFSET):%Y-%m-%d %H:%M}"

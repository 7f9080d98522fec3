"""What the API shows of a concern: plain values, instants to the second."""

from typing import Any

from app import timekeeping
from app.api.shapes import clock_row, iso
from app.api.shapes import moment as to_the_second
from app.casework.letters.issuing import number_of
from app.casework.models import Case, ChannelPosting
from app.casework.terms import clocks
from app.database import db
from app.law.channels import is_late
from app.law.concerns import KINDS, LEVELS
from app.office.models import OrgUnit
from app.processes.response import figures
from app.processes.response.models import Concern, Statement
from app.processes.response.records import concern_of, statements_of
from app.steps.channels import postings_of


def concern_row(case: Case) -> dict[str, Any]:
    one = concern_of(case)
    return {
        "number": case.number, "topic": case.title, "organ": case.organ.code,
        "responsible": case.handling_unit.code if case.handling_unit else None, "source": one.source, "kind": one.kind,
        "level": one.level, "judgement": one.judgement, "state": case.state, "place": one.place,
        "happened_at": to_the_second(one.happened_at), "known_at": to_the_second(one.known_at),
        "due_at": to_the_second(case.due_at),
    }  # fmt: skip


def concern_whole(case: Case) -> dict[str, Any]:
    """One concern with its limits, statements and postings."""
    one = concern_of(case)
    return {
        **concern_row(case), "link": one.link, "captured_at": to_the_second(one.captured_at),
        "appeared_at": to_the_second(one.appeared_at), "detail": one.detail, "policy": one.policy,
        "is_emergency": one.is_emergency, "raises_opinion": one.raises_opinion, "level_reason": one.level_reason,
        **_judged(one), **_ended(one),
        "limits": [clock_row(clock) for clock in clocks.clocks_of(case).clocks],
        "statements": [statement_row(case, said) for said in statements_of(case)],
    }  # fmt: skip


def _judged(one: Concern) -> dict[str, Any]:
    return {
        "judgement_reason": one.judgement_reason, "judged_at": to_the_second(one.judged_at),
        "co_units": [db.session.get_one(OrgUnit, unit).code for unit in one.co_unit_ids],
        "spokesman": one.spokesman, "passed_to": one.passed_to or None, "passed_receiver": one.passed_receiver,
        "passed_at": to_the_second(one.passed_at),
        "referral": number_of(one.referral_id) if one.referral_id else None,
    }  # fmt: skip


def _ended(one: Concern) -> dict[str, Any]:
    return {
        "conference_at": to_the_second(one.conference_at), "conference_place": one.conference_place,
        "conference_why_not": one.conference_why_not, "evaluated_at": to_the_second(one.evaluated_at),
        "evaluation": one.evaluation, "adopted": one.adopted, "adopted_words": one.adopted_words,
        "complaints_after": one.complaints_after,
    }  # fmt: skip


def statement_row(case: Case, one: Statement) -> dict[str, Any]:
    return {
        "number": one.number, "kind": one.kind, "headline": one.headline,
        "corrects": one.corrects.number if one.corrects else None,
        "approved_by_voice_at": to_the_second(one.oral_at),
        "paper_filed": None if one.oral_at is None else not one.lacks_paper,
        "sha256": one.publication.text.signed_hash if one.publication else None,
        "withdrawn_at": to_the_second(one.publication.withdrawn_at if one.publication else None),
        "withdrawn_why": one.publication.withdrawn_why if one.publication else "",
        "published_at": to_the_second(one.published_at), "publication": one.publication_id,
        "postings": [posting_row(posting) for posting in postings_of(case) if posting.about == one.slot],
    }  # fmt: skip


def posting_row(one: ChannelPosting) -> dict[str, Any]:
    return {
        "channel": one.channel, "due_at": to_the_second(one.due_at), "posted_at": to_the_second(one.posted_at),
        "address": one.address, "photos": [photo.file_hash for photo in one.photos], "why_not": one.why_not,
        "late": is_late(one.due_at, one.posted_at, timekeeping.now()),
    }  # fmt: skip


def statistics_of(organ_ids: set[int], year: int | None) -> dict[str, Any]:
    """By kind, level and organ; the limits; what was said and what came of it."""
    found = figures.told_of(organ_ids, year)
    organs = dict.fromkeys(one.organ for one in found)
    return {
        "by_kind": [count_row(value, title, [one for one in found if one.kind == value])
                    for value, title in KINDS.items()],
        "by_level": [count_row(value, title, [one for one in found if one.level == value])
                     for value, title in LEVELS.items()],
        "by_organ": [count_row(name, name, [one for one in found if one.organ == name]) for name in organs],
        "total": count_row("", "全部", found), "adopted": sum(one.adopted for one in found),
        "limits": [{"kind": kind, "met": met, "missed": missed}
                   for kind, met, missed in figures.kept_limits(organ_ids, year)],
        "statements": sum(one.statements for one in found),
        "follow_ups": sum(max(0, one.statements - 1) for one in found),
        "complaints_after": sum(one.complaints for one in found), "on": iso(timekeeping.today()),
    }  # fmt: skip


def count_row(value: str, title: str, found: list[figures.Told]) -> dict[str, Any]:
    return {"value": value, "title": title, "number": len(found), "median_hours": figures.median_of(found)}

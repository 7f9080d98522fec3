"""A package goes from the draft to the archive; document and text appear together, byte for byte as signed."""

import pytest
from sqlalchemy import select

from app.casework.letters.issuing import letters_of
from app.casework.letters.kinds import text_for
from app.casework.models import AuditEntry, Publication
from app.casework.models.cases import CaseState
from app.casework.publications import lists
from app.casework.publications.lists import Wanted
from app.casework.work.timeline import timeline_of
from app.database import db
from app.letters import preview_html
from app.processes.interpretation.package import package_of
from app.processes.interpretation.vocabulary import DOCUMENT_KIND, MATERIAL_KIND
from tests.support.packages import REVIEWS

pytestmark = pytest.mark.database


def published(office):
    return db.session.scalars(select(Publication).order_by(Publication.id)).all()


def read(publication):
    """The words that the public reads under the title."""
    return "\n".join(block["text"] for block in publication.text.content["body"])


def test_from_the_draft_to_the_archive(office):
    office.ready().deployed()
    assert {one.kind for one in published(office)} == {DOCUMENT_KIND, MATERIAL_KIND}
    office.posted()
    assert office.open_nodes() == {"T_archive"}
    office.do("reviewer", "T_archive", retention_years=30)
    assert office.case.state == CaseState.ARCHIVED
    assert [letter.kind for letter in letters_of(office.case)] == ["policy_plan", "signature_sheet"]


def test_the_record_says_nothing_that_was_not_chosen(office):
    """Whether a document is public was decided when it was begun; its number is no answer to that."""
    office.ready().deployed()
    lines = db.session.scalars(select(AuditEntry.summary).where(AuditEntry.node == "T_number")).all()
    assert "编号：已编号" in lines
    assert not [line for line in lines if "不主动公开" in line]


def test_the_day_on_which_a_package_was_sent_in_is_that_of_its_case(office):
    office.ready()
    assert office.case.received_on == package_of(office.case).sent_in_at.date()


def test_what_appears_is_what_was_signed(office):
    from app.processes.interpretation.package import texts_now

    office.ready().deployed()
    signed = {version.content_hash: version.content["text"] for version in texts_now(office.case).values()}
    for one in published(office):
        assert read(one) == signed[one.text.signed_hash]


def test_both_appear_at_the_planned_hour_and_not_before(office):
    office.ready().deployed(planned_at="2026-03-09T08:00")
    assert lists.list_publications(Wanted(), office.now).total == 0
    hour = package_of(office.case).planned_at
    assert lists.list_publications(Wanted(), hour).total == 2


def test_what_goes_to_the_meeting_carries_plan_and_material(office):
    office.organised({"goes_to_meeting": True, "co_signing": "no"})
    assert [one.kind for one in letters_of(office.case)] == [
        "policy_plan"
    ]  # nothing is asked before the reviews
    for node in list(REVIEWS)[:-1]:
        office.review(node)
    [plan, request] = letters_of(office.case)
    assert request.kind == "policy_request"
    assert len(request.facts["enclosed"]) == 3
    kind, _variant = text_for(office.case.organ, request.kind, office.now.date())
    assert "已经审核" not in str(preview_html(kind, request.facts))
    assert plan.facts["planned_on"] == "2026-03-20"


def test_what_the_leader_sends_back_is_asked_of_the_meeting_by_the_same_request(office):
    office.organised({"goes_to_meeting": True, "co_signing": "no"})
    for node in list(REVIEWS)[:-1]:
        office.review(node)
    office.review("T_sign_leader", "send_back", "请补充依据")
    office.revised("补充依据", co_signing="no")
    office.signed()
    assert [one.kind for one in letters_of(office.case)] == ["policy_plan", "policy_request"]


def test_a_document_that_need_not_be_explained_is_approved_and_published_alone(office):
    office.begun().drafted(road="exempt", exempt_reason="只调整内部分工，不涉及权利义务", co_signing="no")
    assert office.case.received_on == office.now.date()
    office.do("officehead", "T_exempt", exemption="default", opinion="同意")
    office.signed().numbered().deployed()
    assert [one.kind for one in published(office)] == [DOCUMENT_KIND]


def test_a_document_that_is_not_open_is_signed_and_numbered_and_never_appears(office):
    office.ready(
        openness="refused", openness_clause="16", openness_reason="属于内部工作安排", co_signing="no"
    )
    assert published(office) == []
    assert office.open_nodes() == {"T_archive"}


def test_the_history_says_what_was_decided_of_the_document(office):
    office.ready()
    acts = [entry.act for entry in timeline_of(office.case)]
    assert "编号：禄政发〔2026〕12号" in acts
    assert [act for act in acts if act.endswith("主动公开")] == []  # numbering chooses nothing

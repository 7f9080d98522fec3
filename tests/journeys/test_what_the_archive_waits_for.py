"""归档: no letter without its PDF, none that nobody sent, unless somebody accounts for it."""

import pytest

from app import timekeeping
from app.casework.letters.issuing import letters_of
from app.casework.letters.made import LetterNotMade, typeset_later
from app.casework.letters.whole import not_brought_out
from app.casework.messages.dispatch import dispatch_due
from app.casework.work import work_items
from app.law.errors import InvalidInput
from tests.desk.test_issuing_letters import REASONS, issue
from tests.journeys.told import POST, tags
from tests.support.office import GRANTED, SEARCH, Office
from tests.support.setting import held_back
from tests.support.walks import in_full

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


def closed(**how) -> Office:
    office = Office()
    office.apply(**how)
    return office.issued()


def archive(office: Office, **data):
    item = office.item("T_archive")
    return office.run(work_items.complete, office.person("clerk"), case_id=item.case_id, item_id=item.id,
                      data={"retention_years": 10, **data})  # fmt: skip


def test_a_letter_whose_pdf_is_not_there_stops_the_archiving_by_name():
    office = Office()
    with held_back():
        office.apply()
        office.registered()
    office.do("reviewer", "T_screening", screening="accept")
    office.do("reviewer", "T_assign", unit="LF-ZRZY")
    office.do("handler", "T_handle", **SEARCH, outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    office.all_signed().do("reviewer", "T_issue", checked=True)
    with pytest.raises(LetterNotMade) as refused:
        archive(office, note="急于归档，以后再说")
    assert "《政府信息公开申请登记回执》" in refused.value.message
    assert office.case.state == "closed"
    with timekeeping.moved_to(office.now):
        dispatch_due(office.now)
    archive(office)
    assert office.case.state == "archived"


def test_stories_are_told_first_and_typeset_afterwards():
    with in_full(), typeset_later():
        office = closed()
        assert [one.document_id for one in letters_of(office.case)] == [None, None]
        archive(office)
    assert office.case.state == "archived"


def test_a_notice_that_nobody_sent_is_accounted_for():
    office = Office()
    office.register(reply_way="post", address="禄丰市金山镇示例路9号")
    office.signed()
    issue(office, "reason_request_notice", REASONS)
    office.do("reviewer", "T_issue", checked=True)
    day = office.now.date().isoformat()
    office.do(
        "clerk", "T_deliver", delivery="delivered", **POST, sent_on=day, delivered_on=day, receiver="本人"
    )
    assert [one.kind for one in not_brought_out(office.case, ("registration_receipt",))] == [
        "reason_request_notice"
    ]
    with pytest.raises(InvalidInput) as refused:
        office.do("clerk", "T_archive", retention_years=10)
    assert "没有送达记录" in refused.value.fields["note"]
    with pytest.raises(InvalidInput):
        office.do("clerk", "T_archive", retention_years=10, note="无")
    office.do("clerk", "T_archive", retention_years=10, note="申请已按答复办结，不再要求说明理由，未送出")
    assert office.case.state == "archived"
    assert "case.letters_unsent" in tags(office)

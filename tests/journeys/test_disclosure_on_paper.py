"""依申请公开 on paper: mail in, mail out, and what comes back."""

from datetime import date, datetime

import pytest

from app.casework.archive.record import record_facts
from app.casework.letters.issuing import deliveries_of
from app.casework.models.cases import CaseState
from app.casework.terms import clocks
from app.casework.work import work_items
from app.law.errors import InvalidInput
from app.processes.disclosure.overview import facts_of
from app.timekeeping import OFFICE_TIME
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


class TestPaper:
    def test_ems_signed_for_on_a_saturday_counts_from_that_saturday_and_is_answered_by_post(self):
        office = Office(now=datetime(2026, 3, 9, 9, 0, tzinfo=OFFICE_TIME))
        office.register(channel="registered_mail", arrived_on="2026-03-07", signed_on="2026-03-07",
                        tracking_number="1099000000001", signed_by="收发室")  # fmt: skip
        assert office.case.received_on == date(2026, 3, 7)
        assert office.case.due_on == date(2026, 4, 3)
        office.issued()
        assert office.open_nodes() == {"T_deliver"}

        today = office.now.date().isoformat()
        office.do(
            "clerk",
            "T_deliver",
            delivery="delivered",
            method="post",
            sent_on=today,
            tracking_number="1099000000002",
        )
        reply = deliveries_of(office.case)[-1]
        assert (reply.tracking_number, reply.state) == ("1099000000002", "sent")
        assert clocks.clocks_of(office.case).of_kind("reply")[-1].state == "met"

        item = office.item("T_archive")
        assert "delivered_on" in work_items.form_of(item).schema(item).fields
        with pytest.raises(InvalidInput):
            office.do("clerk", "T_archive", retention_years=10)
        office.later(days=3)
        office.do("clerk", "T_archive", retention_years=10, delivered_on=office.now.date().isoformat())
        assert office.case.state == CaseState.ARCHIVED

    def test_ordinary_mail_starts_no_clock_before_the_applicant_was_reached(self):
        office = Office()
        office.register(channel="ordinary_mail")
        assert (office.case.received_on, office.case.due_on) == (None, None)
        with pytest.raises(InvalidInput) as refused:
            office.do("clerk", "T_register", title="申请公开补贴明细")
        assert "confirmed_on" in refused.value.fields
        office.later(days=1)
        office.do(
            "clerk",
            "T_register",
            title="申请公开补贴明细",
            confirmed_on="2026-03-03",
            confirmation_note="9:10拨打13900000000，本人确认",
        )
        assert office.case.received_on == date(2026, 3, 3)
        told = "2026-03-03与申请人确认：9:10拨打139****0000，本人确认"
        assert {fact.label: fact.value for fact in facts_of(office.case)}["确认记录"] == told
        kept = record_facts(office.case, [], office.now.date())
        assert told in str(kept)

    def test_a_reply_that_came_back_returns_to_the_desk(self):
        office = Office()
        office.register()
        office.issued()
        today = office.now.date().isoformat()
        office.do(
            "clerk",
            "T_deliver",
            delivery="failed",
            method="post",
            sent_on=today,
            tracking_number="1",
            note="查无此人",
        )
        assert office.open_nodes() == {"T_deliver"}
        office.do(
            "clerk",
            "T_deliver",
            delivery="delivered",
            method="in_person",
            delivered_on=today,
            receiver="本人",
        )
        assert office.open_nodes() == {"T_archive"}
        item = office.item("T_archive")
        assert "delivered_on" not in work_items.form_of(item).schema(item).fields  # it is on record already

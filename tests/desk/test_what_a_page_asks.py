"""A page about one case is one reading: no row is asked for twice, and the next page sees what changed meanwhile."""

import pytest

from app.casework.acts.once import once_in_act, once_in_reading, one_reading
from app.database import HELD, db
from tests.support.statements import counted

pytestmark = pytest.mark.database
MOST_OF_A_CASE_PAGE = 23  # 68, then 29, then 36 with what came to the page, then 26
EMPTY = (
    "clarification", "consultation", "extension_request", "deferral", "judgement", "conversion",
    "disclosure_link", "proceeding_record", "letter_recall", "channel_posting",
)  # fmt: skip


def of_table(sent: list[str], table: str) -> list[str]:
    return [one for one in sent if one.startswith(f"SELECT {table}.")]


class TestTheCasePage:
    def test_it_asks_for_the_request_and_its_record_once(self, office, browser):
        office.apply()
        office.assigned()
        handler, address = browser("handler"), f"/desk/cases/{office.number}"
        handler.get(address)
        with counted() as sent:
            assert handler.get(address).status_code == 200
        assert len(sent) <= MOST_OF_A_CASE_PAGE, sent
        for table in ("disclosure_request", "clock_event", "opinion", "document", "search_record"):
            assert len(of_table(sent, table)) == 1, table
        for table in EMPTY:  # known from one statement about all of them
            assert not of_table(sent, table), table

    def test_the_next_page_sees_what_was_done_meanwhile(self, office, browser):
        office.apply()
        clerk, address = browser("clerk"), f"/desk/cases/{office.number}"
        assert "收件登记" in clerk.get(address).text
        office.registered()
        assert "正在办理“收件登记”" not in clerk.get(address).text


@pytest.mark.usefixtures("app")
class TestOneReading:
    def test_what_is_kept_in_it_is_read_once_and_gone_afterwards(self):
        asked = []
        with one_reading():
            for keep in (once_in_reading, once_in_act):
                assert [keep(keep.__name__, lambda: asked.append(1) or "read") for _ in range(3)] == [
                    "read"
                ] * 3
        assert len(asked) == 2
        assert HELD not in db.session.info
        once_in_reading("once_in_reading", lambda: asked.append(1) or "read")
        assert len(asked) == 3

    def test_an_act_keeps_nothing_that_only_a_reading_may(self):
        asked = []
        db.session.info[HELD] = []
        with one_reading():
            for _ in range(2):
                once_in_reading("searches", lambda: asked.append(1) or "read")
        db.session.info.pop(HELD)
        assert len(asked) == 2

    def test_it_ends_with_an_error_as_well(self):
        with pytest.raises(LookupError), one_reading():
            raise LookupError
        assert HELD not in db.session.info

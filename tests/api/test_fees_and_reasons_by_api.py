"""信息处理费 and 第三十五条 by programs: the tasks of the diagram, and the acts beside them."""

import pytest

from tests.api.caller import Caller
from tests.journeys.test_excess import BAD, GIVEN, LATER
from tests.journeys.test_fees import BY_ITEMS

pytestmark = pytest.mark.database


@pytest.fixture
def caller(client):
    caller = Caller(client)
    caller.apply()
    caller.do("clerk", "T_register", title="申请公开补贴明细")
    return caller


def test_a_fee_is_written_signed_paid_and_read(caller):
    caller.do("reviewer", "T_screening", screening="fee")
    caller.do("reviewer", "T_fee", **BY_ITEMS)
    caller.do("officehead", "T_sign_fee", decision="approve", opinion="同意收费")
    day = caller.now.date().isoformat()
    caller.do("clerk", "T_payment", amount=60, paid_on=day)
    fee = caller.call("GET", f"/cases/{caller.number}", "clerk").json["fee"]
    assert (fee["amount"], fee["received"], fee["settled_on"]) == (100, 60, None)
    caller.do("clerk", "T_payment", amount=40, paid_on=day, receipt_number="2026-0007")
    fee = caller.call("GET", f"/cases/{caller.number}", "clerk").json["fee"]
    assert (fee["received"], fee["settled_on"], fee["payments"][1]["receipt_number"]) == (
        100,
        day,
        "2026-0007",
    )


@pytest.mark.parametrize(
    ("rest", "body", "status"), [("reason", GIVEN, 409), ("judgement", BAD, 409), ("deferral", LATER, 409)]
)
def test_without_the_notice_nothing_of_it_can_be_done_and_strangers_find_nothing(caller, rest, body, status):
    place = f"/cases/{caller.number}/{rest}"
    assert caller.call("POST", place, "reviewer", json=body).status_code == status
    assert caller.call("POST", place, "foreignreviewer", json=body).status_code == 404

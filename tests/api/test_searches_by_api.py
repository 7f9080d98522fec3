"""检索记录 by programs."""

import pytest

from tests.api.caller import Caller
from tests.journeys.test_searches import OF_THE_OFFICE

pytestmark = pytest.mark.database


@pytest.fixture
def caller(client):
    caller = Caller(client)
    caller.apply()
    caller.do("clerk", "T_register", title="申请公开补贴明细")
    caller.do("reviewer", "T_screening", screening="accept")
    caller.do("reviewer", "T_assign", unit="LF-ZRZY")
    return caller


def test_entered_corrected_and_read(caller):
    place = f"/cases/{caller.number}/searches"
    entered = caller.call("POST", place, "handler", json=OF_THE_OFFICE)
    assert (entered.status_code, entered.json) == (201, {"number": 1})
    anew = {**OF_THE_OFFICE, "finding": "partly", "why": "又查到一份"}
    assert caller.call("POST", f"{place}/1/correction", "handler", json=anew).json == {"number": 2}
    first, second = caller.call("GET", f"/cases/{caller.number}", "handler").json["searches"]
    assert (first["finding"], first["corrected_by"], first["why_corrected"]) == ("nothing", 2, "又查到一份")
    assert (second["finding"], second["corrected_by"], second["unit"]) == ("partly", None, "禄丰市自然资源局")


def test_refused_by_name_and_to_strangers(caller):
    place = f"/cases/{caller.number}/searches"
    refused = caller.call("POST", place, "handler", json={**OF_THE_OFFICE, "result": "无"})
    assert (refused.status_code, set(refused.json["fields"])) == (422, {"result"})
    assert caller.call("POST", place, "foreign", json=OF_THE_OFFICE).status_code == 404
    assert (
        caller.call(
            "POST", f"{place}/9/correction", "handler", json={**OF_THE_OFFICE, "why": "改一处"}
        ).status_code
        == 404
    )

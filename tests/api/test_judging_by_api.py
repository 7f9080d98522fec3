"""逐步判断 by programs."""

import pytest

from tests.api.caller import Caller
from tests.journeys.test_items import GIVEN, REFUSED
from tests.journeys.test_judging import TO_PROCESS, WHY
from tests.support.office import SEARCH

pytestmark = pytest.mark.database


@pytest.fixture
def caller(client):
    caller = Caller(client)
    caller.apply()
    caller.do("clerk", "T_register", title="申请公开补贴明细")
    caller.do("reviewer", "T_screening", screening="accept")
    caller.do("reviewer", "T_assign", unit="LF-ZRZY")
    return caller


def test_one_question_after_the_other_then_decided(caller):
    place = f"/cases/{caller.number}/judging/1"
    for key, value in TO_PROCESS.items():
        said = caller.call("POST", f"{place}/answers", "handler", json={"question": key, "answer": value})
        assert said.status_code == 200
    assert said.json == {"proposed": "denied_process"}
    refused = caller.call("POST", place, "handler", json={"outcome": "denied_process"})
    assert (refused.status_code, set(refused.json["fields"])) == (422, {"why_whole"})
    done = caller.call("POST", place, "handler", json={"outcome": "denied_process", "why_whole": WHY})
    assert done.json == {"proposed": "denied_process", "outcome": "denied_process"}
    caller.do("handler", "T_handle", **SEARCH, outcome="denied_process")
    shown = caller.call("GET", f"/cases/{caller.number}", "handler").json
    assert (shown["judgements"][0]["answers"], shown["report_row"]) == (TO_PROCESS, "denied_process")


def test_items_with_all_answers_at_once(caller):
    place = f"/cases/{caller.number}/judging"
    assert caller.call("POST", f"{place}/items", "handler", json={"items": "明细\n记录"}).json == {"items": 2}
    for number, item in ((1, GIVEN), (2, REFUSED)):
        assert caller.call("POST", f"{place}/{number}", "handler", json=item).status_code == 200
    rows = caller.call("GET", f"/cases/{caller.number}", "handler").json["judgements"]
    assert [(row["asked"], row["outcome"]) for row in rows] == [
        ("明细", "granted"),
        ("记录", "denied_process"),
    ]


def test_refused_by_name_and_to_strangers(caller):
    place = f"/cases/{caller.number}/judging/1"
    wrong = caller.call(
        "POST", place, "handler", json={**TO_PROCESS, "openness": "whim", "outcome": "granted"}
    )
    assert (wrong.status_code, set(wrong.json["fields"])) == (422, {"openness"})
    asked = {"question": "clear", "answer": "clear"}
    assert caller.call("POST", f"{place}/answers", "foreign", json=asked).status_code == 404
    assert caller.call("POST", f"{place}/answers", "clerk", json=asked).status_code == 403
    assert caller.call("POST", f"/cases/{caller.number}/judging/7", "handler", json=GIVEN).status_code == 404

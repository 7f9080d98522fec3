"""Events in, clocks out: the rules of time limits for other programs."""

from typing import Any

from app.api.described import ApiBlueprint, described
from app.api.event_kinds import EVENT
from app.api.kinds import ANYTHING, ref, rows, thing
from app.api.parsing import json_body
from app.api.shapes import clock_row
from app.casework.terms import clocks
from app.law.check_file import plain
from app.law.clocks import compute
from app.law.errors import InvalidInput
from app.law.events import Event
from app.law.explanation import explain
from app.law.results import RESULT_KEYS, results_of
from app.web.access import public
from app.web.limits import Sending, limited

bp = ApiBlueprint("api_clocks", __name__, url_prefix="/api/v1/clocks", description="期限")
MOST_EVENTS = 200
EVENTS = thing(events={**rows("事件", EVENT), "maxItems": MOST_EVENTS})
RESULTS = thing("各期限的日期；没有这一期限的为空", **dict.fromkeys(RESULT_KEYS, ANYTHING))
EXPLAINED = thing(results=RESULTS, clocks=rows("期限", ref("ClockWithSheet")))


@bp.post("/explain")
@described(EXPLAINED, body=EVENTS, keyed=False)
@public
@limited(Sending.RECKONING)
def explain_clocks() -> dict[str, Any]:
    """按事件推算期限，逐日说明计与不计的理由。"""
    events = json_body().get("events")
    if (
        not isinstance(events, list)
        or len(events) > MOST_EVENTS
        or not all(isinstance(e, dict) for e in events)
    ):
        raise InvalidInput(fields={"events": f"应为事件列表，最多 {MOST_EVENTS} 条"})
    calendar = clocks.calendar()
    found = compute([Event.from_mapping(row) for row in events], calendar, clocks.parameters())
    sheets = [{**clock_row(clock), "sheet": explain(clock, calendar).to_mapping()} for clock in found.clocks]
    return {"results": {name: plain(value) for name, value in results_of(found).items()}, "clocks": sheets}

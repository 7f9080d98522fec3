"""After the reply by programs: replying anew, corrections, passing on, publication, letters taken back."""

import io

import pytest
from werkzeug.datastructures import FileStorage

from tests.api.caller import Caller
from tests.journeys.test_conversion import AGREED, PROPOSED, given, suggest
from tests.journeys.test_correction_applications import BY_PAPER
from tests.journeys.test_passing_on import CONSENT, not_for_us
from tests.journeys.test_proceedings import begin, closed, rule
from tests.support.office import Office, paper

pytestmark = pytest.mark.database


def caller_of(client, office: Office) -> Caller:
    return Caller(client, now=office.now, number=office.number)


def test_a_reply_is_given_anew_in_a_linked_case(app, client):
    office = closed()
    begin(office)
    rule(office)
    caller = caller_of(client, office)
    opened = caller.call("POST", f"/cases/{office.number}/proceedings/2/redo", "clerk")
    assert opened.status_code == 201
    later = caller.call("GET", f"/cases/{opened.json['number']}", "clerk").json
    assert (later["matter"], [one["number"] for one in later["linked"]]) == ("redo", [office.number])
    again = caller.call("POST", f"/cases/{office.number}/proceedings/2/redo", "clerk")
    assert again.status_code == 409


def test_a_paper_that_asks_for_a_correction(app, client):
    caller = Caller(client)
    without = caller.call("POST", "/corrections", "clerk", json={**BY_PAPER, "organ": "LF"})
    assert (without.status_code, set(without.json["fields"])) == (422, {"files"})
    files = {"files": FileStorage(io.BytesIO(paper("承包证")), "承包证.pdf")}
    made = caller.call("POST", "/corrections", "clerk", data={**BY_PAPER, "organ": "LF", **files},
                       content_type="multipart/form-data")  # fmt: skip
    assert made.status_code == 201
    assert caller.call("GET", f"/cases/{made.json['number']}", "clerk").json["matter"] == "correction"


def test_passing_on(app, client):
    office = not_for_us()
    caller = caller_of(client, office)
    place = f"/cases/{office.number}/passing-on"
    refused = caller.call("POST", place, "clerk", json={**CONSENT, "organ": "LF"})
    assert (refused.status_code, set(refused.json["fields"])) == (422, {"organ"})
    assert caller.call("POST", place, "clerk", json=CONSENT).status_code == 201
    assert caller.call("POST", place, "foreign", json=CONSENT).status_code == 404


def test_from_proposal_to_publication(app, client):
    office = given()
    suggest(office)
    caller = caller_of(client, office)
    place = f"/cases/{office.number}/conversion"
    assert caller.call("POST", place, "clerk", json=PROPOSED).status_code == 201
    assert caller.call("POST", f"{place}/publication", "reviewer").status_code == 409
    assert caller.call("POST", f"{place}/decision", "reviewer", json=AGREED).json == {"decision": "agree"}
    assert caller.call("POST", f"{place}/publication", "reviewer").status_code == 201


def test_a_letter_is_taken_back_and_a_reply_replaced(app, client):
    office = given()
    caller = caller_of(client, office)
    letters = caller.call("GET", f"/cases/{office.number}", "reviewer").json["letters"]
    receipt = next(one for one in letters if "回执" in one["title"])
    place = f"/cases/{office.number}/letters/{receipt['id']}/recall"
    assert caller.call("POST", place, "reviewer", json={"reason": "收到日期写错"}).status_code == 200
    assert caller.call("POST", place, "reviewer", json={"reason": "收到日期写错"}).status_code == 409
    opened = caller.call(
        "POST", f"/cases/{office.number}/replacement", "reviewer", json={"reason": "漏列附件"}
    )
    assert opened.status_code == 201

"""答复附件 by the API: the same rules at another door."""

import pytest

from tests.api.caller import Caller
from tests.support.office import GRANTED, SEARCH, paper

pytestmark = pytest.mark.database


@pytest.fixture
def caller(client) -> Caller:
    """A request that is being searched for."""
    caller = Caller(client)
    caller.apply()
    caller.do("clerk", "T_register", title="申请公开补贴明细")
    caller.do("reviewer", "T_screening", screening="accept")
    caller.do("reviewer", "T_assign", unit="LF-ZRZY")
    return caller


def enclose(caller: Caller, login: str, **data):
    return caller.call("POST", f"/cases/{caller.number}/enclosures", login, json=data)


def names(caller: Caller) -> list[str]:
    return [one["name"] for one in caller.case()["enclosures"]]


def test_files_and_paper_copies_are_added_and_removed_by_who_drafts(caller):
    assert caller.attach("handler", "补贴明细.pdf", paper("一")).status_code == 201
    assert enclose(caller, "handler", name="凭证复印件", pages=3).status_code == 201
    assert names(caller) == ["补贴明细", "凭证复印件"]
    first = caller.case()["enclosures"][0]
    assert (first["medium"], first["pages"], len(first["sha256"])) == ("electronic", 1, 64)
    removed = caller.call("POST", f"/cases/{caller.number}/enclosures/{first['id']}/removal", "handler")
    assert removed.status_code == 200
    assert names(caller) == ["凭证复印件"]


@pytest.mark.parametrize(("login", "status"), [("clerk", 403), ("reviewer", 403), ("foreign", 404)])
def test_nobody_else_does(caller, login, status):
    assert caller.attach(login, "补贴明细.pdf", paper("一")).status_code == status
    assert enclose(caller, login, name="凭证复印件").status_code == status
    assert names(caller) == []


def test_once_it_is_signed_it_is_fixed(caller):
    caller.attach("handler", "补贴明细.pdf", paper("一"))
    caller.do("handler", "T_handle", **SEARCH, outcome="granted")
    caller.do("handler", "T_draft", **GRANTED)
    late = caller.attach("handler", "后来的.pdf", paper("二"))
    assert (late.status_code, late.json["code"]) == (409, "reply_files_are_fixed")
    first = caller.case()["enclosures"][0]["id"]
    removed = caller.call("POST", f"/cases/{caller.number}/enclosures/{first}/removal", "handler")
    assert removed.status_code == 409
    assert names(caller) == ["补贴明细"]


def test_a_letter_that_promises_a_file_is_refused_without_one(caller):
    caller.do("handler", "T_handle", **SEARCH, outcome="granted")
    task = caller.tasks()["T_draft"]["id"]
    answer = caller.call("POST", f"/tasks/{task}/complete", "handler", json=GRANTED)
    assert answer.status_code == 422
    assert "没有添加附件" in answer.json["fields"]["enclosures"]


def test_a_file_of_a_wrong_kind_is_refused(caller):
    answer = caller.attach("handler", "明细.pdf", b"MZ")
    assert (answer.status_code, answer.json["code"]) == (422, "file_refused")
    assert names(caller) == []

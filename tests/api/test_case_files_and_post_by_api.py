"""Programs take over whole case files, and keep the mail room, by the rules of the desk."""

import io
import zipfile
from datetime import date

import pytest
from sqlalchemy import select

from app.casework.letters.made import typeset_later
from app.casework.models import AuditEntry
from app.database import db
from tests.api.caller import Caller
from tests.api.description import description_of

pytestmark = pytest.mark.database
LETTER = {"organ": "LF", "way": "registered_mail", "arrived_on": "2026-03-02", "tracking_number": "1099000000009",
          "signed_by": "值班室"}  # fmt: skip


@pytest.fixture
def caller(client):
    return Caller(client)


def exports() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.summary).where(AuditEntry.tag == "case_file.exported")))


def told_in(answer) -> tuple[bytes, ...]:
    """The manifest, and the log that it names."""
    with zipfile.ZipFile(io.BytesIO(answer.data)) as inside:
        return inside.read("清单.json"), inside.read("操作日志.json")


class TestCaseFile:
    def test_the_index_and_the_whole_file_on_record(self, caller):
        caller.apply()
        index = caller.call("GET", f"/cases/{caller.number}/file", "clerk").json
        assert (index["number"], index["archived_on"]) == (caller.number, None)
        made = caller.call("POST", f"/cases/{caller.number}/file", "clerk", json={})
        assert made.status_code == 200
        with zipfile.ZipFile(io.BytesIO(made.data)) as inside:
            names = {name for name in inside.namelist() if not name.startswith("材料/")}
        assert names == {"归档文件目录.pdf", "办理单.pdf", "案卷记录.pdf", "操作日志.json", "清单.json"}
        assert exports() == [f"导出案卷（ZIP），材料 {len(index['papers'])} 份"]

    def test_the_same_call_again_is_the_same_file_and_handed_over_once(self, caller):
        caller.apply()
        path = f"/cases/{caller.number}/file"
        first = caller.call("POST", path, "clerk", json={}, key="first")
        caller.later(days=1).tokens.clear()
        second = caller.call("POST", path, "clerk", json={}, key="first")
        assert (first.status_code, second.status_code) == (200, 200), second.json
        assert told_in(first) == told_in(second)
        assert len(exports()) == 1
        other = caller.call("POST", path, "clerk", json={"without_lost": True}, key="first")
        assert told_in(other) == told_in(first)  # nothing is lost, so nothing else is asked
        caller.call(
            "POST", f"/cases/{caller.number}/withdrawal", "clerk", json={"reason": "收到书面撤回材料"}
        )
        changed = caller.call("POST", path, "clerk", json={}, key="first")
        assert (changed.status_code, changed.json["code"]) == (409, "idempotency_key_reused")
        assert len(exports()) == 1

    @pytest.mark.parametrize(("login", "status"), [("handler", 404), ("foreign", 404), ("legal", 403)])
    def test_nobody_else_takes_it_over(self, caller, login, status):
        caller.apply()
        for method, more in (("GET", {}), ("POST", {"json": {}})):
            assert caller.call(method, f"/cases/{caller.number}/file", login, **more).status_code == status
        assert exports() == []


class TestEndedEarly:
    def test_it_is_listed_and_archived_by_the_rules_of_the_desk(self, caller):
        caller.apply()
        number = caller.number
        ended = caller.call(
            "POST", f"/cases/{number}/withdrawal", "clerk", json={"reason": "收到书面撤回材料"}
        )
        assert ended.status_code == 200, ended.json
        listed = caller.call("GET", "/cases/unfiled", "clerk").json
        assert (listed["total"], listed["cases"][0]["number"]) == (1, number)
        assert caller.call("GET", "/cases/unfiled", "handler").status_code == 403
        path = f"/cases/{number}/archiving"
        assert caller.call("POST", path, "handler", json={"retention_years": 10}).status_code in (403, 404)
        assert caller.call("POST", path, "clerk", json={}).status_code == 422
        with typeset_later():
            done = caller.call("POST", path, "clerk", json={"retention_years": 10, "note": "撤回材料已入卷"})
        assert done.json == {"number": number}
        assert caller.call("GET", "/cases/unfiled", "clerk").json["total"] == 0


class TestMailRoom:
    def test_what_came_waits_is_late_and_is_put_aside(self, caller):
        taken = caller.call("POST", "/post", "clerk", json=LETTER)
        assert taken.status_code == 201
        (one,) = caller.call("GET", "/post", "clerk").json["waiting"]
        assert (one["organ"], one["tracking_number"], one["late"]) == ("LF", "1099000000009", False)
        assert date.fromisoformat(one["register_by"]) == date(2026, 3, 3)
        caller.later(days=3).tokens.clear()
        assert caller.call("GET", "/post", "clerk").json["waiting"][0]["late"]
        aside = caller.call(
            "POST", f"/post/{one['post']}/aside", "clerk", json={"reason": "投递错误，已退回邮局"}
        )
        assert aside.json == {"post": one["post"]}
        assert caller.call("GET", "/post", "clerk").json["waiting"] == []

    def test_the_same_number_is_taken_in_once_and_the_organ_is_needed(self, caller):
        assert caller.call("POST", "/post", "clerk", json=LETTER).status_code == 201
        again = caller.call("POST", "/post", "clerk", json=LETTER)
        assert (again.status_code, list(again.json["fields"])) == (422, ["tracking_number"])
        nobody = caller.call("POST", "/post", "clerk", json={**LETTER, "organ": 5})
        assert (nobody.status_code, list(nobody.json["fields"])) == (422, ["organ"])

    def test_a_letter_without_number_and_sender_is_taken_in_as_the_description_says(self, caller):
        told = description_of(caller.client.application).by_id("mail_room_log_post").told
        needed = told["requestBody"]["content"]["application/json"]["schema"]["required"]
        assert needed == ["way", "arrived_on", "organ"]
        least = {**{name: LETTER[name] for name in needed}, "way": "ordinary_mail"}
        assert caller.call("POST", "/post", "clerk", json=least).status_code == 201

    @pytest.mark.parametrize("login", ["handler", "foreign"])
    def test_only_the_mail_room_of_the_organ_takes_in(self, caller, login):
        assert caller.call("POST", "/post", login, json=LETTER).status_code == 403

"""The journeys of a disclosure request through the API alone."""

import io
from datetime import datetime

import pytest

from app import timekeeping
from app.casework.messages.dispatch import dispatch_due
from app.casework.terms.sweep import fire_due_timers
from app.casework.texts.seen import NOT_SEEN
from tests.api.caller import Caller
from tests.support.office import GRANTED, SEARCH, paper

pytestmark = pytest.mark.database


@pytest.fixture
def caller(client):
    return Caller(client)


def until_drafted(caller: Caller) -> None:
    caller.do("clerk", "T_register", title="申请公开补贴明细")
    caller.do("reviewer", "T_screening", screening="accept")
    caller.do("reviewer", "T_assign", unit="LF-ZRZY")
    caller.do("handler", "T_handle", **SEARCH, outcome="granted")
    assert caller.attach("handler", "补贴发放明细.pdf", paper("明细")).status_code == 201
    caller.do("handler", "T_draft", **GRANTED)


def until_issued(caller: Caller) -> None:
    until_drafted(caller)
    caller.do("unithead", "T_sign_unit_head", decision="approve")
    caller.do("officehead", "T_sign_office_head", decision="approve")
    caller.do("reviewer", "T_issue", checked=True)
    with timekeeping.moved_to(caller.now):
        dispatch_due(caller.now)


def test_a_online_request_granted_downloaded_and_archived(caller):
    assert caller.apply().status_code == 201
    until_issued(caller)
    seen = caller.public().json
    reply = next(letter for letter in seen["letters"] if letter["title"] == "政府信息公开告知书")
    assert reply["ready"]
    pdf = caller.public(act=f"letters/{reply['id']}")
    assert pdf.data.startswith(b"%PDF-")
    assert "sandbox" in pdf.headers["Content-Security-Policy"]
    assert [one["filename"] for one in seen["enclosures"]] == ["补贴发放明细.pdf"]
    assert caller.public(act=f"papers/{seen['enclosures'][0]['id']}").data == paper("明细")
    caller.do("clerk", "T_archive", retention_years=10)
    assert caller.case()["state"] == "archived"


def test_b_clarification_answered_restarts_the_clock(caller):
    caller.apply()
    caller.do("clerk", "T_register", title="申请公开补贴明细")
    caller.do(
        "reviewer",
        "T_screening",
        screening="clarify",
        clarification_items="年度",
        clarification_guidance="写明年度",
    )
    assert caller.public().json["clarification"]["points"] == ["年度"]
    caller.later(days=4)
    answer = caller.public("POST", "clarification", json={"answer": "2024年度"})
    assert (answer.status_code, answer.json) == (200, {"late": False})
    assert caller.case()["due_on"] == "2026-04-03"


@pytest.mark.usefixtures("drafting_organ")
def test_c_clarification_unanswered_lapses_after_confirmation(caller):
    caller.apply()
    caller.do("clerk", "T_register", title="申请公开补贴明细")
    caller.do(
        "reviewer",
        "T_screening",
        screening="clarify",
        clarification_items="年度",
        clarification_guidance="写明年度",
    )
    caller.now = datetime(2026, 3, 17, 9, tzinfo=timekeeping.OFFICE_TIME)
    with timekeeping.moved_to(caller.now):
        fire_due_timers(caller.now)
    caller.do("clerk", "T_confirm_lapse", lapse="lapsed", opinion="各渠道均未收到")
    assert caller.case()["outcome"] == "clarification_lapsed"


def test_d_extension_approved_before_the_due_day(caller):
    caller.apply()
    caller.do("clerk", "T_register", title="申请公开补贴明细")
    caller.do("reviewer", "T_screening", screening="accept")
    caller.do("reviewer", "T_assign", unit="LF-ZRZY")
    asked = caller.call("POST", f"/cases/{caller.number}/extension", "handler",
                        json={"working_days": 20, "reason": "材料较多"})  # fmt: skip
    assert asked.status_code == 200
    caller.do("officehead", "T_approve_extension", extension_decision="approve")
    case = caller.case()
    assert case["due_on"] == "2026-04-28"
    assert case["letters"][-1]["kind"] == "extension_notice"


def test_e_sign_off_sent_back_twice(caller):
    caller.apply()
    until_drafted(caller)
    caller.do("unithead", "T_sign_unit_head", decision="send_back", opinion="请补充文号")
    caller.do("handler", "T_draft", **GRANTED)
    caller.do("unithead", "T_sign_unit_head", decision="approve")
    caller.do("officehead", "T_sign_office_head", decision="send_back", opinion="请核对页数")
    caller.do("handler", "T_draft", **GRANTED)
    entries = caller.call("GET", f"/cases/{caller.number}/timeline", "reviewer").json["entries"]
    assert [entry["opinion"] for entry in entries if entry["opinion"]] == ["请核对页数", "请补充文号"]


def test_f_withdrawal_in_the_middle_of_sign_off(caller):
    caller.apply()
    until_drafted(caller)
    assert caller.public("POST", "withdrawal", json={"reason": "已取得"}).status_code == 200
    assert (caller.case()["state"], caller.tasks()) == ("withdrawn", {})


def test_g_ems_signed_for_on_a_saturday_answered_by_post(caller):
    caller.now = datetime(2026, 3, 9, 9, tzinfo=timekeeping.OFFICE_TIME)
    caller.register(
        channel="registered_mail",
        arrived_on="2026-03-07",
        signed_on="2026-03-07",
        tracking_number="1099000000001",
    )
    assert caller.case()["received_on"] == "2026-03-07"
    until_issued(caller)
    today = caller.now.date().isoformat()
    caller.do(
        "clerk",
        "T_deliver",
        delivery="delivered",
        method="post",
        sent_on=today,
        tracking_number="1099000000002",
    )
    with timekeeping.moved_to(caller.now):
        dispatch_due(caller.now)
    caller.do("clerk", "T_archive", retention_years=10, delivered_on=today)
    assert caller.case()["state"] == "archived"


class TestRefusals:
    def test_missing_identity_names_the_field_and_changes_nothing(self, caller):
        answer = caller.apply(identity_number="")
        assert answer.status_code == 422
        assert answer.json["fields"] == {"identity_number": "请填写证件号码"}
        assert caller.call("GET", "/cases", "reviewer").json["total"] == 0

    def test_an_unknown_organ_is_named(self, caller):
        assert caller.apply(organ="NOWHERE").json["fields"]["organ"] == "没有这个机关，请重新选择"

    @pytest.mark.parametrize("text", ["补贴\u0000明细", "补贴\ud800明细"])
    def test_what_no_database_keeps_is_refused(self, caller, text):
        answer = caller.apply(description=text)
        assert answer.status_code == 422
        assert "无法打印" in answer.json["fields"]["description"]

    @pytest.mark.parametrize("path", ["/tasks/not-a-task", "/tasks/" + "0" * 36, "/cases/X-9999-1",
                                      "/cases/LF-2026-0001/documents/9223372036854775808"])  # fmt: skip
    def test_ids_out_of_range_are_not_found(self, caller, path):
        caller.apply()
        answer = caller.call("GET", path, "reviewer")
        assert answer.status_code == 404
        assert answer.json["code"] in ("not_found",)

    def test_another_organs_case_answers_like_an_unknown_one(self, caller):
        caller.apply()
        foreign = caller.call("GET", f"/cases/{caller.number}", "foreign")
        unknown = caller.call("GET", "/cases/LF-2026-9999", "foreign")
        assert (foreign.status_code, foreign.json) == (unknown.status_code, unknown.json)
        assert foreign.status_code == 404

    def test_a_post_needs_its_key(self, caller):
        answer = caller.client.post("/api/v1/public/requests", json={})
        assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_missing")

    def test_the_same_key_is_answered_with_the_same_number_and_code(self, caller):
        from tests.support.office import APPLICATION

        first = caller.call("POST", "/public/requests", key="once", json=APPLICATION)
        again = caller.call("POST", "/public/requests", key="once", json=APPLICATION)
        assert first.json == again.json

    def test_wrong_query_codes_are_slowed_down(self, caller):
        caller.apply()
        caller.code = "AAAA-BBBB-CCCC"
        assert [caller.public().status_code for _ in range(6)] == [404] * 5 + [429]

    def test_a_stale_task_is_refused_with_the_name_of_the_faster(self, caller):
        caller.apply()
        task = caller.tasks()["T_register"]["id"]
        caller.call("POST", f"/tasks/{task}/complete", "clerk", json={"title": "申请公开补贴明细"})
        late = caller.call("POST", f"/tasks/{task}/complete", "clerk2", json={"title": "申请公开补贴明细"})
        assert (late.status_code, late.json["code"]) == (409, "stale_work_item")
        assert "受理甲" in late.json["message"]

    def test_an_upload_is_judged_by_its_content(self, caller):
        from tests.support.office import APPLICATION

        form = {
            **APPLICATION,
            "has_read_guide": "true",
            "files": (io.BytesIO(b"MZ not a picture"), "photo.jpg"),
        }
        answer = caller.call("POST", "/public/requests", data=form, content_type="multipart/form-data")
        assert (answer.status_code, answer.json["code"]) == (422, "file_refused")

    def test_a_provisional_year_is_said(self, caller):
        caller.now = datetime(2026, 12, 10, 9, tzinfo=timekeeping.OFFICE_TIME)
        caller.apply()
        assert (caller.public().json["due_on"], caller.public().json["provisional"]) == ("2027-01-08", True)


class TestContract:
    def test_openapi_names_every_call(self, client):
        spec = client.get("/api/v1/openapi.json").json
        for path in ("/api/v1/public/requests", "/api/v1/tasks/{item_id}/complete", "/api/v1/clocks/explain"):
            assert path in spec["paths"]

    def test_clocks_are_explained_in_the_oracles_words(self, caller):
        events = [
            {"type": "received", "on": "2026-03-02", "channel": "in_person", "submitted_on": "2026-03-02"}
        ]
        answer = caller.client.post("/api/v1/clocks/explain", json={"events": events})
        assert answer.json["results"]["reply_due_on"] == "2026-03-30"

    def test_the_inbox_has_three_boxes(self, caller):
        caller.apply()
        boxes = {
            box: caller.call("GET", f"/tasks?box={box}", "clerk").json["total"]
            for box in ("mine", "pool", "done")
        }
        assert boxes == {"mine": 0, "pool": 1, "done": 0}


def test_a_program_that_does_not_say_which_text_it_saw_signs_and_issues_nothing(caller):
    caller.apply()
    until_drafted(caller)
    for login, node, values in (
        ("unithead", "T_sign_unit_head", {"decision": "approve"}),
        ("officehead", "T_sign_office_head", {"decision": "approve"}),
        ("reviewer", "T_issue", {"checked": True}),
    ):
        task = caller.call("GET", f"/tasks/{caller.tasks()[node]['id']}", login).json
        assert "signed_hash" in task["form"]["required"]
        assert task["initial"]["signed_hash"] == task["texts"][0]["sha256"]
        answer = caller.call("POST", f"/tasks/{task['id']}/complete", login, json=values)
        assert answer.status_code == 422
        assert answer.json["fields"] == {"signed_hash": NOT_SEEN}
        caller.do(login, node, **values)

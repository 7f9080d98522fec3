"""制发文书: a clerk issues any letter that fits, on the case page and by the API; a new folder is enough."""

import re

import pytest

from app.casework.acts.errors import CaseIsClosed
from app.casework.contract.platform import Platform, platform
from app.casework.letters import by_clerk, fitting, issuing
from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import dispatch_due
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.letters import Catalogue
from app.processes.disclosure.applicant_letters import letter_rows
from app.processes.disclosure.registration import request_of
from tests.api.caller import Caller
from tests.desk.browsing import hidden

pytestmark = pytest.mark.database

REASONS = {
    "statistics": "2026年1月至2月，您向本机关提出政府信息公开申请46件", "reason_working_days": 10,
    "submit_to": "寄送或者当面提交至本机关政务公开科",
}  # fmt: skip
ASSIST = {"addressed_organ": "禄丰市农业农村局", "tasks": ["查找发放明细"], "respond_by": "2026-03-10"}
NOTICE = """
name = "进展告知书"
title = "政府信息公开申请办理进展告知书"
when = "申请人询问办理进展"
articles = []
remedy_class = "P"
time_limit = "及时"
recipient = "applicant"
format = "letter"
usage_note = "告知申请人办理进展。"
uses = ["sender", "applicant", "request"]

[facts]
progress = { title = "办理进展", type = "text", max_length = 500, sample = "正在查找" }
"""


@pytest.fixture
def accepted(office):
    office.apply()
    office.accepted()
    return office


def seen(office, kind: str) -> str:
    return by_clerk.sheet_of(office.case, kind, office.now.date()).mark


def issue(office, kind: str, facts: dict, login: str = "clerk", **more):
    given = {"seen": more.pop("seen", None) or seen(office, kind), **more}
    return office.run(by_clerk.issue_case_letter, office.person(login), case_id=office.case.id, kind=kind,
                      facts=facts, **given)  # fmt: skip


def as_typed(facts: dict) -> dict[str, str]:
    lines = {name: "\n".join(value) if isinstance(value, list) else value for name, value in facts.items()}
    return {f"fact_{name}": str(value) for name, value in lines.items()}


class TestTheAct:
    def test_a_letter_to_the_applicant_is_numbered_and_enters_the_account(self, accepted):
        done = issue(accepted, "reason_request_notice", REASONS)
        letter = letters_of(accepted.case)[-1]
        assert (letter.document_number, letter.facts["applicant_name"]) == (done["number"], "申请人甲")
        assert [one.state for one in issuing.deliveries_of(accepted.case) if one.letter_id == letter.id] == [
            "delivered"
        ]

    def test_a_letter_to_an_organ_waits_to_be_posted_and_the_applicant_never_sees_it(self, accepted):
        issue(accepted, "assistance_request", ASSIST, method="post")
        letter = letters_of(accepted.case)[-1]
        assert (letter.recipient, letter.recipient_name) == ("organ", "禄丰市农业农村局")
        assert issuing.deliveries_of(accepted.case)[-1].state == "pending"
        dispatch_due(accepted.now)
        assert letter.document.is_visible_to_applicant is False
        assert letter.id not in [row.id for row in letter_rows(request_of(accepted.case))]

    def test_a_form_of_the_file_takes_no_number_of_the_organ(self, accepted):
        before = [letter.document_number for letter in letters_of(accepted.case)]
        issue(accepted, "secrecy_review_form", {
            "information": "补贴发放明细", "source": "made", "conclusion": "disclose", "opinion": "不涉及国家秘密",
            "reviewed_by": "保密审查岗", "reviewed_on": "2026-03-02",
        })  # fmt: skip
        letter = letters_of(accepted.case)[-1]
        assert letter.document_number == f"{accepted.number}-{len(before) + 1}"
        assert [one.letter_id for one in issuing.deliveries_of(accepted.case)].count(letter.id) == 0

    def test_a_decision_is_never_issued_by_hand(self, accepted):
        names = [offer.kind.kind for offer in fitting.offers(accepted.case)]
        assert not [kind for kind in platform().catalogue if kind.carries_remedy and kind.kind in names]
        for kind in (
            "reply_granted", "third_party_disclosure_notice", "extension_notice", "proactive_conversion_form",
            "no_such_kind",
        ):  # fmt: skip
            with pytest.raises(fitting.LetterNotOffered):
                issue(accepted, kind, {}, seen="x")

    def test_what_needs_an_earlier_act_says_which(self, accepted):
        with pytest.raises(fitting.LetterNotOffered, match="须先制发《征求第三方意见书》"):
            issue(accepted, "consultation_notice_to_applicant", {}, seen="x")

    def test_a_stale_confirmation_is_refused(self, accepted):
        looked_at = seen(accepted, "reason_request_notice")
        request_of(accepted.case).description = "另一份材料"
        db.session.commit()
        with pytest.raises(by_clerk.LetterChanged):
            issue(accepted, "reason_request_notice", REASONS, seen=looked_at)
        with pytest.raises(by_clerk.LetterChanged):
            accepted.run(by_clerk.issue_case_letter, accepted.person("clerk"), case_id=accepted.case.id,
                         kind="reason_request_notice", facts=REASONS, seen="")  # fmt: skip

    def test_what_the_record_knows_cannot_be_given(self, accepted):
        with pytest.raises(InvalidInput) as refused:
            issue(accepted, "reason_request_notice", {**REASONS, "received_on": "2026-01-01"})
        assert "received_on" in refused.value.fields

    def test_a_letter_with_a_blank_or_a_strangers_number_is_not_numbered(self, accepted):
        for wrong in ({"statistics": ""}, {"statistics": "张三，身份证号11010519491231002X"}):
            with pytest.raises(issuing.LetterIncomplete):
                issue(accepted, "reason_request_notice", {**REASONS, **wrong})

    def test_only_the_desk_of_the_organ_issues_and_only_while_the_case_is_open(self, accepted):
        with pytest.raises(NotAllowed):
            issue(accepted, "reason_request_notice", REASONS, login="handler")
        mark = seen(accepted, "reason_request_notice")
        accepted.case.state = "closed"
        db.session.commit()
        with pytest.raises(CaseIsClosed):
            issue(accepted, "reason_request_notice", REASONS, seen=mark)


class TestThePage:
    def test_the_clerk_chooses_fills_looks_and_issues_once(self, accepted, browser):
        clerk, path = browser("clerk"), f"/desk/cases/{accepted.number}/letters/new"
        assert path in clerk.case().text
        assert path not in browser("handler").case().text
        listed = clerk.get(path).text
        assert "说明理由通知书" in listed
        assert "须先制发《征求第三方意见书》" in listed
        assert 'name="fact_request_content"' not in clerk.get(f"{path}/reason_request_notice").text
        blank = clerk.post(f"{path}/reason_request_notice", {"fact_statistics": ""})
        assert (blank.status_code, "请填写申请数量" in blank.text) == (422, True)
        looked = clerk.post(f"{path}/reason_request_notice", as_typed(REASONS))
        assert (looked.status_code, "申请46件" in re.sub(r"<[^>]+>", "", looked.text)) == (200, True)
        sent = {**as_typed(REASONS), "seen": hidden(looked.text, "seen"), "form_key": "one"}
        answers = [clerk.post(f"{path}/reason_request_notice/issue", sent) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302]
        assert [letter.kind for letter in letters_of(accepted.case)].count("reason_request_notice") == 1

    def test_what_changed_in_between_is_shown_anew(self, accepted, browser):
        clerk, path = browser("clerk"), f"/desk/cases/{accepted.number}/letters/new/reason_request_notice"
        sent = {**as_typed(REASONS), "seen": "0" * 64, "form_key": "one"}
        answer = clerk.post(f"{path}/issue", sent)
        assert (answer.status_code, "请按现在的内容重新核对" in answer.text) == (409, True)
        assert "申请46件" in answer.text

    def test_a_new_folder_is_a_letter_that_a_clerk_can_issue(self, app, accepted, browser, tmp_path):
        folder = tmp_path / "progress_notice"
        folder.mkdir()
        (folder / "letter.toml").write_text(NOTICE, "utf-8")
        (folder / "letter.html").write_text(
            "{% extends layout %}{% block text %}<p>您的申请办理进展：{{ progress | sentence }}</p>{% endblock %}",
            "utf-8",
        )
        house: Platform = platform()
        before = house.catalogue
        house.catalogue = Catalogue([*before.folders, tmp_path])
        try:
            clerk, path = browser("clerk"), f"/desk/cases/{accepted.number}/letters/new"
            assert "进展告知书" in clerk.get(path).text
            typed = {"fact_progress": "正在查找2024年度档案"}
            looked = clerk.post(f"{path}/progress_notice", typed)
            sent = {**typed, "seen": hidden(looked.text, "seen"), "form_key": "one"}
            assert clerk.post(f"{path}/progress_notice/issue", sent).status_code == 302
            dispatch_due(accepted.now)
            letter = letters_of(accepted.case)[-1]
            assert (letter.kind, letter.document is not None) == ("progress_notice", True)
        finally:
            house.catalogue = before


def test_by_the_api_the_same(app, client):
    api = Caller(client)
    api.apply()
    path = f"/cases/{api.number}/letters"
    kinds = {row["kind"]: row for row in api.call("GET", f"{path}/kinds", "clerk").json["kinds"]}
    assert "why_not" in kinds["consultation_notice_to_applicant"]
    assert set(kinds["reason_request_notice"]["facts"]["properties"]) == set(REASONS)
    body = {"kind": "reason_request_notice", "facts": REASONS, "seen": kinds["reason_request_notice"]["seen"]}
    assert api.call("POST", path, "clerk", json={**body, "seen": ""}).status_code == 409
    assert api.call("POST", path, "handler", json=body).status_code in (403, 404)
    done = api.call("POST", path, "clerk", json=body)
    assert (done.status_code, done.json["title"]) == (201, "政府信息公开申请说明理由通知书")

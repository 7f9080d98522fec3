"""Drafting, signing and sending back: what a signature is bound to, and the ways back of the diagram."""

import pytest

from app.casework.acts.errors import CannotHappenNow, StaleWorkItem
from app.casework.letters.issuing import letters_of
from app.casework.texts.seen import NOT_SEEN
from app.database import db
from app.law.errors import InvalidInput
from app.processes.disclosure import draft_form
from app.processes.disclosure.letters import reply_kind
from app.processes.disclosure.registration import request_of
from tests.journeys.letters_seen import titles
from tests.journeys.test_searches import correct
from tests.support.office import GRANTED, Office, search_for

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]


def sample_of_reply(office: Office) -> dict:
    """What a drafter types for the letter of the outcome."""
    kind = reply_kind(request_of(office.case))
    return draft_form.values_from(kind, kind.sample_facts())


class TestSignOff:
    def test_sent_back_twice_then_signed_with_every_opinion_kept(self):
        office = Office()
        office.apply()
        office.drafted()
        office.do("unithead", "T_sign_unit_head", decision="send_back", opinion="请补充文号")
        office.do("handler", "T_draft", **GRANTED)
        office.do("unithead", "T_sign_unit_head", decision="approve", opinion="同意")
        office.do("officehead", "T_sign_office_head", decision="send_back", opinion="请核对页数")
        office.do(
            "handler", "T_draft", **{**GRANTED, "fact_items": "金山镇2024年度补贴发放明细｜电子文件｜13"}
        )
        assert office.open_nodes() == {"T_sign_unit_head"}

        office.do("unithead", "T_sign_unit_head", decision="approve")
        office.do("officehead", "T_sign_office_head", decision="approve")
        assert office.open_nodes() == {"T_issue"}

    def test_a_send_back_needs_its_reason(self):
        office = Office()
        office.apply()
        office.drafted()
        with pytest.raises(InvalidInput) as refused:
            office.do("unithead", "T_sign_unit_head", decision="send_back")
        assert "opinion" in refused.value.fields

    def test_a_text_that_changed_after_the_page_was_opened_is_not_signed(self):
        office = Office()
        office.apply()
        office.drafted()
        with pytest.raises(StaleWorkItem):
            office.do("unithead", "T_sign_unit_head", decision="approve", signed_hash="0" * 64)

    @pytest.mark.parametrize("decision", ["approve", "send_back"])
    def test_whoever_does_not_say_which_text_was_seen_signs_nothing(self, decision):
        office = Office()
        office.apply()
        office.drafted()
        with pytest.raises(InvalidInput) as refused:
            office.do("unithead", "T_sign_unit_head", decision=decision, opinion="同意", signed_hash="")
        assert refused.value.fields == {"signed_hash": NOT_SEEN}
        assert office.open_nodes() == {"T_sign_unit_head"}

    @pytest.mark.parametrize(
        ("mark", "refusal"), [("", InvalidInput), ("0" * 64, StaleWorkItem)], ids=["none", "of another text"]
    )
    def test_nothing_is_issued_that_was_not_seen(self, mark, refusal):
        office = Office()
        office.apply()
        office.signed()
        with pytest.raises(refusal):
            office.do("reviewer", "T_issue", checked=True, signed_hash=mark)
        assert office.open_nodes() == {"T_issue"}

    def test_what_is_seen_wrong_at_issue_goes_back_and_is_signed_again(self):
        office = Office()
        office.apply()
        office.signed()
        with pytest.raises(InvalidInput) as refused:
            office.do("reviewer", "T_issue", decision="send_back")
        assert refused.value.fields == {"opinion": "退回修改的，请写明理由"}
        office.do("reviewer", "T_issue", decision="send_back", opinion="收件人写错")
        assert office.open_nodes() == {"T_draft"}
        office.do("handler", "T_draft", **GRANTED)
        assert office.open_nodes() == {"T_sign_unit_head"}
        assert titles(office) == ["政府信息公开申请登记回执"]

    def test_another_decision_after_a_send_back_brings_another_letter(self):
        office = Office()
        office.apply()
        office.drafted()
        office.do("unithead", "T_sign_unit_head", decision="send_back", opinion="该信息本机关没有制作")
        with pytest.raises(InvalidInput):
            office.do("handler", "T_draft", decision="rethink")
        office.do("handler", "T_draft", decision="rethink", opinion="经核实，信息不存在")
        put_right = {"finding": "nothing", "result": "所查到的是另一年度的明细", "why": "年度看错"}
        correct(office, 1, **put_right)
        office.do("handler", "T_handle", **search_for("not_existing"), outcome="not_existing")
        assert reply_kind(request_of(office.case)).kind == "reply_not_existing"
        assert request_of(office.case).draft_facts == {}

    def test_a_case_whose_diagram_has_no_way_back_is_offered_none(self):
        office = Office()
        office.apply()
        office.signed()
        office.item("T_issue").choices = []
        db.session.commit()
        with pytest.raises(InvalidInput) as refused:
            office.do("reviewer", "T_issue", decision="send_back", opinion="收件人写错")
        assert refused.value.fields["decision"] == "没有这一项"
        office.do("reviewer", "T_issue", checked=True)

    def test_a_remedy_that_changed_after_signing_is_signed_anew(self, county):
        """市县更换复议机关等：已签的不是将要发出的。"""
        office = Office()
        office.apply()
        office.handled("denied_process")
        office.do("handler", "T_draft", **sample_of_reply(office))
        office.do("unithead", "T_sign_unit_head", decision="approve")
        county.units["LF"].reconsideration_organ = "云南省人民政府"
        db.session.commit()
        with pytest.raises(CannotHappenNow, match="提交审签后"):
            office.do("legal", "T_sign_legal", decision="approve")
        office.do("legal", "T_sign_legal", decision="send_back", opinion="复议机关已变更")
        office.do("handler", "T_draft", **sample_of_reply(office))
        office.do("unithead", "T_sign_unit_head", decision="approve")
        office.do("legal", "T_sign_legal", decision="approve")

    def test_a_refusal_is_signed_by_law_and_leader_and_names_reconsideration_first(self):
        office = Office()
        office.apply()
        office.handled("denied_process")
        office.do("handler", "T_draft", **sample_of_reply(office))
        office.do("unithead", "T_sign_unit_head", decision="approve")
        office.do("legal", "T_sign_legal", decision="approve")
        office.do("officehead", "T_sign_office_head", decision="approve")
        assert office.open_nodes() == {"T_sign_leader"}
        office.do("leader", "T_sign_leader", decision="approve")
        office.do("reviewer", "T_issue", checked=True)
        remedy = "".join(letters_of(office.case)[-1].facts["remedy"])
        assert "先向楚雄彝族自治州人民政府申请行政复议" in remedy

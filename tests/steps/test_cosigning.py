"""会签: several units sign at once, each for itself, on the very texts that they have seen."""

import pytest

from app.casework.acts.errors import CannotHappenNow, StaleWorkItem
from app.casework.models import Case, Opinion
from app.casework.models.cases import CaseState
from app.casework.texts.seen import NOT_SEEN, mark_of, versions_to_sign
from app.casework.texts.signatures import standing_objections, standing_signatures
from app.casework.work import reading
from app.casework.work.register import readable_cases
from app.casework.work.timeline import timeline_of
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.office.people import find_person
from app.office.permissions import standing_of
from app.steps.signoff import withdraw_objection

pytestmark = pytest.mark.database


def standing_of_login(office, login):
    return standing_of(find_person(login), office.now.date())


def in_the_list(office, login) -> bool:
    condition = readable_cases(standing_of_login(office, login))
    return db.session.query(Case).where(condition, Case.number == office.number).count() == 1


class TestCopies:
    def test_each_unit_has_its_own_named_copy_in_the_hands_of_its_head(self, drafting):
        drafting.written().sent()
        copies = drafting.copies()
        assert {unit: item.title for unit, item in copies.items()} == {
            "自然资源局": "会签（自然资源局）", "财政局": "会签（财政局）",
        }  # fmt: skip
        assert copies["财政局"].assignee.login == "financehead"
        assert copies["财政局"].copy_item == str(copies["财政局"].unit_id)

    def test_all_agree_and_the_case_goes_on_to_its_end(self, drafting):
        drafting.written().sent()
        drafting.co_sign("financehead", "财政局", decision="approve", opinion="同意")
        assert drafting.open_nodes() == {"T_co_sign"}
        drafting.co_sign("unithead", "自然资源局", decision="approve")
        drafting.do("clerk2", "T_issue", decision="issued", checked=True)
        assert drafting.case.state == CaseState.CLOSED

    def test_every_copy_keeps_its_own_opinion_on_both_texts(self, drafting):
        drafting.written().sent()
        drafting.co_sign("financehead", "财政局", decision="approve", opinion="资金已落实")
        drafting.co_sign("unithead", "自然资源局", decision="send_back", opinion="用地未批")
        given = db.session.query(Opinion).where(Opinion.title.startswith("会签")).order_by(Opinion.id).all()
        assert [(one.unit.short_name, one.choice_label, one.text) for one in given] == [
            ("财政局", "同意", "资金已落实"), ("自然资源局", "不同意", "用地未批"),
        ]  # fmt: skip
        bound = [[(text.slot, text.number) for text in one.texts] for one in given]
        assert bound == [[("paper", 1), ("explanation", 1)]] * 2

    @pytest.mark.parametrize("decision", ["approve", "send_back"])
    def test_nobody_co_signs_without_the_mark_of_the_texts_seen(self, drafting, decision):
        drafting.written().sent()
        with pytest.raises(InvalidInput) as refused:
            drafting.co_sign("financehead", "财政局", decision=decision, opinion="说明", signed_hash="")
        assert refused.value.fields == {"signed_hash": NOT_SEEN}
        assert len(drafting.copies()) == 2

    def test_one_unit_cannot_answer_for_another(self, drafting):
        drafting.written().sent()
        with pytest.raises(NotAllowed):
            drafting.co_sign("unithead", "财政局", decision="approve")

    def test_who_does_not_agree_says_why(self, drafting):
        drafting.written().sent()
        with pytest.raises(InvalidInput) as refused:
            drafting.co_sign("unithead", "自然资源局", decision="send_back")
        assert refused.value.fields == {"opinion": "不同意的，请写明理由"}

    def test_who_co_signs_reads_the_case_before_and_after(self, drafting):
        drafting.written()
        assert not reading.may_read(drafting.case, standing_of_login(drafting, "financehead"))
        assert not in_the_list(drafting, "financehead")
        drafting.sent()
        for _turn in ("before", "after"):
            assert reading.may_read(drafting.case, standing_of_login(drafting, "financehead"))
            assert in_the_list(drafting, "financehead")
            assert not reading.may_read(drafting.case, standing_of_login(drafting, "foreign"))
            if "财政局" in drafting.copies():
                drafting.co_sign("financehead", "财政局", decision="approve")

    def test_a_unit_without_anybody_to_sign_is_not_asked(self, drafting):
        drafting.written()
        with pytest.raises(InvalidInput) as refused:
            drafting.sent(["LF-JS", "LF-CZ", "LF-ZG"])
        assert "金山镇人民政府没有担任" in refused.value.fields["units"]
        assert "政务公开科没有担任" in refused.value.fields["units"]
        assert "财政局" not in refused.value.fields["units"]

    def test_units_are_chosen_by_code_and_each_is_asked_once(self, drafting):
        drafting.written().sent(["LF-CZ", "LF-CZ"])
        assert list(drafting.copies()) == ["财政局"]

    @pytest.mark.parametrize(
        "typed", ["禄丰市财政局\n禄丰市财政局", "LF-CZ", "1、禄丰市财政局", "禄丰市财政局，LF-CZ"]
    )
    def test_programs_may_still_send_names_or_codes_as_a_text(self, drafting, typed):
        drafting.written().sent(typed)
        assert list(drafting.copies()) == ["财政局"]

    def test_every_name_that_is_no_unit_is_told(self, drafting):
        drafting.written()
        with pytest.raises(InvalidInput) as refused:
            drafting.sent("县外单位、禄丰市财政局、没有这个局")
        assert refused.value.fields["units"].startswith("“县外单位”、“没有这个局”不在可以选择的会签单位之内")


class TestTexts:
    def test_an_edit_makes_a_new_version_voids_the_consent_and_says_so(self, drafting):
        drafting.written().sent()
        drafting.co_sign("financehead", "财政局", decision="approve")
        drafting.co_sign("unithead", "自然资源局", decision="send_back", opinion="用地未批")
        drafting.written("第二稿", opinion="改写第三条")
        lines = [entry.act for entry in timeline_of(drafting.case)]
        assert (
            "文件第 2 版，说明：改写第三条；财政午（会签（财政局））在第 1 版上签署的意见失效，须重新审签"
            in lines
        )
        assert not [one for one in standing_signatures(drafting.case, drafting.now.date()) if one.agrees]
        assert [one.person.login for one in standing_objections(drafting.case)] == ["unithead"]

    def test_the_next_round_asks_everybody_and_the_objector_lifts_the_objection(self, drafting):
        drafting.written().sent()
        drafting.co_sign("financehead", "财政局", decision="approve")
        drafting.co_sign("unithead", "自然资源局", decision="send_back", opinion="用地未批")
        drafting.written("第二稿").sent()
        assert set(drafting.copies()) == {"自然资源局", "财政局"}
        drafting.co_sign("unithead", "自然资源局", decision="approve")
        drafting.co_sign("financehead", "财政局", decision="approve")
        assert standing_objections(drafting.case) == []
        assert len(standing_signatures(drafting.case, drafting.now.date())) == 2

    def test_nothing_is_issued_against_an_objection_until_its_own_hand_lifts_it(self, drafting):
        drafting.written().sent()
        drafting.co_sign("unithead", "自然资源局", decision="send_back", opinion="用地未批")
        drafting.co_sign("financehead", "财政局", decision="approve")
        drafting.written("第二稿").sent("禄丰市财政局")
        drafting.co_sign("financehead", "财政局", decision="approve")
        with pytest.raises(CannotHappenNow, match="局长己（会签（自然资源局））的异议尚未撤回"):
            drafting.do("clerk2", "T_issue", decision="issued", checked=True)
        [objection] = standing_objections(drafting.case)
        said = {"case_id": drafting.case.id, "opinion_id": objection.id, "reason": "用地已批"}
        with pytest.raises(NotAllowed):
            drafting.run(withdraw_objection, drafting.person("reviewer"), **said)
        drafting.run(withdraw_objection, drafting.person("unithead"), **said)
        drafting.do("clerk2", "T_issue", decision="issued", checked=True)
        assert drafting.case.state == CaseState.CLOSED

    def test_a_page_that_shows_another_version_is_refused(self, drafting):
        drafting.written().sent()
        seen = mark_of(versions_to_sign(drafting.case))
        drafting.co_sign("unithead", "自然资源局", decision="send_back", opinion="用地未批", signed_hash=seen)
        drafting.co_sign("financehead", "财政局", decision="approve", signed_hash=seen)
        drafting.written("第二稿").sent()
        with pytest.raises(StaleWorkItem, match="文件、起草说明在您打开页面后已修改"):
            drafting.co_sign("financehead", "财政局", decision="approve", signed_hash=seen)

    def test_whoever_wrote_a_text_does_not_sign_it(self, drafting):
        drafting.written().sent()
        reviewer = find_person("reviewer").id
        assert {tuple(item.drafter_ids) for item in drafting.copies().values()} == {(reviewer,)}


def test_the_acts_of_a_step_that_a_process_does_not_list_are_refused(drafting):
    from app.steps.withdrawal import record_withdrawal

    with pytest.raises(CannotHappenNow, match="“会签文件”没有“撤回”这一办理事项"):
        drafting.run(record_withdrawal, drafting.person("clerk"), case_id=drafting.case.id, reason="撤回")


def test_old_names_of_diagrams_are_still_known():
    office = platform_of_disclosure()
    assert {"assignment", "sign", "issue", "delivery", "archive"} <= set(office.work.forms)
    assert {"close_case", "archive_case", "record_withdrawal"} <= office.work.operations.names
    assert "withdrawn" in office.work.messages


def platform_of_disclosure():
    from app.processes.disclosure.process import disclosure

    return disclosure

"""Two bound texts that three units, and two people by name, sign at once."""

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.models import Opinion
from app.casework.publications.errors import NotSigned
from app.casework.publications.signed import signed_version
from app.casework.texts.signatures import standing_objections, standing_signatures
from app.casework.texts.versions import current_versions
from app.casework.work.timeline import timeline_of
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from tests.guest.floods.conftest import ADVISERS, HEADS, UNITS

pytestmark = pytest.mark.database


def agreed(office) -> set[str]:
    standing = standing_signatures(office.case, office.now.date())
    return {one.opinion.person.login for one in standing if one.agrees}


def test_three_units_are_asked_at_once_each_on_both_texts(office):
    office.in_co_signing()
    assert {item.title for item in office.open_items()} == {f"会签（{unit}）" for unit in HEADS}
    for login in HEADS.values():
        office.answers(login)
    given = db.session.query(Opinion).filter_by(node="T_co_sign").all()
    bound = {one.person.login: [(text.slot, text.number) for text in one.texts] for one in given}
    assert bound == {login: [("bulletin", 1), ("plan", 1)] for login in HEADS.values()}


def test_an_edit_voids_every_consent_and_an_objection_stays(office):
    office.in_co_signing()
    office.answers("unithead")
    office.answers("financehead", "send_back", "没有列经费")
    office.answers("townhead")
    for login in ADVISERS:
        office.answers(login)
    assert office.open_nodes() == {"T_measures"}
    office.written(plan="每小时报告一次水位。", opinion="补充经费")
    assert agreed(office) == set()
    assert [one.person.login for one in standing_objections(office.case)] == ["financehead"]
    [line] = [entry.act for entry in timeline_of(office.case) if entry.act.startswith("措施方案第 2 版")]
    assert line.startswith(
        "措施方案第 2 版，说明：补充经费；局长己（会签（自然资源局））、镇长未（会签（金山镇））"
    )
    assert line.endswith("在第 1 版上签署的意见失效，须重新审签")
    assert current_versions(office.case)["bulletin"].number == 1


def test_nothing_goes_out_against_an_objection_whose_hand_was_not_asked_again(office):
    office.in_co_signing()
    office.answers("financehead", "send_back", "没有列经费")
    for login in ("unithead", "townhead", *ADVISERS):
        office.answers(login)
    office.written(plan="每小时报告一次水位。")
    office.do("handler", "T_units", units=UNITS.replace("LF-CZ\n", ""))
    office.do("handler", "T_people", people=list(ADVISERS))
    for login in ("unithead", "townhead", *ADVISERS):
        office.answers(login)
    office.do("leader", "T_approve", decision="approve")
    with pytest.raises(CannotHappenNow, match="财政午（会签（财政局））的异议尚未撤回，不能制发"):
        office.do("reviewer", "T_issue", decision="issued", checked=True)
    with pytest.raises(NotSigned, match="财政午（会签（财政局））对通报稿的异议尚未撤回，不能公开"):
        signed_version(office.case, "bulletin", office.now.date())


def test_a_text_that_nobody_signed_is_not_put_before_the_public(office):
    office.in_co_signing()
    with pytest.raises(NotSigned, match="通报稿现在的文本没有有效的签署，不能公开"):
        signed_version(office.case, "bulletin", office.now.date())


class TestPeople:
    """`Copies.PEOPLE`: a copy for each person, in their own hands."""

    @pytest.fixture
    def asked(self, office):
        office.in_co_signing()
        for login in HEADS.values():
            office.answers(login)
        return office

    def test_each_has_a_copy_of_their_own_though_they_share_a_unit(self, asked):
        copies = asked.copies()
        assert {login: item.title for login, item in copies.items()} == {
            "handler2": "会商（承办戊）", "handler4": "会商（承办申）",
        }  # fmt: skip
        for item in copies.values():
            assert (item.copy_item, item.unit.short_name) == (str(item.assignee_id), "自然资源局")

    def test_nobody_answers_for_another(self, asked):
        with pytest.raises(NotAllowed):
            asked.answers("handler4", whose="handler2")
        with pytest.raises(NotAllowed):
            asked.answers("handler", whose="handler2")

    def test_both_are_waited_for_and_their_answers_are_kept_apart(self, asked):
        asked.answers("handler2", opinion="可行")
        assert asked.open_nodes() == {"T_consult"}
        asked.answers("handler4")
        assert asked.open_nodes() == {"T_approve"}

    def test_the_consent_of_one_does_not_lift_the_objection_of_another_of_the_same_unit(self, asked):
        asked.answers("handler2", "send_back", "水位数据过时")
        asked.answers("handler4")
        assert [one.person.login for one in standing_objections(asked.case)] == ["handler2"]
        assert asked.open_nodes() == {"T_measures"}

    def test_the_objection_of_one_does_not_void_the_consent_of_another_of_the_same_unit(self, asked):
        asked.answers("handler4")
        asked.answers("handler2", "send_back", "水位数据过时")
        assert "handler4" in agreed(asked)

    def test_in_the_next_round_the_own_consent_lifts_the_own_objection(self, asked):
        asked.answers("handler2", "send_back", "水位数据过时")
        asked.answers("handler4")
        asked.written(bulletin="水位 12 米。").sent().all_agree()
        assert standing_objections(asked.case) == []
        assert agreed(asked) == {*HEADS.values(), *ADVISERS}

    def test_whoever_wrote_the_texts_and_whoever_is_not_offered_is_not_asked(self, office):
        office.reported().accepted().written().do("handler", "T_units", units=UNITS)
        for login in ("handler", "clerk"):
            with pytest.raises(InvalidInput) as refused:
                office.do("handler", "T_people", people=[login])
            assert refused.value.fields == {"people": "会签人员中有不能选择的项，请重新选择"}

"""退回分办、退回受理审查、建议补正: along arrows that are drawn, by who has the task, with a reason that is shown."""

import pytest

from app.casework.acts.errors import CannotHappenNow, StaleWorkItem
from app.casework.letters.issuing import letters_of
from app.casework.work import going_back, work_items
from app.casework.work.before import said_before
from app.casework.work.timeline import timeline_of
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.processes.disclosure.models import ClarificationProposal
from tests.support.office import SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app", "drafting_organ")]
WHY = "耕地补贴由农业农村局发放，本局没有制作也没有保存"
PROPOSAL = {
    "items": "请写明所需信息的年度\n请写明是明细还是汇总", "guidance": "可以写明文件名称、文号",
    "opinion": "按现有描述查到多份文件，无法确定是哪一份",
}  # fmt: skip


@pytest.fixture
def office() -> Office:
    office = Office()
    office.apply()
    return office.assigned()


def back(office: Office, login: str, node: str, way: str, **data):
    item = office.item(node)
    return office.run(
        going_back.send_back, office.person(login), case_id=item.case_id, item_id=item.id, way=way, data=data
    )


class TestBackToAssignment:
    def test_the_office_assigns_anew_and_reads_why(self, office):
        office.later(days=1)
        back(office, "handler", "T_handle", "return_assignment", opinion=WHY)
        assert office.open_nodes() == {"T_assign"}
        assert office.case.handling_unit is None
        said = said_before(office.item("T_assign"))
        assert said is not None
        assert (WHY in said.words, said.is_return) == (True, True)
        assert any(WHY in line.act or WHY in line.opinion for line in timeline_of(office.case))
        office.do("reviewer", "T_assign", unit="LF-ZRZY")
        assert office.open_nodes() == {"T_handle"}

    def test_the_limit_runs_on(self, office):
        due = office.case.due_on
        back(office, "handler", "T_handle", "return_assignment", opinion=WHY)
        assert office.case.due_on == due
        assert office.case.clock_state == "running"

    @pytest.mark.parametrize("reason", ["", "无", "略"])
    def test_a_reason_is_needed(self, office, reason):
        with pytest.raises(InvalidInput) as refused:
            back(office, "handler", "T_handle", "return_assignment", opinion=reason)
        assert "opinion" in refused.value.fields
        assert office.open_nodes() == {"T_handle"}

    @pytest.mark.parametrize("login", ["clerk", "reviewer", "unithead", "leader", "foreign"])
    def test_only_who_has_the_task_gives_it_back(self, office, login):
        with pytest.raises(NotAllowed):
            back(office, login, "T_handle", "return_assignment", opinion=WHY)
        assert office.open_nodes() == {"T_handle"}

    def test_only_ways_that_are_drawn(self, office):
        with pytest.raises(CannotHappenNow):
            back(office, "handler", "T_handle", "return_screening", opinion=WHY)
        with pytest.raises(CannotHappenNow):
            back(office, "handler", "T_handle", "default", opinion=WHY)

    def test_once_it_is_decided_the_task_is_gone(self, office):
        item = office.item("T_handle")
        office.do("handler", "T_handle", **SEARCH, outcome="granted")
        with pytest.raises(StaleWorkItem):
            office.run(going_back.send_back, office.person("handler"), case_id=item.case_id, item_id=item.id,
                       way="return_assignment", data={"opinion": WHY})  # fmt: skip


class TestBackToScreening:
    def test_what_nobody_in_the_house_can_do_is_screened_anew(self, office):
        back(office, "handler", "T_handle", "return_assignment", opinion=WHY)
        back(office, "reviewer", "T_assign", "return_screening", opinion="经核实由其他机关负责公开")
        assert office.open_nodes() == {"T_screening"}
        office.do("reviewer", "T_screening", screening="not_responsible")
        assert office.open_nodes() == {"T_draft"}


class TestProposalToClarify:
    def test_the_draft_of_the_unit_stands_in_the_form_of_the_office(self, office):
        back(office, "handler", "T_handle", "propose_clarification", **PROPOSAL)
        item = office.item("T_screening")
        known = work_items.form_of(item).initial(item.case)
        assert known["clarification_items"] == PROPOSAL["items"]
        assert known["clarification_guidance"] == PROPOSAL["guidance"]
        said = said_before(item)
        assert said is not None
        assert PROPOSAL["opinion"] in said.words
        assert len(letters_of(office.case)) == 1  # the receipt: nothing is asked before the office decides
        office.do("reviewer", "T_screening", screening="clarify", **{
            name: known[name] for name in ("clarification_items", "clarification_guidance")
        })  # fmt: skip
        assert len(letters_of(office.case)) == 2
        assert db.session.query(ClarificationProposal).one().settled_at is not None

    def test_the_office_may_decline(self, office):
        back(office, "handler", "T_handle", "propose_clarification", **PROPOSAL)
        office.do("reviewer", "T_screening", screening="accept", opinion="描述足以查找，请继续办理")
        office.do("reviewer", "T_assign", unit="LF-ZRZY")
        assert office.open_nodes() == {"T_handle"}
        assert "clarification_items" not in work_items.form_of(office.item("T_handle")).initial(office.case)

    @pytest.mark.parametrize(
        ("field", "value"), [("items", "无"), ("items", "\n \n"), ("guidance", "略"), ("opinion", "")]
    )
    def test_empty_words_propose_nothing(self, office, field, value):
        with pytest.raises(InvalidInput) as refused:
            back(office, "handler", "T_handle", "propose_clarification", **{**PROPOSAL, field: value})
        assert field in refused.value.fields

    def test_only_once_is_the_applicant_asked(self, office):
        back(office, "handler", "T_handle", "propose_clarification", **PROPOSAL)
        office.do("reviewer", "T_screening", screening="clarify", clarification_items="年度",
                  clarification_guidance="写明年度")  # fmt: skip
        office.do("clerk", "T_clarification", answer="2024年度", answered_on=office.now.date().isoformat())
        office.do("reviewer", "T_screening", screening="accept")
        office.do("reviewer", "T_assign", unit="LF-ZRZY")
        with pytest.raises(InvalidInput) as refused:
            back(office, "handler", "T_handle", "propose_clarification", **PROPOSAL)
        assert "items" in refused.value.fields

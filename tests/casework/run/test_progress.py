"""The bar of the way follows the drawing: a step that a county drew itself does not throw it back."""

import pytest

from app.casework.contract.platform import platform
from app.casework.run.progress import progress
from app.processes.disclosure import use_cases
from app.processes.disclosure.applicant import APPLICANT
from app.processes.disclosure.applicant_steps import steps_for_applicant
from app.processes.disclosure.registration import request_of
from app.steps.withdrawal import withdraw_request
from tests.support.drawn import deploy_a_secrecy_review
from tests.support.office import GRANTED, SEARCH, Office

pytestmark = pytest.mark.database


def current(case) -> list[str]:
    stages = platform().process("disclosure").case_page.stages
    return [title for title, state in progress(case, stages) if state == "current"]


@pytest.fixture
def office(app):
    made = Office()
    deploy_a_secrecy_review(made)
    made.apply()
    return made


def test_a_step_of_the_countys_own_belongs_to_the_stage_before_it(office):
    office.assigned().do("handler", "T_handle", **SEARCH, outcome="granted")
    assert office.open_nodes() == {"T_secrecy"}
    assert current(office.case) == ["查找判断"]


def test_the_applicant_sees_the_stage_that_was_reached(office):
    office.assigned().do("handler", "T_handle", **SEARCH, outcome="granted")
    steps = steps_for_applicant(request_of(office.case))
    assert [step["words"] for step in steps if step["state"] == "current"] == ["查找办理"]


def test_the_way_goes_on_behind_it(office):
    office.assigned().do("handler", "T_handle", **SEARCH, outcome="granted")
    office.do("handler", "T_secrecy", opinion="不涉密")
    assert current(office.case) == ["拟写答复"]
    office.attach("handler")
    office.do("handler", "T_draft", **GRANTED)
    assert current(office.case) == ["审签"]


class TestBesideTheWay:
    """An approval that waits beside the way does not take the case back to its first stage."""

    def test_an_extension_that_waits_leaves_the_stage_where_it_is(self, app):
        office = Office()
        office.apply()
        office.drafted()
        assert current(office.case) == ["审签"]
        data = {"working_days": 20, "reason": "需要向多个单位核对发放明细"}
        office.run(use_cases.request_extension, office.person("handler"), case_id=office.case.id, data=data)
        assert "T_approve_extension" in office.open_nodes()
        assert current(office.case) == ["审签"]
        steps = steps_for_applicant(request_of(office.case))
        assert [step["words"] for step in steps if step["state"] == "current"] == ["查找办理"]


class TestEnded:
    """A case that ended early shows what was done of it, and nothing else: how it ended is no stage of the way."""

    def withdrawn(self, office) -> list[str]:
        withdrawn = {"case_id": office.case.id, "reason": "已取得"}
        office.run(withdraw_request, APPLICANT, **withdrawn)
        stages = platform().process("disclosure").case_page.stages
        return [title for title, state in progress(office.case, stages) if state == "done"]

    def test_before_anything_was_done(self, app):
        office = Office()
        office.apply()
        assert self.withdrawn(office) == []

    def test_while_it_was_with_the_handler(self, app):
        office = Office()
        office.apply()
        office.assigned()
        assert self.withdrawn(office) == ["收件登记", "受理审查", "分办"]

    def test_of_a_countys_own_step_the_stage_before_it(self, office):
        office.assigned().do("handler", "T_handle", **SEARCH, outcome="granted")
        assert self.withdrawn(office)[-1] == "查找判断"

"""The bar of the way follows the drawing: a step that a county drew itself does not throw it back."""

import pytest

from app.casework.contract.platform import platform
from app.casework.run.progress import progress
from app.processes.disclosure import use_cases
from app.processes.disclosure.applicant_steps import steps_for_applicant
from app.processes.disclosure.registration import request_of
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

from datetime import date

import pytest

from app.engine import state
from app.engine.adaptation import RunScriptEngine
from app.engine.errors import DiagramError
from app.engine.operations import Operations, Telling
from app.engine.specifications import specification_of
from tests.engine.helpers import DrivenCase


@pytest.fixture
def operations():
    operations = Operations()

    @operations.register("issue_letter", title="制发文书")
    def issue_letter(act, kind):
        return {"act": act, "kind": kind}

    return operations


def test_an_operation_is_called_by_name_with_the_act_and_its_parameters(operations):
    assert operations.call("issue_letter", "act", {"kind": "reply"}) == {"act": "act", "kind": "reply"}


def test_names_are_the_vocabulary_of_the_check(operations):
    assert operations.names == {"issue_letter"}
    assert "issue_letter" in operations
    assert [operation.title for operation in operations] == ["制发文书"]


def test_a_name_has_one_meaning(operations):
    with pytest.raises(DiagramError, match="重复"):
        operations.register("issue_letter", title="又一个")(print)


def test_an_unknown_operation_is_named(operations):
    with pytest.raises(DiagramError, match="issue_later"):
        operations.call("issue_later", "act", {})


def test_what_it_tells_beside_its_result_is_known_to_the_next_steps():
    told = Telling({"letter_id": 5}, {"delivered_online": False, "made_on": date(2026, 3, 2)})
    case = DrivenCase("small", {"case_id": 1}, note=told).complete("T_check", check="complete")
    workflow, _trail = state.unpack(
        case.run.dump(), specification_of(case.diagrams), RunScriptEngine(case.perform)
    )
    (decide,) = workflow.get_tasks(spec_name="T_decide")
    assert decide.data["r_S_note"] == {"letter_id": 5}
    assert decide.data["delivered_online"] is False
    assert "made_on" not in decide.data  # days are no facts of a diagram


def test_its_result_stays_flat_whatever_it_tells():
    with pytest.raises(TypeError, match="not a flat result"):
        DrivenCase("small", {"case_id": 1}, note=Telling(object(), {})).complete("T_check", check="complete")

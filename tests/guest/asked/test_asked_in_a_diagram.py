"""A diagram names `consultation`, `issue_consultations`, `opinions`: parties, letters, answers, silence, a pause."""

from datetime import date

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.models import Opinion
from app.casework.models.consultations import ConsultationState as State
from app.casework.terms.clock_view import explanations_of
from app.casework.terms.moments import Phase, of_case
from app.database import db
from app.law.awaiting import OpinionsOutstanding
from app.law.errors import InvalidInput, NotAllowed
from app.steps import consultation_acts as acts
from app.steps import consultation_answers as answers
from app.steps.consultation_silence import record_silences
from tests.guest.asked.conftest import CO_AUTHOR, COMPANY, PERSON

pytestmark = pytest.mark.database
DUE_ON = date(2026, 3, 30)  # twenty working days after 2 March


def drop(office, number: int) -> None:
    office.run(answers.drop_consultation, office.person("clerk"), case_id=office.case.id, number=number,
               data={"reason": "不再需要"})  # fmt: skip


@pytest.fixture
def asked(office):
    """Three parties are named, one after the other; their letters are issued by the diagram at once."""
    return office.registered().names(PERSON, COMPANY, CO_AUTHOR)


def test_each_round_of_the_diagram_names_a_party_and_nothing_is_issued_before_the_last(office):
    office.registered().names(PERSON, COMPANY)
    assert [office.row(number).name for number in (1, 2)] == ["欧阳示例", "第三方乙公司"]
    assert office.open_nodes() == {"T_gather"}


def test_the_operation_issues_the_letters_of_all_that_were_named(asked):
    assert [one.kind for one in letters_of(asked.case)] == [
        "third_party_consultation", "third_party_opinion_slip", "third_party_consultation",
        "third_party_opinion_slip", "organ_consultation",
    ]  # fmt: skip
    assert {asked.row(number).state for number in (1, 2, 3)} == {State.ISSUED}
    assert "利用人甲" not in str([one.facts for one in letters_of(asked.case)])


def test_an_answer_a_silence_and_a_dropped_party_let_the_case_go_on(asked):
    for number in (1, 2, 3):
        asked.sent(number)
    asked.at(3, 12).answer_consultation(1, "objected")
    drop(asked, 2)
    with pytest.raises(OpinionsOutstanding):
        asked.do("reviewer", "T_gather")
    assert record_silences(asked.at(3, 24).now) == 1
    assert [asked.row(number).state for number in (1, 2, 3)] == [State.ANSWERED, State.DROPPED, State.SILENT]
    asked.do("reviewer", "T_gather")
    assert asked.open_nodes() == {"T_weigh"}
    asked.do("reviewer", "T_weigh", opinion="不予提供第1页")
    assert asked.is_done


def test_where_all_agree_nothing_is_weighed(asked):
    for number in (1, 2, 3):
        asked.sent(number).answer_consultation(number, "agreed")
    asked.do("reviewer", "T_gather")
    assert asked.is_done
    assert [one.choice for one in db.session.query(Opinion).filter_by(node="T_gather")] == ["agreed"]


def test_the_clock_stands_still_while_one_is_out_and_runs_on_with_the_last_word(asked):
    assert asked.case.due_on == DUE_ON
    asked.sent(1).sent(2).at(3, 3)
    assert of_case(asked.case, asked.now) is Phase.PAUSED
    asked.at(3, 6)
    drop(asked, 2)
    assert of_case(asked.case, asked.now) is Phase.PAUSED
    asked.at(3, 12).answer_consultation(1, "agreed")
    assert of_case(asked.at(3, 13).case, asked.now) is Phase.ON_TIME
    assert asked.case.due_on == date(2026, 4, 10)  # eight working days later; 6 April is off
    sheet = str([one.to_mapping() for _clock, one in explanations_of(asked.case)])
    assert "征求第三方意见（第1份）" in sheet
    assert "欧阳示例" not in sheet


def test_a_party_may_be_added_beside_the_task_while_others_are_out(asked):
    asked.sent(1)
    data = {**COMPANY, "name": "第三方丁公司", "information": "清册第4页"}
    done = asked.run(acts.prepare_consultation, asked.person("clerk"), case_id=asked.case.id, data=data)
    assert done["number"] == 4
    for number in (1, 2, 3):
        drop(asked, number)
    with pytest.raises(OpinionsOutstanding):
        asked.do("reviewer", "T_gather")


class TestRefused:
    def test_whoever_applied_is_no_party_and_nothing_typed_moves_the_diagram(self, office):
        office.registered()
        with pytest.raises(InvalidInput) as refused:
            office.do("clerk", "T_ask", **{**COMPANY, "name": "利用人甲", "information": "清册"})
        assert set(refused.value.fields) == {"name"}
        assert office.open_nodes() == {"T_ask"}

    def test_others_neither_name_nor_gather(self, asked):
        with pytest.raises(NotAllowed):
            asked.do("leader", "T_gather")
        with pytest.raises(NotAllowed):
            asked.run(acts.prepare_consultation, asked.person("leader"), case_id=asked.case.id, data=COMPANY)

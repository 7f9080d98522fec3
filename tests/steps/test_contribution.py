"""协办 as units were given it before, and 抄送: whose task it is, what it changes, and what it does not."""

import pytest

from app.casework.acts.errors import NotFound
from app.casework.work import inbox
from app.casework.work.reading import may_read
from app.law.errors import InvalidInput, NotAllowed
from app.office.people import find_person
from app.office.standing import standing_of
from app.steps import consultation_answers, copying
from app.steps.consultation_desk import answer_at_desk
from app.steps.consultation_record import consultations_of
from tests.steps.contribution_tasks import given_a_task
from tests.support.office import SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
SAID = {"answer": "agreed", "opinion": "本单位没有不同意见，可以公开"}


@pytest.fixture
def office() -> Office:
    """Handled by the department; its township is asked."""
    office = Office()
    office.apply()
    return office.assigned()


class TestContribution:
    def test_the_unit_answers_in_the_task_that_it_has_and_no_clock_moves(self, office):
        due = office.case.due_on
        given_a_task(office, "补贴发放明细")
        office.do("handler2", "beside_contribution", **SAID)
        (row,) = consultations_of(office.case)
        assert (row.answer, row.state) == ("agreed", "answered")
        assert (office.case.due_on, office.case.clock_state) == (due, "running")
        assert office.open_nodes() == {"T_handle"}

    @pytest.mark.parametrize("login", ["clerk", "reviewer", "leader", "foreign"])
    def test_others_do_not_answer_for_the_unit(self, office, login):
        given_a_task(office, "补贴发放明细")
        with pytest.raises(NotAllowed):
            office.do(login, "beside_contribution", **SAID)

    def test_what_is_answered_at_the_desk_or_recorded_needs_no_task(self, office):
        first = given_a_task(office, "补贴发放明细")
        office.run(answer_at_desk, office.person("handler2"), case_id=office.case.id, number=first,
                   data={"answer": "agreed", "reason": "", "is_meant": True}, uploads=[])  # fmt: skip
        assert office.open_nodes() == {"T_handle"}
        second = given_a_task(office, "另一份明细")
        office.answer_consultation(second, "agreed")
        assert office.open_nodes() == {"T_handle"}

    def test_a_dropped_question_is_no_task(self, office):
        number = given_a_task(office, "补贴发放明细")
        office.run(consultation_answers.drop_consultation, office.person("reviewer"), case_id=office.case.id,
                   number=number, data={"reason": "已口头了解"})  # fmt: skip
        assert office.open_nodes() == {"T_handle"}


class TestCopies:
    def send(self, office, login: str, person: str):
        return office.run(
            copying.copy_case, office.person(login), case_id=office.case.id, data={"person": person}
        )

    def test_who_is_told_may_read_and_marks_it(self, office):
        office.number = office.apply()
        before, clerk = (standing_of(find_person(one), office.now.date()) for one in ("unithead", "clerk"))
        assert not may_read(office.case, before)
        self.send(office, "clerk", "unithead")
        assert may_read(office.case, before)
        (copy,) = copying.list_copies(before, 1).rows
        assert copy.read_at is None
        assert [inbox.count(one, office.now).copies for one in (before, clerk)] == [1, 0]
        office.run(copying.read_copy, office.person("unithead"), case_id=office.case.id)
        assert inbox.count(before, office.now).copies == 0
        assert copying.list_copies(before, 1).rows[0].read_at is not None
        self.send(office, "clerk", "unithead")
        assert copying.list_copies(before, 1).rows[0].read_at is None

    def test_a_copy_gives_no_work(self, office):
        self.send(office, "reviewer", "legal")
        with pytest.raises(NotAllowed):
            office.do("legal", "T_handle", **SEARCH, outcome="granted")

    def test_nobody_marks_what_was_not_sent_to_him(self, office):
        with pytest.raises(NotFound):
            office.run(copying.read_copy, office.person("legal"), case_id=office.case.id)

    @pytest.mark.parametrize("login", ["foreign", "supervisor"])
    def test_who_does_not_work_on_it_tells_nobody(self, office, login):
        with pytest.raises(NotAllowed):
            self.send(office, login, "legal")

    @pytest.mark.parametrize("person", ["foreign", "clerk", "nobody", ""])
    def test_only_others_of_the_house_are_told(self, office, person):
        with pytest.raises(InvalidInput) as refused:
            self.send(office, "clerk", person)
        assert "person" in refused.value.fields

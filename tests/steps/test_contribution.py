"""协办 of a unit of the house, and 抄送: whose task it is, what it changes, and what it does not."""

import pytest

from app.casework.acts.errors import NotFound
from app.casework.work import inbox
from app.casework.work.reading import may_read
from app.law.errors import InvalidInput, NotAllowed
from app.office.people import find_person
from app.office.standing import standing_of
from app.steps import consultation_acts, consultation_answers, copying
from app.steps.consultation_record import consultations_of
from tests.support.office import SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
SAID = {"answer": "agreed", "opinion": "本单位没有不同意见，可以公开"}


@pytest.fixture
def office() -> Office:
    """Handled by the department; its township is asked."""
    office = Office()
    office.apply()
    return office.assigned()


def asked(office: Office, unit: str = "禄丰市自然资源局") -> int:
    data = {"party": "house_unit", "name": unit, "information": "补贴发放明细"}
    return office.run(consultation_acts.prepare_consultation, office.person("reviewer"), case_id=office.case.id,
                      data=data)["number"]  # fmt: skip


class TestContribution:
    def test_the_unit_answers_in_a_task_of_its_own_and_no_clock_moves(self, office):
        due = office.case.due_on
        asked(office)
        assert office.open_nodes() == {"T_handle", "beside_contribution"}
        office.do("handler2", "beside_contribution", **SAID)
        (row,) = consultations_of(office.case)
        assert (row.answer, row.state) == ("agreed", "answered")
        assert (office.case.due_on, office.case.clock_state) == (due, "running")
        assert office.open_nodes() == {"T_handle"}

    def test_it_holds_nothing_up(self, office):
        asked(office)
        office.do("handler", "T_handle", **SEARCH, outcome="granted")
        assert "T_draft" in office.open_nodes()

    @pytest.mark.parametrize("login", ["clerk", "reviewer", "leader", "foreign"])
    def test_others_do_not_answer_for_the_unit(self, office, login):
        asked(office)
        with pytest.raises(NotAllowed):
            office.do(login, "beside_contribution", **SAID)

    def test_what_the_desk_records_or_drops_needs_no_task(self, office):
        number = asked(office)
        office.answer_consultation(number, "agreed")
        assert office.open_nodes() == {"T_handle"}

    def test_a_dropped_question_is_no_task(self, office):
        number = asked(office)
        office.run(consultation_answers.drop_consultation, office.person("reviewer"), case_id=office.case.id,
                   number=number, data={"reason": "已口头了解"})  # fmt: skip
        assert office.open_nodes() == {"T_handle"}

    def test_a_unit_without_anybody_for_it_is_asked_as_before(self, office):
        asked(office, "金山镇人民政府")
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

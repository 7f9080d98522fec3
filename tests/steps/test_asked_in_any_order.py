"""加签, and 协办 as a task, in any order: the task is never stuck, and nobody is passed over."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.casework.acts.errors import CannotHappenNow
from app.casework.work.beside import ADVICE, CONTRIBUTION, open_beside
from app.law.errors import InvalidInput
from app.steps import asking, consultation_answers
from tests.steps.contribution_tasks import given_a_task
from tests.support.office import SEARCH, Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
ASKED = ("unithead", "legal", "handler2")
MOVES = st.tuples(st.sampled_from(("ask", "answer", "call_off")), st.sampled_from(ASKED)) | st.tuples(
    st.sampled_from(("add_unit", "unit_answers", "drop_unit", "go_on")), st.just("")
)
turn = itertools.count(1)


@pytest.fixture
def office() -> Office:
    """One case for all examples: each ends with its task begun anew."""
    office = Office()
    office.apply()
    return office.assigned()


class Play:
    """One task and what is asked beside it: `waited_for` and `unit` say what must be open."""

    def __init__(self, office: Office) -> None:
        self.office, self.waited_for, self.unit = office, set[str](), 0

    def ask(self, who: str) -> None:
        item = self.office.item("T_handle")
        data = {"person": who, "when": "before", "reason": "请核对第三列是否涉及企业报价"}
        shared = {"case_id": item.case_id, "item_id": item.id, "data": data}
        if who in self.waited_for:
            with pytest.raises(InvalidInput):
                self.office.run(asking.ask_advice, self.office.person("handler"), **shared)
        else:
            self.office.run(asking.ask_advice, self.office.person("handler"), **shared)
        self.waited_for.add(who)

    def _advice(self, who: str):
        return next(one for one in open_beside(self.office.case) if one.assignee_login == who)

    def answer(self, who: str) -> None:
        if who in self.waited_for:
            self.office.complete(who, self._advice(who), opinion="第三列已经公开过")
            self.waited_for.remove(who)

    def call_off(self, who: str) -> None:
        if who in self.waited_for:
            item = self._advice(who)
            self.office.run(asking.call_off, self.office.person("handler"), case_id=item.case_id,
                            item_id=item.id, reason="已口头征求")  # fmt: skip
            self.waited_for.remove(who)

    def add_unit(self, _who: str) -> None:
        if not self.unit:
            self.unit = given_a_task(self.office, f"明细{next(turn)}")

    def unit_answers(self, _who: str) -> None:
        if self.unit:
            self.office.do(
                "handler2", "beside_contribution", answer="agreed", opinion="本单位没有不同意见，可以公开"
            )
            self.unit = 0

    def drop_unit(self, _who: str) -> None:
        if self.unit:
            self.office.run(consultation_answers.drop_consultation, self.office.person("reviewer"),
                            case_id=self.office.case.id, number=self.unit, data={"reason": "已口头了解"})  # fmt: skip
            self.unit = 0

    def go_on(self, _who: str = "") -> None:
        """The task is completed exactly when nobody is waited for; then it is begun anew."""
        if self.waited_for:
            with pytest.raises(CannotHappenNow, match="加签"):
                self.office.do("handler", "T_handle", **SEARCH, outcome="petition")
            return
        self.office.do("handler", "T_handle", **SEARCH, outcome="petition")
        assert "T_draft" in self.office.open_nodes()
        self.office.do("handler", "T_draft", decision="rethink", opinion="重新判断")

    def check(self) -> None:
        kinds = sorted(one.beside or "" for one in open_beside(self.office.case))
        assert kinds == [ADVICE] * len(self.waited_for) + [CONTRIBUTION] * bool(self.unit)
        assert self.office.item("T_handle").waits == len(self.waited_for)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=st.lists(MOVES, min_size=3, max_size=9))
def test_the_task_waits_for_who_was_asked_and_for_nobody_else(office, moves):
    play = Play(office)
    for name, who in moves:
        getattr(play, name)(who)
        play.check()
    for who in tuple(play.waited_for):
        play.call_off(who)
    play.go_on()
    play.check()
    play.drop_unit("")
    assert (play.waited_for, open_beside(office.case)) == (set(), [])

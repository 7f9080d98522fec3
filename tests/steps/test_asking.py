"""加签 before and after: who may, what waits, what counts."""

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.models import WorkItem
from app.casework.papers.uploads import check_upload
from app.casework.texts.signatures import standing_signatures
from app.casework.work import work_items
from app.casework.work.reading import may_read
from app.casework.work.timeline import timeline_of
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.office.people import find_person
from app.office.standing import standing_of
from app.steps import asking
from app.steps.withdrawal import record_withdrawal
from tests.support.office import SEARCH, Office
from tests.support.papers import paper

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
WHY = "请核对第三列是否涉及企业报价"


@pytest.fixture
def office() -> Office:
    office = Office()
    office.apply()
    return office.drafted()


def ask(office: Office, login: str, node: str, person: str, when: str = "before", reason: str = WHY):
    item = office.item(node)
    return office.run(asking.ask_advice, office.person(login), case_id=item.case_id, item_id=item.id,
                      data={"person": person, "when": when, "reason": reason})  # fmt: skip


def advice_of(office: Office) -> WorkItem:
    return office.item("beside_advice")


class TestBefore:
    def test_the_signature_waits_for_the_opinion(self, office):
        ask(office, "unithead", "T_sign_unit_head", "legal")
        with pytest.raises(CannotHappenNow, match="加签"):
            office.do("unithead", "T_sign_unit_head", decision="approve")
        office.do("legal", "beside_advice", opinion="第三列已经公开过，可以提供")
        assert any("第三列已经公开过" in line.opinion for line in timeline_of(office.case))
        office.do("unithead", "T_sign_unit_head", decision="approve")
        assert office.open_nodes() == {"T_sign_office_head"}

    def test_an_opinion_is_no_signature(self, office):
        ask(office, "unithead", "T_sign_unit_head", "handler2")
        office.do("handler2", "beside_advice", opinion="建议补充依据")
        assert standing_signatures(office.case, office.now.date()) == []
        assert office.open_nodes() == {"T_sign_unit_head"}

    def test_who_asked_calls_it_off(self, office):
        ask(office, "unithead", "T_sign_unit_head", "legal")
        shared = {"case_id": office.case.id, "item_id": advice_of(office).id}
        for login in ("officehead", "legal", "handler"):
            with pytest.raises(NotAllowed):
                office.run(asking.call_off, office.person(login), reason="已口头征求", **shared)
        with pytest.raises(InvalidInput):
            office.run(asking.call_off, office.person("unithead"), reason=" ", **shared)
        office.run(asking.call_off, office.person("unithead"), reason="已口头征求", **shared)
        office.do("unithead", "T_sign_unit_head", decision="approve")

    def test_only_who_has_the_task_asks_and_only_people_of_the_house(self, office):
        for login in ("handler", "officehead", "reviewer", "foreign"):
            with pytest.raises(NotAllowed):
                ask(office, login, "T_sign_unit_head", "legal")
        for person in ("foreign", "supervisor", "admin", "nobody", "unithead", ""):
            with pytest.raises(InvalidInput) as refused:
                ask(office, "unithead", "T_sign_unit_head", person)
            assert "person" in refused.value.fields

    def test_nobody_is_asked_twice_at_once_nor_without_a_matter(self, office):
        ask(office, "unithead", "T_sign_unit_head", "legal")
        for person, reason in (("legal", WHY), ("officehead", "无")):
            with pytest.raises(InvalidInput):
                ask(office, "unithead", "T_sign_unit_head", person, reason=reason)
        assert len([one for one in office.open_items() if one.beside]) == 1

    def test_the_person_reads_the_case_and_nobody_else_of_the_pool_may_answer(self, office):
        ask(office, "unithead", "T_sign_unit_head", "legal")
        legal = find_person("legal")
        assert may_read(office.case, standing_of(legal, office.now.date()))
        with pytest.raises(NotAllowed):
            office.do("handler", "beside_advice", opinion="我来说两句")

    def test_it_ends_with_the_task_and_with_the_case(self, office):
        ask(office, "unithead", "T_sign_unit_head", "legal")
        item = advice_of(office).id

        office.run(record_withdrawal, office.person("clerk"), case_id=office.case.id, reason="书面撤回")
        assert office.open_items() == []
        assert db.session.get_one(WorkItem, item).status == "cancelled"


class TestAfter:
    def test_both_sign(self, office):
        ask(office, "unithead", "T_sign_unit_head", "legal", "after")
        office.do("unithead", "T_sign_unit_head", decision="approve", opinion="同意，请法制再看")
        assert office.item("T_sign_unit_head").assignee_login == "legal"
        office.do("legal", "T_sign_unit_head", decision="approve")
        who = [one.opinion.person.login for one in standing_signatures(office.case, office.now.date())]
        assert who == ["unithead", "legal"]
        assert office.open_nodes() == {"T_sign_office_head"}

    def test_the_second_may_send_back(self, office):
        ask(office, "unithead", "T_sign_unit_head", "legal", "after")
        office.do("unithead", "T_sign_unit_head", decision="approve")
        office.do("legal", "T_sign_unit_head", decision="send_back", opinion="依据引用有误")
        assert office.open_nodes() == {"T_draft"}
        agreed = [one for one in standing_signatures(office.case, office.now.date()) if one.agrees]
        assert agreed == []

    def test_who_sends_back_needs_no_second_hand(self, office):
        ask(office, "unithead", "T_sign_unit_head", "legal", "after")
        office.do("unithead", "T_sign_unit_head", decision="send_back", opinion="先补材料")
        assert office.open_nodes() == {"T_draft"}

    def test_a_drafter_is_no_second_signer(self, office):
        with pytest.raises(InvalidInput):
            ask(office, "unithead", "T_sign_unit_head", "handler", "after")

    def test_a_form_stands_before_the_second_as_the_first_filled_it(self):
        office = Office()
        office.apply()
        office.assigned()
        item = office.item("T_handle")
        office.run(work_items.claim, office.person("handler"), case_id=item.case_id, item_id=item.id)
        ask(office, "handler", "T_handle", "unithead", "after")
        office.do("handler", "T_handle", **SEARCH, outcome="granted", opinion="可以公开")
        item = office.item("T_handle")
        assert item.assignee_login == "unithead"
        draft = work_items.newest_draft(item, find_person("unithead").id)
        assert draft is not None
        assert draft.data["outcome"] == "granted"
        office.do("unithead", "T_handle", **draft.data)
        assert office.open_nodes() == {"T_draft"}

    def test_files_do_not_go_on_half_typed(self):
        office = Office()
        office.apply()
        office.assigned()
        item = office.item("T_handle")
        office.run(work_items.claim, office.person("handler"), case_id=item.case_id, item_id=item.id)
        ask(office, "handler", "T_handle", "unithead", "after")
        shot = check_upload("检索截图.pdf", paper("检索截图"), limit=10**6)
        with pytest.raises(InvalidInput) as refused:
            office.do("handler", "T_handle", **SEARCH, outcome="granted", search_papers=[shot])
        assert list(refused.value.fields) == ["search_papers"]
        assert office.item("T_handle").assignee_login == "handler"

    def test_it_is_called_off(self, office):
        ask(office, "unithead", "T_sign_unit_head", "legal", "after")
        office.run(asking.call_off, office.person("unithead"), case_id=office.case.id,
                   item_id=office.item("T_sign_unit_head").id, reason="不再需要")  # fmt: skip
        office.do("unithead", "T_sign_unit_head", decision="approve")
        assert office.open_nodes() == {"T_sign_office_head"}

"""改派, 分办到人, 转办: who may, where the work lies afterwards, who hears of it, and that no clock moves."""

from datetime import date

import pytest
from sqlalchemy import select

from app.casework.acts.errors import CannotHappenNow
from app.casework.models import OutboxMessage
from app.casework.work import handing, work_items
from app.casework.work.timeline import timeline_of
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.office.models import OrgUnit
from app.office.people import add_person, appoint, find_person
from app.office.vocabulary import Role
from app.steps.in_hand import may_go_elsewhere
from app.steps.reassigning import reassign
from tests.support.office import SEARCH, Office, search_for

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
WHY = "该项补贴由金山镇发放，台账在镇上"


@pytest.fixture
def office() -> Office:
    township = db.session.scalars(select(OrgUnit).where(OrgUnit.code == "LF-JS")).one()
    for login, name in (("town1", "镇办甲"), ("town2", "镇办乙")):
        appoint(
            add_person(login=login, name=name, email=f"{login}@example.invalid"),
            township,
            Role.HANDLER,
            date(2015, 1, 1),
        )
    appoint(add_person(login="townhead", name="镇长丙"), township, Role.UNIT_HEAD, date(2015, 1, 1))
    db.session.commit()
    office = Office()
    office.apply()
    return office.assigned()


def move(office: Office, login: str, unit: str = "LF-JS", **more):
    data = {"unit": unit, "reason": WHY, **more}
    return office.run(reassign, office.person(login), case_id=office.case.id, data=data)


def told(office: Office) -> set[str]:
    """Whom mails went to since the case was assigned."""
    people = {find_person(login).id: login for login in ("handler", "handler2", "town1", "town2", "clerk")}
    found = db.session.scalars(select(OutboxMessage).where(OutboxMessage.key.like("told:%")))
    return {people[one.payload["person_id"]] for one in found}


class TestReassigning:
    def test_the_work_lies_with_the_other_unit_as_it_stands(self, office):
        office.run(work_items.save_draft, office.person("handler"), case_id=office.case.id,
                   item_id=claimed(office, "handler"), data={"scope": "局档案室"})  # fmt: skip
        due, before = office.case.due_on, office.item("T_handle").id
        move(office, "reviewer")
        item = office.item("T_handle")
        assert (item.id, item.unit_code, item.assignee_id) == (before, "LF-JS", None)
        assert office.case.handling_unit_code == "LF-JS"
        assert office.case.due_on == due
        assert told(office) == {"handler", "town1", "town2"}
        assert any(WHY in line.act for line in timeline_of(office.case))
        office.do("town1", "T_handle", **SEARCH, outcome="granted")
        assert office.item("T_draft").unit_code == "LF-JS"
        with pytest.raises(NotAllowed):
            office.do("handler", "T_draft")

    def test_to_a_person_by_name(self, office):
        move(office, "supervisor", person="town2")
        assert office.item("T_handle").assignee_login == "town2"

    @pytest.mark.parametrize(
        "login", ["clerk", "handler", "unithead", "leader", "foreign", "foreignreviewer"]
    )
    def test_others_may_not(self, office, login):
        with pytest.raises(NotAllowed):
            move(office, login)
        assert office.case.handling_unit_code == "LF-ZRZY"

    def test_not_to_where_it_is_nor_to_where_nobody_could_do_it(self, office):
        for unit in ("LF-ZRZY", "LF-ZG", "YM", "", "无"):
            with pytest.raises(InvalidInput) as refused:
                move(office, "reviewer", unit)
            assert "unit" in refused.value.fields

    @pytest.mark.parametrize("person", ["handler", "clerk", "nobody"])
    def test_not_to_somebody_who_does_no_such_work_there(self, office, person):
        with pytest.raises(InvalidInput) as refused:
            move(office, "reviewer", person=person)
        assert "person" in refused.value.fields

    def test_not_while_the_unit_signs_nor_when_it_is_done(self, office):
        office.do(
            "handler", "T_handle", **search_for("not_existing"), outcome="not_existing", finding="nothing"
        )
        assert may_go_elsewhere(office.case, office.now.date())
        other = Office(now=office.now)
        other.apply()
        other.drafted()
        with pytest.raises(CannotHappenNow):
            move(other, "reviewer")
        other.do("unithead", "T_sign_unit_head", decision="approve")
        assert not may_go_elsewhere(other.case, other.now.date())


def claimed(office: Office, login: str) -> str:
    item = office.item("T_handle")
    office.run(work_items.claim, office.person(login), case_id=item.case_id, item_id=item.id)
    return item.id


class TestNamedAtAssignment:
    def test_the_task_is_that_persons(self, office):
        other = Office(now=office.now)
        other.apply()
        other.accepted().do("reviewer", "T_assign", unit="LF-JS", person="town2")
        assert other.item("T_handle").assignee_login == "town2"

    def test_a_person_of_another_unit_is_refused_beside_the_field(self, office):
        other = Office(now=office.now)
        other.apply()
        with pytest.raises(InvalidInput) as refused:
            other.accepted().do("reviewer", "T_assign", unit="LF-ZRZY", person="town2")
        assert "person" in refused.value.fields
        assert other.case.handling_unit is None

    def test_to_a_unit_at_which_nobody_could_do_it_or_sign_it_neither_goes(self, office):
        """分办 and 改派 say the same, with what is missing and where that is mended."""
        other = Office(now=office.now)
        other.apply()
        other.accepted()
        find_person("townhead").is_active = False
        db.session.commit()
        missing = {
            "LF-ZG": "政务公开科没有担任承办人、承办单位负责人的人员",
            "LF-JS": "金山镇人民政府没有担任承办单位负责人的人员",
        }
        for unit, words in missing.items():
            for act, its_words in (
                (lambda unit: other.do("reviewer", "T_assign", unit=unit), "，不能分办给它；请系统管理员先"),
                (lambda unit: move(office, "reviewer", unit), "，不能改派给它；请系统管理员先"),
            ):
                with pytest.raises(InvalidInput) as refused:
                    act(unit)
                assert refused.value.fields["unit"].startswith(words + its_words)
        assert other.case.handling_unit is None
        assert office.case.handling_unit_code == "LF-ZRZY"


class TestTransfer:
    def hand(self, office: Office, login: str, node: str, to: str):
        item = office.item(node)
        return office.run(handing.transfer, office.person(login), case_id=item.case_id, item_id=item.id,
                          person_id=find_person(to).id, reason="更熟悉此项业务")  # fmt: skip

    def test_to_the_head_of_the_unit_who_helps_out(self, office):
        claimed(office, "handler")
        self.hand(office, "handler", "T_handle", "unithead")
        office.do("unithead", "T_handle", **SEARCH, outcome="granted")
        assert office.open_nodes() == {"T_draft"}

    @pytest.mark.parametrize("to", ["town1", "clerk", "leader", "foreign", "legal"])
    def test_not_to_who_has_nothing_to_do_with_such_work(self, office, to):
        claimed(office, "handler")
        with pytest.raises(InvalidInput):
            self.hand(office, "handler", "T_handle", to)

    def test_a_signature_stays_with_its_post(self, office):
        office.do("handler", "T_handle", **SEARCH, outcome="granted")
        office.attach()
        office.do("handler", "T_draft", fact_items="明细｜电子文件｜12", fact_provision="attached")
        for to in ("handler2", "officehead", "leader"):
            with pytest.raises(InvalidInput):
                self.hand(office, "unithead", "T_sign_unit_head", to)

    def test_the_desk_of_the_organ_helps_out(self, office):
        other = Office(now=office.now)
        other.apply()
        other.registered()
        self.hand(other, "reviewer", "T_screening", "officehead")
        other.do("officehead", "T_screening", screening="accept")
        assert other.open_nodes() == {"T_assign"}

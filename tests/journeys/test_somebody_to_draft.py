"""What is decided without a unit is drafted and signed by the organ itself: nothing is, where nobody could."""

import pytest

from app.casework.work import going_back
from app.database import db
from app.law.earlier_acts import NEEDED
from app.law.errors import InvalidInput
from app.office.people import appoint, find_person
from app.office.vocabulary import Role
from app.processes.disclosure import passing_on
from app.processes.disclosure.decisions import ON_SCREENING
from app.processes.interpretation.use_cases import begin_package
from tests.journeys.asked_to_clarify import lapsing
from tests.journeys.test_fees import lapsed, told
from tests.journeys.test_passing_on import CONSENT, not_for_us
from tests.journeys.test_ways_back import PROPOSAL
from tests.support.county import LONG_AGO, County
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
NOBODY = (
    "禄丰市人民政府没有担任承办人、承办单位负责人的人员，告知书无人拟写、审签；"
    "请系统管理员先在“系统管理”的该机构页面任命"
)
CHECKED = {"opinion": "查过各收件渠道和国库到账清单，均没有"}


@pytest.fixture
def office() -> Office:
    return Office()


def refused(office: Office, login: str, node: str, **data) -> dict[str, str]:
    with pytest.raises(InvalidInput) as found:
        office.do(login, node, **data)
    assert office.open_nodes() == {node}
    return found.value.fields


@pytest.mark.parametrize("outcome", sorted(set(ON_SCREENING) - set(NEEDED)))
def test_what_is_concluded_at_screening(office, outcome):
    office.apply()
    words = refused(office.registered(), "reviewer", "T_screening", screening=outcome)
    assert words == {"screening": f"{NOBODY}，或者选“受理，转分办”，交有人承办的单位作出结论"}
    assert office.case.outcome is None


def test_what_lapsed_for_want_of_a_clarification():
    assert refused(lapsing(), "clerk", "T_confirm_lapse", lapse="lapsed", **CHECKED) == {"lapse": NOBODY}


def test_what_lapsed_for_want_of_a_payment():
    words = refused(lapsed(told()), "clerk", "T_confirm_fee_lapse", fee_lapse="lapsed", **CHECKED)
    assert words == {"fee_lapse": NOBODY}


def test_each_post_that_is_missing_is_named_and_only_that(office):
    office.apply()
    county = County.load()
    appoint(county.people["handler"], county.units["LF"], Role.HANDLER, LONG_AGO)
    db.session.commit()
    words = refused(office.registered(), "reviewer", "T_screening", screening="not_responsible")
    assert words["screening"].startswith("禄丰市人民政府没有担任承办单位负责人的人员，")
    appoint(county.people["unithead"], county.units["LF"], Role.UNIT_HEAD, LONG_AGO)
    db.session.commit()
    office.do("reviewer", "T_screening", screening="not_responsible")
    assert office.item("T_draft").assignee_login == "handler"


def test_a_unit_that_has_the_matter_drafts_it(office):
    """It had proposed to ask the applicant; the office concludes at once, and the unit has its people."""
    office.apply()
    item = office.assigned().item("T_handle")
    office.run(going_back.send_back, office.person("handler"), case_id=item.case_id, item_id=item.id,
               way="propose_clarification", data=PROPOSAL)  # fmt: skip
    office.do("reviewer", "T_screening", screening="not_responsible")
    assert office.item("T_draft").unit.code == "LF-ZRZY"


def test_nothing_is_passed_on_to_an_organ_without_a_desk():
    office = not_for_us()
    with pytest.raises(InvalidInput) as found:
        office.run(passing_on.pass_on, office.person("clerk"), case_id=office.case.id,
                   data={**CONSENT, "organ": "LF-JS"})  # fmt: skip
    assert found.value.fields["organ"].startswith(
        "金山镇人民政府没有担任受理岗的人员，不能转交给它；请系统管理员先"
    )


def test_no_document_is_begun_where_nobody_drafts(office):
    """The head of a unit may begin one; the task is the handlers'."""
    for login in ("handler", "handler2"):
        find_person(login).is_active = False
    db.session.commit()
    with pytest.raises(InvalidInput) as found:
        office.run(begin_package, office.person("unithead"), data={"unit": "LF-ZRZY", "title": "测试办法"})
    assert found.value.fields["unit"].startswith("禄丰市自然资源局没有担任承办人的人员，不能由它起草；")

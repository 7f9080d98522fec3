"""会签: co-organs sign the statement; what they have not agreed to is not published."""

import pytest

from app.casework.acts.commands import use_case
from app.casework.models import Publication
from app.database import db
from app.law.concerns import NotApprovedForPublication
from app.office.people import add_person, appoint
from app.office.vocabulary import Role
from app.processes.response import publishing
from app.processes.response.records import published_of
from tests.support.concerns import KNOWN, Responding
from tests.support.county import LONG_AGO, County
from tests.support.walks import walked

pytestmark = pytest.mark.database


class WithMayor(Responding):
    @walked
    def staffed(self):
        mayor = add_person(login="townhead", name="镇长未")
        db.session.flush()
        appoint(mayor, County.load().units["LF-JS"], Role.UNIT_HEAD, LONG_AGO)
        db.session.commit()
        return self


@pytest.fixture
def office(app, county):
    return WithMayor(now=KNOWN).staffed().registered().judged(co_units=["LF-JS"])


def test_the_head_of_the_co_organ_signs_before_the_office(office):
    office.drafted()
    assert office.open_nodes() == {"T_co_sign", "T_conference"}
    [item] = [one for one in office.open_items() if one.node == "T_co_sign"]
    assert item.title == "会签（金山镇）"
    office.do("townhead", "T_co_sign", decision="approve")
    office.signed().published()
    assert len(published_of(office.case)) == 1


def test_an_objection_brings_the_text_back_and_the_new_text_is_signed_again(office):
    office.drafted()
    office.do("townhead", "T_co_sign", decision="send_back", opinion="本镇村道未中断")
    assert "T_draft" in office.open_nodes()
    office.drafted(body="改过的正文")
    office.do("townhead", "T_co_sign", decision="approve")
    office.signed().published()
    assert "改过的正文" in str(published_of(office.case)[0].publication.text.content)


def test_without_it_nothing_is_published_whatever_the_diagram_says(office):
    office.drafted()
    office.do("townhead", "T_co_sign", decision="approve")
    office.signed().do("reviewer", "T_publish", decision="send_back", opinion="补充路线")
    office.drafted(body="改过的正文")  # the co-organ agreed to another text

    def publish(act):
        publishing._publish(act, office.open_items()[0], {"decision": "published"})

    with pytest.raises(NotApprovedForPublication):
        office.run(use_case("test")(publish), office.person("reviewer"), case_id=office.case.id)
    assert db.session.query(Publication).count() == 0


def test_a_voice_is_asked_where_there_is_no_time_for_them(office):
    office.drafted(path="emergency", urgent_reason="群众正在出行").spoken().published()
    assert len(published_of(office.case)) == 1

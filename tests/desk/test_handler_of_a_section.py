"""承办人 at a section of the department: what the form tells to use is there, and the case stays in sight."""

import pytest

from app.database import db
from app.office.people import appoint
from app.office.reorganisation import open_unit
from app.office.vocabulary import Role, UnitKind
from tests.support.county import LONG_AGO, County
from tests.support.office import GRANTED, search_for

pytestmark = pytest.mark.database


@pytest.fixture
def section_handler(office, browser):
    """Handles the case of the county that its department was given, from a section of the department."""
    county = County.load()
    department = county.units["LF-ZRZY"]
    section = open_unit(
        code="LF-ZRZY-A", name="禄丰市自然资源局办公室", short_name="办公室", kind=UnitKind.SECTION,
        parent=department, valid_from=LONG_AGO,
    )  # fmt: skip
    held = county.people["handler"].appointments[0]
    held.valid_until = LONG_AGO
    appoint(county.people["handler"], section, Role.HANDLER, LONG_AGO)
    db.session.commit()
    office.apply()
    office.assigned()
    return browser("handler")


def test_the_acts_of_who_handles_it_are_offered(office, section_handler):
    office.do_claim("handler", "T_handle")
    page = section_handler.case().text
    for words in ("申请延期", "征求意见", "检索记录", "抄送", "逐步判断"):
        assert words in page, words
    assert section_handler.get(f"/desk/cases/{office.number}/copies/new").status_code == 200


def test_the_case_stays_in_sight_after_the_draft(office, section_handler):
    office.do("handler", "T_handle", **search_for("granted"), outcome="granted")
    office.attach()
    office.do("handler", "T_draft", **GRANTED)
    assert office.open_nodes() == {"T_sign_unit_head"}
    assert section_handler.case().status_code == 200
    assert f"/desk/cases/{office.number}" in section_handler.get("/desk?box=done").text

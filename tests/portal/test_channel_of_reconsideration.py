"""复议法第二十二条第二款: beside a decision on the portal stands where reconsideration is applied for online."""

import pytest
from marshmallow import ValidationError

from app.admin.unit_forms import details_schema
from app.casework.letters.issuing import letters_of
from app.database import db
from app.office.organs import find_unit
from app.office.places import reconsideration_channel
from app.office.reorganisation import open_unit
from app.office.vocabulary import UnitKind

ADDRESS = "https://fuyi.example.gov.cn/apply"


def replied(applicant, office) -> str:
    office.number, office.code = applicant.applies()
    office.later(minutes=10).issued()
    applicant.now = office.now
    applicant.looks_up(office.number, office.code)
    return applicant.get(f"/progress/{office.number}").text


def test_the_address_of_the_reconsideration_organ_is_given(applicant, office):
    today = office.now.date()
    find_unit("CX", today).reconsideration_online = ADDRESS
    db.session.commit()
    assert reconsideration_channel(find_unit("LF", today), today) == ADDRESS
    page = replied(applicant, office)
    assert f'href="{ADDRESS}"' in page
    assert "行政复议申请书" in page
    assert letters_of(office.case)[-1].facts["remedy"][-1].endswith(f"（网址：{ADDRESS}）。")


def test_without_one_the_page_names_whom_to_ask(applicant, office):
    page = replied(applicant, office)
    assert "请向受理机关询问，电话" in "".join(page.split())


@pytest.mark.parametrize("typed", ["fuyi.example.gov.cn", "javascript:alert(1)", "https://a b.cn/"])
def test_only_an_address_that_opens_is_taken(typed):
    with pytest.raises(ValidationError) as refused:
        details_schema().load({"short_name": "州政府", "reconsideration_online": typed})
    assert "reconsideration_online" in refused.value.messages


def test_what_is_led_from_above_is_not_given_the_address_of_the_government(applicant, office):
    today = office.now.date()
    county = find_unit("LF", today)
    county.reconsideration_online = ADDRESS
    tax = open_unit(
        code="LF-SW", name="国家税务总局禄丰市税务局", kind=UnitKind.VERTICAL, valid_from=county.valid_from,
        parent=county, superior_department="国家税务总局楚雄彝族自治州税务局",
    )  # fmt: skip
    db.session.flush()
    assert reconsideration_channel(find_unit("LF-JS", today), today) == ADDRESS
    assert reconsideration_channel(tax, today) == ""
    tax.reconsideration_online = "https://fuyi.tax.example.gov.cn/"
    db.session.commit()
    assert reconsideration_channel(tax, today) == "https://fuyi.tax.example.gov.cn/"

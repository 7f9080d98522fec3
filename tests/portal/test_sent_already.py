"""What the organ has already is told before it is sent again, to the browser that sent it and to no other."""

from tests.portal.conftest import Applicant
from tests.portal.test_applying import cases

ALREADY = "已经收到证件号码和所需信息内容都相同的申请"


def test_what_this_browser_has_sent_is_told_before_it_is_sent_again_and_stops_nothing(applicant):
    applicant.applies()
    for changes, is_told in (
        ({}, True),
        ({"description": "禄丰市金山镇，2024年度耕地地力保护补贴发放明细。"}, True),
        ({"description": "禄丰市金山镇2023年度耕地地力保护补贴发放明细"}, False),
        ({"identity_number": "T0000002"}, False),
        ({"organ": "LF-JS"}, False),
    ):
        applicant.later(minutes=15).starts().later(minutes=2).fills(**changes)
        assert (ALREADY in applicant.get("/apply/check").text) is is_told, changes
    applicant.fills()
    applicant.submits()
    assert cases() == 2


def test_who_applied_is_told_to_no_other_browser_that_names_their_number(app, applicant):
    number, code = applicant.applies()
    other = Applicant(app.test_client(), applicant.now)
    other.starts().later(minutes=2).fills()
    assert ALREADY not in other.get("/apply/check").text
    assert other.post("/progress", {"number": number, "code": code}).status_code == 302
    assert ALREADY in other.get("/apply/check").text

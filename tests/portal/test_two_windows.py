"""One person, two windows of one browser: no window sends, or takes the place of, what stands in the other."""

import pytest

from tests.desk.browsing import hidden
from tests.portal.test_applying import cases

pytestmark = pytest.mark.database


def test_what_was_read_back_is_submitted_and_nothing_else(applicant):
    applicant.starts().later(minutes=2).fills(name="申请人甲一")
    of_first_window = applicant.shown()
    applicant.starts().later(minutes=2).fills(name="申请人乙二")
    told = applicant.post("/apply/check", of_first_window, follow_redirects=True)
    assert "刚才核对的那份申请没有提交" in told.text
    assert "申请人乙二" in told.text
    assert cases() == 0
    assert applicant.submits().location == "/apply/done"
    assert "没有提交" in applicant.post("/apply/check", of_first_window, follow_redirects=True).text
    assert cases() == 1


def test_a_change_after_the_reading_back_is_read_back_again(applicant):
    applicant.starts().later(minutes=2).fills()
    shown = applicant.shown()
    applicant.fills(name="申请人丙三")
    assert applicant.post("/apply/check", shown).location == "/apply/check"
    assert cases() == 0


def test_a_form_does_not_take_the_place_of_another_unasked(applicant):
    first = {"form_key": hidden(applicant.starts().get("/apply/form").text, "form_key")}
    applicant.starts().fills(name="申请人乙二")
    told = applicant.fills(name="申请人甲一", **first)
    assert (told.status_code, "另外填写了一份申请" in told.text, "申请人甲一" in told.text) == (
        409,
        True,
        True,
    )
    saved = applicant.post("/apply/draft", {"name": "申请人甲一", **first})
    assert saved.status_code == 409
    assert "申请人乙二" in applicant.get("/apply/check").text
    again = {"form_key": hidden(told.text, "form_key")}
    assert applicant.fills(name="申请人甲一", **again).location == "/apply/check"
    assert "申请人甲一" in applicant.get("/apply/check").text


def test_who_writes_on_after_a_day_loses_nothing(applicant):
    first = {"form_key": hidden(applicant.starts().get("/apply/form").text, "form_key")}
    assert applicant.later(days=2).fills(**first).location == "/apply/check"

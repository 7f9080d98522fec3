"""申请表 as PDF: the blank one, and the applicant's own copy; who acts for an applicant."""

import subprocess

import pytest

from tests.casework.upload_samples import picture

AUTHORITY = ("授权委托书.png", picture())


def words_of(pdf: bytes) -> str:
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(told.stdout.decode().split())


def test_everybody_gets_the_blank_form_of_the_chosen_organ(applicant):
    answer = applicant.get("/apply/blank.pdf?organ=LF-JS")
    assert answer.mimetype == "application/pdf"
    said = words_of(answer.data)
    assert said.startswith("金山镇人民政府")
    for words in ("法定代表人（负责人）", "代理人", "当场查阅、抄录", "由受理机关填写", "申请人签名（盖章）"):
        assert words in said
    for words in ("代填人", "填表日期", "√"):
        assert words not in said
    assert applicant.get("/apply/blank.pdf?organ=LF-JS").data == answer.data
    assert applicant.get("/apply/blank.pdf?organ=NOBODY").status_code == 200
    assert "/apply/blank.pdf?organ=LF-JS" in applicant.get("/apply?organ=LF-JS").text


def test_the_applicant_takes_the_filled_form_away_and_nobody_else(applicant, client):
    number, _code = applicant.applies()
    path = f"/progress/{number}/application.pdf"
    assert path in applicant.get("/apply/done").text
    said = words_of(applicant.get(path).data)
    for words in (
        number,
        "禄丰市金山镇2024年度耕地地力保护补贴发放明细",
        "收到日期",
        "√电子文件",
        "√网上获取",
    ):
        assert words in said
    assert "13900000000" not in said
    assert "T0000001" not in said
    applicant.post("/progress/signout")
    assert applicant.get(path).location == "/progress"


def test_the_copy_is_not_made_without_end(applicant):
    number, _code = applicant.applies()
    answers = [applicant.get(f"/progress/{number}/application.pdf").status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]


@pytest.mark.parametrize(("files", "goes_on"), [((), False), ((AUTHORITY,), True)])
def test_who_acts_for_another_shows_that_he_may(applicant, files, goes_on):
    answer = applicant.starts().fills(*files, agent_name="赵六")
    assert (answer.location == "/apply/check") is goes_on
    if not goes_on:
        assert "授权委托书" in answer.text
        assert 'value="赵六"' in answer.text
    else:
        assert "赵六" in applicant.get("/apply/check").text

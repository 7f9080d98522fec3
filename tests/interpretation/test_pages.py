"""The pages: a department begins a document, everybody reads document and text on one page, nobody sees it early."""

import pytest
from sqlalchemy import select

from app.casework.models import Publication
from app.database import db
from app.processes.interpretation.use_cases import withdraw_package
from tests.support.browsing import Browser
from tests.support.packages import PASSAGES, TITLE

pytestmark = pytest.mark.database


def ids():
    return db.session.scalars(select(Publication.id).order_by(Publication.id)).all()


def everybody(app, office):
    return Browser(app.test_client(), office.now)


def test_a_department_begins_a_document_on_its_page(app, office):
    handler = Browser(app.test_client(), office.now).sign_in("handler")
    assert "起草政策文件" in handler.get("/desk").text
    assert "禄丰市自然资源局" in handler.get("/desk/interpretation/new").text
    page = handler.post("/desk/interpretation/new", unit="LF-ZRZY", title=TITLE)
    assert page.status == 302 or "起草文件" in page.text
    refused = handler.post("/desk/interpretation/new", unit="LF-ZRZY", title="")
    assert refused.status == 422


def test_what_is_being_drafted_is_not_said_to_wait_for_a_day_that_somebody_confirms(app, office):
    office.begun()
    handler = Browser(app.test_client(), office.now).sign_in("handler")
    for page in ("/desk?box=pool", f"/desk/cases/{office.number}"):
        assert "尚未报送" in handler.get(page).text
        assert "报送日待确认" not in handler.get(page).text


def test_document_and_text_stand_on_one_page_and_name_each_other(app, office):
    office.ready(co_signing="no").deployed()
    document, text = ids()
    visitor = everybody(app, office)
    assert TITLE in visitor.get("/policies").text
    page = visitor.get(f"/policies/{document}")
    assert "第二条　农村村民一户只能拥有一处宅基地。" in page.text
    assert PASSAGES["service"] in page.text
    assert page.words == visitor.get(f"/policies/{text}").words
    assert f"/publications/{text}" in visitor.get(f"/publications/{document}").text
    assert f"/publications/{document}" in visitor.get(f"/publications/{text}").text


def test_nothing_is_seen_before_its_hour(app, office):
    office.ready(co_signing="no").deployed(planned_at="2026-03-09T08:00")
    document, _text = ids()
    visitor = everybody(app, office)
    assert visitor.get(f"/policies/{document}").status == 404
    assert TITLE not in visitor.get("/policies").text


def test_what_was_withdrawn_is_shown_so_on_its_page(app, office):
    office.ready(co_signing="no").deployed()
    document, _text = ids()
    office.run(
        withdraw_package, office.person("reviewer"), case_id=office.case.id, data={"reason": "文件内容有误"}
    )
    page = everybody(app, office).get(f"/policies/{document}")
    assert page.status == 410
    assert "文件内容有误" in page.text
    assert PASSAGES["service"] not in page.text


def test_an_unknown_number_is_not_found(app, office):
    assert everybody(app, office).get("/policies/99").status == 404


def test_the_office_withdraws_on_a_page(app, office):
    office.ready(co_signing="no").deployed()
    reviewer = Browser(app.test_client(), office.now).sign_in("reviewer")
    address = f"/desk/interpretation/{office.number}/withdrawal"
    assert TITLE in reviewer.get(address).text
    assert reviewer.post(address, reason="").status == 422
    assert reviewer.post(address, reason="文件内容有误").status in (200, 302)
    clerk = Browser(app.test_client(), office.now).sign_in("handler")
    assert clerk.get(address).status == 403


def test_what_was_withdrawn_is_not_withdrawn_again_but_its_other_channels_are_thought_of(app, office):
    office.ready(co_signing="no").deployed()
    reviewer = Browser(app.test_client(), office.now).sign_in("reviewer")
    page = f"/desk/interpretation/{office.number}/withdrawal"
    assert "其他渠道已经发布的，须另行撤下" in reviewer.get(page).text
    reviewer.post(page, reason="文件内容有误")
    assert reviewer.get(page).status == 302
    assert "没有可以撤回的" in reviewer.get(f"/desk/cases/{office.number}").text


def test_the_texts_of_a_package_are_those_that_were_written_for_it(app, office):
    office.organised({"co_signing": "no"})
    texts = (
        Browser(app.test_client(), office.now)
        .sign_in("reviewer")
        .get(f"/desk/cases/{office.number}/texts")
        .text
    )
    assert "文字解读" in texts
    assert "季度通报" not in texts


def test_the_day_of_the_document_is_seen_beside_its_number(app, office):
    office.organised({"co_signing": "no"}).signed().numbered()
    case = Browser(app.test_client(), office.now).sign_in("reviewer").get(f"/desk/cases/{office.number}").text
    assert "成文日期" in case


def test_what_lacks_is_told_at_the_gate_in_the_order_of_the_list(app, office):
    office.begun().drafted().planned(outline="", channels=[]).sent_in(background="", service="")
    reviewer = Browser(app.test_client(), office.now).sign_in("reviewer")
    refused = reviewer.post(f"/desk/tasks/{office.item('T_gate').id}/complete", decision="accept").text
    summary = refused.split('class="error-summary"')[1].split("</div>")[0]
    told = [summary.index(words) for words in ("解读提纲", "发布渠道", "背景与内容", "办事服务")]
    assert told == sorted(told)


def test_who_signs_is_not_told_of_doubts_where_there_are_none(app, office):
    office.organised({"co_signing": "no"})
    legal = Browser(app.test_client(), office.now).sign_in("legal")
    page = legal.get(f"/desk/signing/{office.item('T_legal').id}").text
    assert "审前核对" in page
    assert "须由签批人说明的疑点" not in page


def test_the_address_of_a_film_can_be_followed(app, office):
    office.organised({"co_signing": "no"}, {"forms": ["video"]}).signed().numbered().deployed()
    address = "https://www.example.gov.cn/v/1"
    office.do("handler", "T_further", video_title="三分钟看懂", video_address=address)
    office.do("reviewer", "T_check_further", further_check="default")
    for page in (f"/policies/{ids()[0]}", f"/publications/{ids()[-1]}"):
        assert f'<a href="{address}"' in everybody(app, office).get(page).text

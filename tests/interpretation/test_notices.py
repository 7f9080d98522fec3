"""季度通报: told once, when the quarter is over; made of the record, signed, and issued word for word as signed."""

import pytest

from app.casework.acts.commands import use_case
from app.casework.acts.errors import StaleWorkItem
from app.casework.letters.issuing import letters_of
from app.casework.models.cases import CaseState
from app.casework.texts import versions
from app.casework.texts.contents import body_content
from app.law.errors import InvalidInput, NotAllowed
from app.processes.interpretation.notices import NoticeNotSigned, begin_check_notice
from app.processes.interpretation.package import texts_now
from app.processes.interpretation.use_cases import may_be_withdrawn
from app.processes.interpretation.vocabulary import NOTICE
from tests.api.caller import Caller
from tests.support.browsing import Browser
from tests.support.packages import SEND_BACK, TITLE

pytestmark = pytest.mark.database
FIRST = {"organ": "LF", "year": 2026, "quarter": 1}
ASKED = "提请审议的文件须随请示附齐方案和材料\n每件文件至少有一种文字以外的形式"


@use_case("edit_behind_the_back")
def edit_behind_the_back(act):
    versions.revise(act, NOTICE, body_content("别的通报\n别的内容"))


def begin(office, login="reviewer", **changes):
    """The day after the first quarter, unless it is that day already."""
    if office.now.month < 4:
        office.later(days=30)
    office.number = office.run(begin_check_notice, office.person(login), data={**FIRST, **changes})["number"]
    return office


@pytest.fixture
def quarter(office):
    """One package, published as a text alone."""
    office.ready(co_signing="no").deployed()
    return office


def test_it_is_counted_signed_and_issued_with_a_number(quarter):
    begin(quarter).do("reviewer", "T_notice", asked=ASKED)
    quarter.do("officehead", "T_sign_notice", decision="approve", opinion="同意印发")
    [letter] = letters_of(quarter.case)
    assert (letter.kind, letter.document_number) == ("policy_check_notice", "禄政公开〔2026〕1号")
    assert letter.facts["quarter"] == "2026年第一季度"
    assert letter.facts["overall"][1] == "应解读 1 件，已解读 1/1（100%）"
    assert letter.facts["findings"] == [f"解读形式单一，只有文字解读的 1 件：《{TITLE}》（禄丰市自然资源局）"]
    assert letter.facts["asked"] == ASKED.splitlines()
    signed = texts_now(quarter.case)[NOTICE].content["text"].splitlines()
    assert set(letter.facts["overall"] + letter.facts["departments"] + letter.facts["findings"]) < set(signed)
    quarter.do("reviewer", "T_archive", retention_years=30)
    assert quarter.case.state == CaseState.ARCHIVED


def test_what_is_sent_back_is_written_again(quarter):
    begin(quarter).do("reviewer", "T_notice", asked=ASKED)
    quarter.do("officehead", "T_sign_notice", decision=SEND_BACK, opinion="请写明整改期限")
    assert letters_of(quarter.case) == []
    quarter.do("reviewer", "T_notice", asked=f"{ASKED}\n于4月30日前整改")
    assert quarter.open_nodes() == {"T_sign_notice"}


def test_a_notice_edited_while_its_signer_reads_is_read_anew(quarter):
    begin(quarter).do("reviewer", "T_notice", asked=ASKED)
    quarter.run(edit_behind_the_back, quarter.person("reviewer"), case_id=quarter.case.id)
    with pytest.raises(StaleWorkItem):
        quarter.do("officehead", "T_sign_notice", decision="approve", opinion="同意", signed_hash="0" * 64)
    assert letters_of(quarter.case) == []


def test_a_text_that_is_not_the_counted_one_is_not_issued(quarter):
    begin(quarter).do("reviewer", "T_notice", asked=ASKED)
    quarter.run(edit_behind_the_back, quarter.person("reviewer"), case_id=quarter.case.id)
    with pytest.raises(NoticeNotSigned):
        quarter.do("officehead", "T_sign_notice", decision="approve", opinion="同意印发")
    assert letters_of(quarter.case) == []


def test_a_running_quarter_is_not_told_and_a_told_one_not_again(quarter):
    with pytest.raises(InvalidInput) as refused:
        quarter.run(begin_check_notice, quarter.person("reviewer"), data=FIRST)
    assert refused.value.code == "quarter_not_over"
    begin(quarter)
    with pytest.raises(InvalidInput) as refused:
        begin(quarter)
    assert refused.value.fields == {"quarter": f"2026年第一季度已有通报 {quarter.number}"}
    assert begin(quarter, year=2025, quarter=4).open_nodes() == {"T_notice"}


@pytest.mark.parametrize("login", ["handler", "unithead", "foreignreviewer", "supervisor"])
def test_nobody_else_tells_it(quarter, login):
    with pytest.raises(NotAllowed):
        begin(quarter, login)


@pytest.mark.parametrize(
    "changes", [{"quarter": 5}, {"quarter": 0}, {"year": 26}, {"organ": "XX"}, {"year": "去年"}]
)
def test_nonsense_is_refused_beside_its_field(quarter, changes):
    with pytest.raises(InvalidInput) as refused:
        begin(quarter, **changes)
    assert set(refused.value.fields) == set(changes)


def test_a_notice_is_no_package(app, quarter):
    begin(quarter)
    assert not may_be_withdrawn(quarter.case)
    assert Caller(app.test_client()).call("GET", f"/packages/{quarter.number}", "reviewer").status_code == 404


def test_the_office_looks_at_the_quarter_and_begins_its_notice_on_a_page(app, quarter):
    quarter.later(days=30)
    reviewer = Browser(app.test_client(), quarter.now).sign_in("reviewer")
    page = reviewer.get("/desk/interpretation/quarters?organ=LF&year=2026&quarter=1")
    assert "1/1（100%）" in page.text
    assert "解读形式单一，只有文字解读（1 件）" in page.words
    running = reviewer.get("/desk/interpretation/quarters")
    assert "2026年第二季度" in running.text
    assert "拟写季度通报" not in running.text
    assert "拟写季度通报" in page.text
    begun = reviewer.post("/desk/interpretation/quarters", **{**FIRST, "year": "2026", "quarter": "1"})
    assert begun.status in (200, 302)
    again = reviewer.post("/desk/interpretation/quarters", **{**FIRST, "year": "2026", "quarter": "1"})
    assert again.status == 422
    assert "已有通报" in again.text
    handler = Browser(app.test_client(), quarter.now).sign_in("handler")
    assert handler.get("/desk/interpretation/quarters").status == 403

"""检索记录: several units, corrected by later entries, recited in the letter, and fixed when that is issued."""

import pytest

from app.casework.acts.errors import CannotHappenNow
from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry
from app.casework.models.documents import DocumentOrigin
from app.casework.papers.uploads import check_upload
from app.database import db
from app.law.errors import DayOutOfRange, InvalidInput, NotAllowed
from app.law.searching import SearchFoundIt
from app.processes.disclosure import search_acts
from app.processes.disclosure.overview import facts_of
from app.processes.disclosure.search_acts import SearchesAreFixed
from app.processes.disclosure.searches import search_records, standing_searches
from tests.support.office import Office, paper, search_for

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]

OF_THE_OFFICE = {
    "unit": "LF-ZRZY", "scope": "局档案室2024年文书档案", "method": "题名检索", "keywords": "补贴、录像",
    "persons_asked": "档案室管理员", "searched_on": "2026-03-02", "finding": "nothing", "result": "没有录像",
}  # fmt: skip
OF_THE_TOWN = {**OF_THE_OFFICE, "unit": "LF-JS", "scope": "金山镇声像档案", "result": "镇里没有拍摄"}
NOT_KEPT = {"fact_information": "补贴发放现场录像", "fact_reason": "not_made"}
DECIDED = {"secrecy_reviewed": True, "outcome": "not_existing"}


def search(office: Office, login: str = "handler", *files: tuple[str, bytes], **changes) -> int:
    uploads = [check_upload(name, data, limit=10**6) for name, data in files]
    return office.run(search_acts.record_search, office.person(login), case_id=office.case.id,
                      data={**OF_THE_OFFICE, **changes}, uploads=uploads)["number"]  # fmt: skip


def correct(office: Office, number: int, login: str = "handler", **changes) -> int:
    data = {**OF_THE_OFFICE, "why": "漏写声像档案", **changes}
    return office.run(search_acts.correct_search, office.person(login), case_id=office.case.id, number=number,
                      data=data, uploads=[])["number"]  # fmt: skip


def assigned(**request: str) -> Office:
    office = Office()
    office.apply(**request)
    return office.assigned()


def absent(**request: str) -> Office:
    """Two units have searched, and the handler decides that it does not exist."""
    office = assigned(**request)
    search(office)
    search(office, **OF_THE_TOWN)
    office.do("handler", "T_handle", **DECIDED)
    return office


def signed(office: Office) -> Office:
    office.do("handler", "T_draft", **NOT_KEPT)
    signers = {"T_sign_unit_head": "unithead", "T_sign_office_head": "officehead", "T_sign_legal": "legal",
               "T_sign_leader": "leader"}  # fmt: skip
    while node := next((one for one in office.open_nodes() if one in signers), None):
        office.do(signers[node], node, decision="approve", opinion="已核对检索记录，检索充分")
    return office


def test_the_letter_recites_each_search_and_the_file_keeps_all_of_them():
    office = signed(absent())
    office.do("reviewer", "T_issue", checked=True)
    letters = {letter.kind: letter.facts for letter in letters_of(office.case)}
    told = letters["reply_not_existing"]
    assert (told["search_unit"], told["search_scope"]) == ("禄丰市自然资源局", "局档案室2024年文书档案")
    assert (told["search_keywords"], told["search_persons"]) == (["补贴", "录像"], "档案室管理员")
    assert told["search_result"] == "没有录像"
    (other,) = told["other_searches"]
    assert (other["unit"], other["scope"], other["result"]) == (
        "金山镇人民政府",
        "金山镇声像档案",
        "镇里没有拍摄",
    )
    assert [one["state"] for one in letters["search_sheet"]["searches"]] == ["有效", "有效"]


def test_no_search_is_typed_again_with_the_decision():
    office = absent()
    assert [one.number for one in search_records(office.case)] == [1, 2]
    office.do("handler", "T_draft", decision="rethink", opinion="再查")
    with pytest.raises(InvalidInput) as refused:
        office.do("handler", "T_handle", **DECIDED, scope="又查了一处")
    assert set(refused.value.fields) == {"method", "keywords", "result"}


def test_a_later_entry_takes_the_place_of_one_which_stays_readable_with_its_papers():
    office = assigned()
    first = search(office, "handler", ("检索截图.pdf", paper("截图")))
    second = correct(office, first, scope="局档案室2024年文书档案和声像档案")
    old, new = search_records(office.case)
    assert (old.scope, new.scope) == ("局档案室2024年文书档案", "局档案室2024年文书档案和声像档案")
    assert (new.corrects_id, new.why_corrected, second) == (old.id, "漏写声像档案", 2)
    assert standing_searches(office.case) == [new]
    assert [one.filename for one in new.papers] == [one.filename for one in old.papers] == ["检索截图.pdf"]
    assert old.papers[0].origin == DocumentOrigin.OFFICE
    assert not old.papers[0].is_visible_to_applicant
    with pytest.raises(CannotHappenNow, match="已经更正过"):
        correct(office, first)
    tags = (
        db.session.query(AuditEntry.tag).filter(AuditEntry.tag.like("search.%")).order_by(AuditEntry.sequence)
    )
    assert [tag for (tag,) in tags] == ["search.recorded", "search.corrected"]


def test_a_correction_is_recited_where_the_first_entry_stood():
    office = assigned()
    first = search(office)
    search(office, **OF_THE_TOWN)
    correct(office, correct(office, first))
    assert [one.number for one in standing_searches(office.case)] == [4, 2]


def test_what_was_found_forbids_the_answer_until_the_entry_is_corrected():
    office = assigned()
    number = search(office, finding="found", result="查到录像一份")
    with pytest.raises(SearchFoundIt) as refused:
        office.do("handler", "T_handle", **DECIDED)
    assert "第 1 条（禄丰市自然资源局）" in refused.value.fields["outcome"]
    correct(office, number, finding="nothing", result="所查到的是另一场会议的录像", why="错认了会议")
    office.do("handler", "T_handle", **DECIDED)
    assert office.case.outcome == "not_existing"


def test_a_find_after_the_decision_stops_the_draft_and_the_issue():
    office = absent()
    search(office, finding="partly", result="查到一段")
    with pytest.raises(SearchFoundIt):
        office.do("handler", "T_draft", **NOT_KEPT)
    office = signed(absent())
    search(office, finding="found", result="查到录像")
    with pytest.raises(CannotHappenNow, match="已签的文本不是现在的文本"):
        office.do("reviewer", "T_issue", checked=True)


def test_after_the_issue_nothing_is_entered_or_corrected():
    office = signed(absent(reply_way="post", address="禄丰市示例路9号"))
    office.do("reviewer", "T_issue", checked=True)
    for act in (lambda: search(office), lambda: correct(office, 1)):
        with pytest.raises(SearchesAreFixed):
            act()
    assert len(search_records(office.case)) == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"scope": "无"}, "scope"),
        ({"method": "略"}, "method"),
        ({"keywords": ""}, "keywords"),
        ({"result": "无"}, "result"),
        ({"finding": "maybe"}, "finding"),
        ({"unit": "YM"}, "unit"),
        ({"unit": ""}, "unit"),
        ({"scope": "字" * 1001}, "scope"),
    ],
)
def test_bad_words_are_refused_beside_their_field(changes, field):
    office = assigned()
    with pytest.raises(InvalidInput) as refused:
        search(office, **changes)
    assert set(refused.value.fields) == {field}
    assert search_records(office.case) == []


@pytest.mark.parametrize(
    ("began_on", "searched_on", "field"),
    [
        ("", "2026-03-03", "searched_on"),
        ("2026-03-01", "2026-03-02", "began_on"),
        ("", "2020-01-01", "searched_on"),
    ],
)
def test_a_search_lies_between_the_arrival_and_today(began_on, searched_on, field):
    with pytest.raises(DayOutOfRange) as refused:
        search(assigned(), began_on=began_on or None, searched_on=searched_on)
    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize("login", ["foreign", "foreignreviewer", "auditor", "leader", "admin"])
def test_who_neither_handles_it_nor_works_at_the_desk_enters_nothing(login):
    office = assigned()
    with pytest.raises(NotAllowed):
        search(office, login)


def test_the_case_page_shows_those_that_stand():
    office = assigned()
    correct(office, search(office), scope="局档案室和声像档案")
    shown = [fact.value for fact in facts_of(office.case) if fact.label == "检索情况"]
    assert shown == [
        "禄丰市自然资源局2026-03-02检索（未查到）：局档案室和声像档案；题名检索；关键词：补贴、录像；"
        "询问：档案室管理员。没有录像"
    ]


def test_a_search_with_the_decision_is_an_entry_like_any_other():
    office = Office()
    office.apply()
    office.assigned().do("handler", "T_handle", **search_for("not_existing"), outcome="not_existing")
    (record,) = standing_searches(office.case)
    assert (record.number, record.unit.code, record.finding) == (1, "LF-ZRZY", "nothing")

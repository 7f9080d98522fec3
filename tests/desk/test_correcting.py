"""更正登记事项 and 补发查询码: who, why, old, new; letters already out stay, the old code opens nothing."""

import re

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.processes.disclosure import code_reissue, corrections, grants, query_codes, redo
from app.processes.disclosure.models import RequestCorrection
from app.processes.disclosure.registration import request_of
from tests.support.office import Office

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("app")]
WHY = "与申请书第一页不一致"


def registered() -> Office:
    office = Office()
    office.apply()
    return office.registered()


def correct(office: Office, field: str, value: str, login: str = "clerk", reason: str = WHY) -> None:
    office.run(corrections.correct_request, office.person(login), case_id=office.case.id, field=field,
               data={field: value, "reason": reason})  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "李\U000323b0"),
        ("telephone", "＋44 20 7946 0958"),
        ("address", "新地址1号"),
        ("description", "新的内容"),
    ],
)
def test_each_fact_is_put_right_and_the_old_one_kept(field, value):
    office = registered()
    before = corrections.registered(request_of(office.case), field)
    out = [letter.facts for letter in letters_of(office.case)]
    correct(office, field, value)
    now = corrections.registered(request_of(office.case), field)
    kept = db.session.query(RequestCorrection).filter_by(field=field).one()
    assert now == value.replace("＋", "+")
    assert kept.reveal() == (before, now)
    assert kept.reason == WHY
    assert value not in kept.new_sealed
    assert [letter.facts for letter in letters_of(office.case)] == out
    assert db.session.query(AuditEntry).filter_by(tag="request.corrected").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("telephone", "12", "telephone"),
        ("email", "a", "email"),
        ("name", "名" * 101, "name"),
        ("name", "", "name"),
        ("reply_way", "pigeon", "reply_way"),
        ("colour", "红", "field"),
        ("postcode", "", "postcode"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(field, value, place):
    with pytest.raises(InvalidInput) as refused:
        correct(registered(), field, value)
    assert place in refused.value.fields
    assert db.session.query(RequestCorrection).count() == 0


def test_only_the_desk_may():
    with pytest.raises(NotAllowed):
        correct(registered(), "name", "乙", login="handler")


def test_a_new_code_after_the_identity_was_seen():
    office = registered()
    old, new = office.code, query_codes.new_code()
    data = {"identity_checked": "", "reason": "原凭条遗失"}

    def reissue():
        office.run(code_reissue.reissue_query_code, office.person("clerk"), case_id=office.case.id, data=data,
                   query_code=query_codes.hashed(new))  # fmt: skip

    with pytest.raises(InvalidInput):
        reissue()
    assert query_codes.matches(request_of(office.case), old)
    data["identity_checked"] = "1"
    grants.give("finder of the slip", request_of(office.case), office.now)
    assert grants.request_granted("finder of the slip", office.number, office.now) is not None
    reissue()
    assert grants.request_granted("finder of the slip", office.number, office.now) is None
    assert query_codes.matches(request_of(office.case), new)
    assert not query_codes.matches(request_of(office.case), old)
    (entry,) = db.session.query(AuditEntry).filter_by(tag="request.code_reissued")
    assert new not in str(entry.detail)


def test_a_new_code_is_that_of_every_case_of_the_application():
    office = Office()
    office.apply()
    first, old, new = office.number, office.code, query_codes.new_code()
    office.signed().do("reviewer", "T_issue", checked=True)
    why = {"reason": "附件漏列一份"}
    anew = office.run(redo.replace_reply, office.person("reviewer"), case_id=office.case.id, data=why)[
        "number"
    ]
    stranger = Office(now=office.now)
    stranger.apply()
    office.number = first
    data = {"identity_checked": "1", "reason": "原凭条遗失"}
    office.run(code_reissue.reissue_query_code, office.person("clerk"), case_id=office.case.id, data=data,
               query_code=query_codes.hashed(new))  # fmt: skip
    for number in (first, anew):
        office.number = number
        assert query_codes.matches(request_of(office.case), new)
        assert not query_codes.matches(request_of(office.case), old)
    assert query_codes.matches(request_of(stranger.case), stranger.code)


class TestPages:
    """As the desk sees it: what stands, what stood, who and why; what identifies a person is masked."""

    def test_every_fact_and_every_correction_is_shown(self, browser):
        office = registered()
        clerk = browser("clerk")
        answer = clerk.send(
            f"/desk/disclosure/{office.number}/correction/telephone",
            {"telephone": "13900000001", "reason": WHY, "form_key": "c1"},
        )
        page = clerk.get(answer.location).text
        assert "139****0000" in page
        assert "139****0001" in page
        assert WHY in page
        assert "13900000001" not in page
        assert "13900000000" not in page
        for title in corrections.TITLES.values():
            assert title in page

    def test_what_is_wrong_keeps_what_was_typed(self, browser):
        office = registered()
        path = f"/desk/disclosure/{office.number}/correction/email"
        answer = browser("clerk").send(path, {"email": "a..b@c", "reason": WHY, "form_key": "c2"})
        assert answer.status_code == 422
        assert "a..b@c" in answer.text
        assert "电子邮箱的格式不对" in answer.text

    def test_no_such_fact_is_no_such_page(self, browser):
        office = registered()
        assert browser("clerk").get(f"/desk/disclosure/{office.number}/correction/colour").status_code == 404

    @pytest.mark.parametrize("page", ["correction", "correction/name", "query-code"])
    def test_who_may_not_correct_sees_no_page(self, browser, page):
        office = registered()
        assert browser("handler").get(f"/desk/disclosure/{office.number}/{page}").status_code in (403, 404)

    def test_a_code_is_given_anew_and_shown_once(self, office, browser):
        office.apply()
        office.registered()
        clerk, path = browser("clerk"), f"/desk/disclosure/{office.number}/query-code"
        refused = clerk.send(path, {"reason": "原凭条遗失", "form_key": "c3"})
        assert refused.status_code == 422
        assert "请先核对申请人的身份" in refused.text
        answer = clerk.send(path, {"reason": "原凭条遗失", "identity_checked": "1", "form_key": "c3"})
        page = clerk.get(answer.location).text
        code = re.search(r"\b[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}\b", page)
        assert code is not None
        assert query_codes.matches(request_of(office.case), code.group())

    def test_the_way_says_before_what_becomes_of_letters_not_yet_out(self, office, browser):
        office.register()
        office.registered()
        page = browser("clerk").get(f"/desk/disclosure/{office.number}/correction/reply_way").text
        assert "改为网上领取的，文书已生成的当即进入申请人账户，即为送达" in page
        assert "逾期原因" in page
        other = browser("clerk").get(f"/desk/disclosure/{office.number}/correction/name").text
        assert "网上领取" not in other

"""更正登记事项 and 补发查询码: who, why, old, new; letters already out stay, the old code opens nothing."""

import pytest

from app.casework.letters.issuing import letters_of
from app.casework.models import AuditEntry
from app.database import db
from app.law.errors import InvalidInput, NotAllowed
from app.processes.disclosure import corrections, query_codes
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
    office.run(corrections.correct_request, office.person(login), case_id=office.case.id,
               data={"field": field, "value": value, "reason": reason})  # fmt: skip


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
    kept = db.session.query(RequestCorrection).one()
    assert now == value.replace("＋", "+")
    assert kept.reveal() == (before, now)
    assert kept.reason == WHY
    assert value not in kept.new_sealed
    assert [letter.facts for letter in letters_of(office.case)] == out
    assert db.session.query(AuditEntry).filter_by(tag="request.corrected").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("telephone", "12", "value"),
        ("email", "a", "value"),
        ("name", "名" * 101, "value"),
        ("colour", "红", "field"),
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
        office.run(corrections.reissue_query_code, office.person("clerk"), case_id=office.case.id, data=data,
                   query_code=query_codes.hashed(new))  # fmt: skip

    with pytest.raises(InvalidInput):
        reissue()
    assert query_codes.matches(request_of(office.case), old)
    data["identity_checked"] = "1"
    reissue()
    assert query_codes.matches(request_of(office.case), new)
    assert not query_codes.matches(request_of(office.case), old)
    (entry,) = db.session.query(AuditEntry).filter_by(tag="request.code_reissued")
    assert new not in str(entry.detail)

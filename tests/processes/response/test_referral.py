"""移送函: written from the record, signed, numbered, printed and dispatched; nothing passes on without it."""

import pytest

from app.casework.acts.commands import use_case
from app.casework.acts.errors import CannotHappenNow
from app.casework.letters.deliveries import delivery_of
from app.casework.letters.issuing import letters_of
from app.casework.messages.dispatch import dispatch_due
from app.casework.models import CaseRun, DiagramVersion
from app.casework.papers.documents import read_document
from app.casework.papers.uploads import check_upload
from app.casework.publications.errors import HoldsPersonalData
from app.database import db
from app.law.concerns import ReferralNotSigned
from app.law.errors import InvalidInput
from app.processes.response.records import concern_of
from app.processes.response.referral import ISSUE, _pass_on, issue_referral
from app.processes.response.registration import register_concern
from tests.support.browsing import Browser
from tests.support.concerns import KNOWN, MISREADING, Responding
from tests.support.office import paper

pytestmark = pytest.mark.database


@pytest.fixture
def office(app, county):
    return Responding(now=KNOWN)


def to_the_police(office):
    return office.registered(MISREADING).judged("pass_on", level="ordinary", unit="", passed_to="police")


def letter_of(office):
    [letter] = [one for one in letters_of(office.case) if one.kind == "concern_referral"]
    return letter


def test_it_is_numbered_printed_and_its_dispatch_is_recorded(office):
    to_the_police(office).referred()
    letter = letter_of(office)
    assert letter.document_number.startswith("禄政公开〔2026〕")
    assert (letter.recipient_name, letter.facts["judgement_reason"]) == ("禄丰市公安局", "涉及群众出行安全")
    dispatch_due(office.now)
    assert read_document(letter_of(office).document).startswith(b"%PDF")
    office.passed_on()
    sent = delivery_of(letter.id)
    assert (sent.state, sent.method, sent.receiver, sent.delivered_on) == (
        "delivered", "in_person", "网安大队值班室", KNOWN.date(),
    )  # fmt: skip
    assert concern_of(office.case).passed_at is not None


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("请依法处理", "依法处理"), ("请贵单位依法处理", "依法处理"), ("请示上级后处理", "请示上级后处理")],
)
def test_what_the_letter_says_already_is_not_said_twice(office, typed, asked):
    to_the_police(office).referred(request=typed)
    assert letter_of(office).facts["request"] == asked


def test_copies_go_with_it_by_name_and_hash(office):
    office.now = KNOWN.replace(minute=50)
    copy = check_upload("截图.pdf", paper("截图"), limit=10**7)
    sent = {"organ_code": "LF", "data": MISREADING, "uploads": [copy]}
    office.number = office.run(register_concern, office.person("clerk"), **sent)["number"]
    office.judged("pass_on", level="ordinary", unit="", passed_to="police").referred()
    assert [one["sha256"] for one in letter_of(office).facts["enclosures"]] == [copy.hash]


def test_it_tells_what_was_reported_and_finds_nothing_true(app, office):
    to_the_police(office)
    office.do("reviewer", "T_refer", receiver="禄丰市公安局", request="依法处理")
    item = office.item("T_sign_referral")
    page = Browser(app.test_client(), office.now).sign_in("officehead").get(f"/desk/signing/{item.id}").text
    for words in ("本机关未对其真实性作出认定", "禄丰市公安局", MISREADING["detail"], "请贵单位依法处理。"):
        assert words in page


def test_the_head_of_the_office_sends_it_back(office):
    to_the_police(office)
    office.do("reviewer", "T_refer", receiver="禄丰市公安局", request="依法处理")
    office.do("officehead", "T_sign_referral", decision="send_back", opinion="接收单位应为网信部门")
    assert office.open_nodes() == {"T_refer"}
    office.referred(receiver="禄丰市互联网信息办公室")
    assert letter_of(office).recipient_name == "禄丰市互联网信息办公室"


def test_nothing_is_issued_unsigned_whatever_the_diagram_says(office):
    to_the_police(office)
    office.do("reviewer", "T_refer", receiver="禄丰市公安局", request="依法处理")
    with pytest.raises(ReferralNotSigned):
        office.run(use_case("test")(issue_referral), office.person("reviewer"), case_id=office.case.id)
    assert all(one.kind != "concern_referral" for one in letters_of(office.case))


def test_nothing_is_passed_on_without_the_letter(office):
    to_the_police(office)
    item = office.item("T_refer")

    def pass_on(act):
        _pass_on(act, item, {"passed_at": office.now, "method": "in_person", "receiver": "值班室"})

    with pytest.raises(CannotHappenNow, match="移送函还没有制发"):
        office.run(use_case("test")(pass_on), office.person("reviewer"), case_id=office.case.id)


def test_a_case_on_a_diagram_of_before_passes_on_as_that_diagram_asks(office):
    to_the_police(office)
    run = db.session.get_one(CaseRun, office.case.id)
    old = db.session.get_one(DiagramVersion, run.diagram_hash)
    files = {name: text.replace(ISSUE, "an_older_step") for name, text in old.files.items()}
    before = DiagramVersion(
        hash="before", process=old.process, process_id=old.process_id, sequence=0, files=files, deployed_at=office.now
    )  # fmt: skip
    db.session.add(before)
    db.session.flush()
    run.diagram_hash = before.hash
    db.session.commit()
    item = office.item("T_refer")

    def pass_on(act):
        _pass_on(act, item, {"passed_at": office.now, "receiver": "网安大队", "opinion": ""})

    office.run(use_case("test")(pass_on), office.person("reviewer"), case_id=office.case.id)
    assert concern_of(office.case).passed_receiver == "网安大队"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"receiver": ""}, "receiver"),
        ({"method": "post"}, "tracking_number"),
        ({"method": "pigeon"}, "method"),
    ],
)
def test_a_dispatch_without_its_proof(office, changes, field):
    to_the_police(office).referred()
    with pytest.raises(InvalidInput) as refused:
        office.passed_on(**changes)
    assert field in refused.value.fields
    assert office.open_nodes() == {"T_pass_on"}


def test_a_posted_one_waits_for_its_receipt_in_the_list_of_letters(office):
    from app.casework.letters.deliveries import list_under_way
    from app.casework.work.register import readable_cases
    from app.office.people import find_person
    from app.office.standing import standing_of

    to_the_police(office).referred().passed_on(method="post", tracking_number="1000000000001", receiver="")
    reads = readable_cases(standing_of(find_person("clerk"), office.now.date()))
    assert [one.letter_id for one in list_under_way(reads).rows] == [letter_of(office).id]


def test_no_number_of_a_person_goes_with_it(office):
    to_the_police(office)
    with pytest.raises(HoldsPersonalData) as refused:
        office.do("reviewer", "T_refer", receiver="禄丰市公安局", request="联系一三九一二三四五六七八")
    assert "手机号码" in refused.value.fields["request"]

"""What 回应关切 refuses: each by its rule, with its sentence, and nothing changes."""

from datetime import timedelta

import pytest

from app.casework.acts.errors import CannotHappenNow, StaleWorkItem
from app.casework.models import Case, Publication
from app.casework.papers.uploads import check_upload
from app.casework.publications.errors import HoldsPersonalData
from app.casework.run.workflow import workflow_of
from app.casework.work import work_items
from app.database import db
from app.law.concerns import NotApprovedForPublication, NotReadyToClose
from app.law.errors import InvalidInput, NotAllowed
from app.processes.response import grading, publishing
from app.processes.response.records import concern_of, statements_of
from tests.support.concerns import ANSWER, DAWN, FLOOD, KNOWN, MISREADING, WORD, Responding
from tests.support.office import paper

pytestmark = pytest.mark.database
IDENTITY = "53232319900101001X"


@pytest.fixture
def office(app, county):
    return Responding(now=KNOWN)


def identity_number() -> str:
    """A number with the right check character; nobody's."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    first = IDENTITY[:17]
    return first + "10X98765432"[sum(w * int(d) for w, d in zip(weights, first, strict=True)) % 11]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        (
            {"known_at": (DAWN - timedelta(minutes=1)).isoformat()},
            "known_at",
            "获知时间不应早于事件发生的时间",
        ),
        ({"known_at": (KNOWN + timedelta(days=9)).isoformat()}, "known_at", "时间不应晚于现在"),
        ({"appeared_at": (DAWN - timedelta(hours=1)).isoformat()}, "appeared_at", "不应早于事件发生"),
        ({"link": ""}, "link", "请填写链接，或者上传副本"),
        ({"link": "朋友圈"}, "link", "链接应以 http:// 或者 https:// 开头"),
        ({"level_reason": ""}, "level_reason", "请填写定级理由"),
        ({"captured_at": (KNOWN + timedelta(days=9)).isoformat()}, "captured_at", "不应晚于现在"),
    ],
)
def test_registration_refuses(office, changes, field, words):
    with pytest.raises(InvalidInput) as refused:
        office.registered(FLOOD, **changes)
    assert words in refused.value.fields[field]
    assert db.session.query(Case).count() == 0


def test_registration_refuses_a_number_that_points_to_a_person(office):
    with pytest.raises(HoldsPersonalData) as refused:
        office.registered(FLOOD, detail=f"村民{identity_number()}反映")
    assert refused.value.fields["detail"].startswith("登记的内容中有身份证件号码")


def test_registration_tells_all_that_is_wrong_at_once(office):
    later = (KNOWN + timedelta(days=9)).isoformat()
    named, typed = f"村民{identity_number()}反映", {"link": "朋友圈", "captured_at": later, "known_at": later}
    with pytest.raises(InvalidInput) as refused:
        office.registered(FLOOD, detail=named, place=named, **typed)
    assert set(refused.value.fields) == {"link", "captured_at", "known_at", "detail", "place"}


def test_only_a_clerk_of_the_organ_registers(office):
    for login in ("foreign", "handler", "supervisor"):
        with pytest.raises(NotAllowed):
            office.registered(FLOOD, login=login)


def test_a_copy_stands_for_a_link_and_is_kept_with_hash_and_time(office):
    from app.casework.papers.documents import documents_of
    from app.processes.response.registration import register_concern

    office.now = KNOWN + timedelta(minutes=5)
    copy = check_upload("截图.pdf", paper("截图"), limit=10**7)
    sent = {"organ_code": "LF", "data": {**FLOOD, "link": ""}, "uploads": [copy]}
    office.number = office.run(register_concern, office.person("clerk"), **sent)["number"]
    [document] = [one for one in documents_of(office.case) if one.purpose == "copy"]
    assert (document.file_hash, concern_of(office.case).captured_at) == (copy.hash, office.case.opened_at)


class TestLevels:
    def test_a_lower_level_without_a_reason(self, office):
        office.registered()
        with pytest.raises(InvalidInput) as refused:
            office.judged(level="ordinary", level_reason="")
        assert refused.value.fields == {"level_reason": "降低等级的，请写明理由"}
        office.judged()
        data = {"level": "considerable", "level_reason": " "}
        with pytest.raises(InvalidInput) as refused:
            office.run(grading.regrade_concern, office.person("reviewer"), case_id=office.case.id, data=data)
        assert concern_of(office.case).level == "major"

    def test_a_stranger_and_a_handler_do_not_grade(self, office):
        office.registered().judged()
        data = {"level": "extreme", "level_reason": ""}
        for login in ("foreignreviewer", "handler", "clerk"):
            with pytest.raises(NotAllowed):
                office.run(grading.regrade_concern, office.person(login), case_id=office.case.id, data=data)

    def test_graver_since_before_it_was_known(self, office):
        office.registered(FLOOD, level="considerable").judged(level="considerable")
        data = {
            "level": "extreme",
            "level_reason": "出现险情",
            "graver_at": (KNOWN - timedelta(hours=1)).isoformat(),
        }
        with pytest.raises(InvalidInput) as refused:
            office.run(grading.regrade_concern, office.person("reviewer"), case_id=office.case.id, data=data)
        assert "graver_at" in refused.value.fields


class TestJudging:
    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"reason": ""}, "reason"),
            ({"unit": ""}, "unit"),
            ({"judgement": "pass_on", "unit": ""}, "passed_to"),
        ],
    )
    def test_each_judgement_needs_its_reason_and_its_receiver(self, office, data, field):
        office.registered()
        with pytest.raises(InvalidInput) as refused:
            office.judged(**data)
        assert field in refused.value.fields

    def test_passing_on_before_the_letter_was_issued(self, office):
        office.registered(MISREADING).judged("pass_on", level="ordinary", unit="", passed_to="internet")
        office.referred(receiver="市委网信办")
        with pytest.raises(InvalidInput) as refused:
            office.passed_on(passed_at=(KNOWN - timedelta(minutes=5)).isoformat())
        assert "不应早于制发移送函的时间" in refused.value.fields["passed_at"]


class TestStatements:
    @pytest.mark.parametrize("field", ["headline", "body"])
    def test_an_identity_number_in_a_statement(self, office, field):
        office.registered().judged()
        with pytest.raises(HoldsPersonalData) as refused:
            office.drafted(**{field: f"被困群众 {identity_number()} 已获救"})
        assert "身份证件号码" in refused.value.fields[field]
        assert statements_of(office.case) == []

    def test_a_correction_that_names_nothing(self, office):
        office.registered(MISREADING).judged(level="ordinary").said(ANSWER).followed("further")
        with pytest.raises(InvalidInput) as refused:
            office.drafted(ANSWER, kind="correction", headline="更正")
        assert refused.value.fields == {"corrects": "更正的，请选择更正哪一次发布"}

    def test_nothing_is_corrected_before_something_was_said(self, office):
        office.registered().judged()
        with pytest.raises(InvalidInput) as refused:
            office.drafted(kind="correction")
        assert "kind" in refused.value.fields

    def test_an_emergency_needs_its_reason(self, office):
        office.registered().judged()
        with pytest.raises(InvalidInput) as refused:
            office.drafted(path="emergency")
        assert refused.value.fields == {"urgent_reason": "紧急发布的，请写明紧急理由"}


class TestPublishing:
    def at_the_desk(self, office):
        """Brought to the desk of publishing by the diagram of somebody who drew it without signatures."""
        office.registered().judged().drafted()

    def test_without_approval_nothing_is_published_whatever_the_diagram_says(self, office):
        self.at_the_desk(office)

        def publish(act):
            publishing._publish(act, office.open_items()[0], {"decision": "published"})

        with pytest.raises(NotApprovedForPublication, match="不能发布"):
            self.run_inside(office, publish)
        office.do("officehead", "T_sign_office", decision="approve")
        with pytest.raises(NotApprovedForPublication):
            self.run_inside(office, publish)
        assert db.session.query(Publication).count() == 0

    def run_inside(self, office, work):
        from app.casework.acts.commands import use_case

        office.run(use_case("test")(lambda act: work(act)), office.person("reviewer"), case_id=office.case.id)

    def test_a_signature_on_an_earlier_version_releases_nothing(self, office):
        self.at_the_desk(office)
        office.signed().do("reviewer", "T_publish", decision="send_back", opinion="补充绕行路线")
        office.drafted(body="改过的正文")

        def publish(act):
            publishing._publish(act, office.open_items()[0], {"decision": "published"})

        with pytest.raises(NotApprovedForPublication):
            self.run_inside(office, publish)

    def test_of_two_people_who_publish_at_once_one_wins(self, office):
        self.at_the_desk(office)
        item = office.signed().item("T_publish")
        office.published()
        data = {"decision": "published", "checked": True}
        with pytest.raises(StaleWorkItem):
            office.run(
                work_items.complete,
                office.person("reviewer"),
                case_id=item.case_id,
                item_id=item.id,
                data=data,
            )
        assert db.session.query(Publication).count() == 1

    def test_a_voice_of_the_drafter_or_of_the_recorder_does_not_count(self, office):
        office.registered().judged().drafted(path="emergency", urgent_reason="群众正在出行")
        for changes, words in (
            ({"approved_at": (office.now - timedelta(hours=2)).isoformat()}, "approved_at"),
            ({"approved_at": (office.now + timedelta(hours=2)).isoformat()}, "approved_at"),
            ({"approver": "clerk"}, "approver"),
            ({"decision": "send_back"}, "opinion"),
        ):
            with pytest.raises(InvalidInput) as refused:
                office.spoken(**changes)
            assert words in refused.value.fields

    def test_a_text_that_changed_after_the_voice_needs_another_one(self, office):
        office.registered().judged().drafted(path="emergency", urgent_reason="群众正在出行").spoken()
        office.do("reviewer", "T_publish", decision="send_back", opinion="补充路线")
        office.drafted(path="emergency", urgent_reason="群众正在出行", body="改过的正文")
        [statement] = statements_of(office.case)
        assert (statement.oral_at, office.open_nodes()) == (None, {"T_oral", "T_conference"})

    def test_a_paper_signed_before_the_voice(self, office):
        office.registered().judged().drafted(
            path="emergency", urgent_reason="群众正在出行"
        ).spoken().published()
        with pytest.raises(InvalidInput) as refused:
            office.papered(signed_at=KNOWN.isoformat())
        assert "不应早于口头批准的时间" in refused.value.fields["signed_at"]


class TestClosing:
    def test_not_while_channels_paper_or_conference_are_open(self, office):
        office.registered(raises_opinion=False).judged().drafted(
            path="emergency", urgent_reason="出行", channels=["wechat"]
        ).spoken()
        office.published().followed()
        with pytest.raises(NotReadyToClose, match="渠道发布 1 项、补办书面审批、新闻发布会"):
            office.evaluated()
        office.post_all().papered().conference().evaluated()
        assert not office.case.is_open

    def test_not_without_a_statement_or_a_reason(self, office):
        from app.casework.acts.commands import use_case
        from app.processes.response.following import close_concern

        office.registered(MISREADING)
        with pytest.raises(NotReadyToClose, match="没有发布过回应"):
            office.run(use_case("test")(close_concern), office.person("reviewer"), case_id=office.case.id)

    def test_a_conference_without_evidence_or_before_the_event(self, office):
        office.registered().judged()
        for changes, field in (({"address": ""}, "address"), ({"held_at": DAWN.isoformat()}, "held_at"),
                               ({"result": "not_held"}, "opinion")):  # fmt: skip
            with pytest.raises(InvalidInput) as refused:
                office.conference(**changes)
            assert field in refused.value.fields


def test_the_drafter_never_signs(office):
    office.registered().judged().drafted(WORD)
    drafter = statements_of(office.case)[0]
    assert drafter.number == 1
    from app.office.people import find_person

    assert office.item("T_sign_office").drafter_ids == [find_person("handler").id]


def test_a_message_of_a_higher_level_is_not_awaited_twice(office):
    from app.casework.acts.commands import use_case

    office.registered().judged()
    thrown = use_case("test")(lambda act: workflow_of(act).throw(grading.CONFERENCE_NEEDED))
    with pytest.raises(CannotHappenNow):
        office.run(thrown, office.person("reviewer"), case_id=office.case.id)

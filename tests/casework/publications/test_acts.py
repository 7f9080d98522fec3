"""What may be put before the public, what is refused, and what time, correction and withdrawal do to it."""

from datetime import date, timedelta

import pytest

from app.casework.acts import audit
from app.casework.acts.commands import perform
from app.casework.contract.errors import CardRefused
from app.casework.contract.platform import Platform
from app.casework.contract.publications import PublicationKind
from app.casework.models import AuditEntry, Publication
from app.casework.publications.content import Block, PublicFile
from app.casework.publications.errors import (
    AlreadyPublished,
    HoldsPersonalData,
    KindNotDeclared,
    NotPublishable,
    NotStanding,
    NotWhatWasApproved,
)
from app.casework.publications.lists import Standing, Wanted, file_of, find, list_publications, successors
from app.casework.publications.review import tell_of_reviews
from app.casework.publications.rules import Terms
from app.database import db
from app.law.errors import NotAllowed
from tests.casework.publications.gazette import content_of, correct, gazette, publish, review, withdraw
from tests.support.crashes import FINISHED, start_child, wait_for

pytestmark = pytest.mark.database
REFUSED = 7


def shown(office, **wanted):
    return [row.publication.headline for row in list_publications(Wanted(**wanted), office.now).rows]


class TestPublishing:
    def test_it_stands_at_once_with_the_very_bytes_that_were_approved(self, office):
        content = content_of("征地补偿标准", "第一段\n第二段", document_number="禄政发〔2026〕3号")
        found = db.session.get_one(Publication, office.publishes(content, signed="f" * 64))
        assert shown(office) == ["征地补偿标准"]
        assert (found.text.content_hash, found.text.signed_hash) == (content.hash, "f" * 64)
        assert type(content).from_mapping(found.text.content) == content

    def test_without_hash_or_with_another_text_nothing_is_published(self, office):
        for approved in ("", content_of("别的").hash):
            with pytest.raises(NotWhatWasApproved):
                office.publishes("征地补偿标准", approved=approved)
        assert shown(office) == []

    @pytest.mark.parametrize("place", ["headline", "body", "document_number", "summary"])
    def test_personal_data_is_refused_wherever_it_stands(self, office, place):
        words = {
            "headline": "公告",
            "body": "正文",
            "document_number": "",
            "summary": "",
            place: "13912345678",
        }
        with pytest.raises(HoldsPersonalData, match="手机号码"):
            office.publishes(content_of(**words))

    def test_personal_data_in_topics_reasons_and_notes_is_refused(self, office):
        with pytest.raises(HoldsPersonalData):
            office.publishes("公告", terms=Terms(topics=("13912345678",)))
        number = office.publishes("公告")
        with pytest.raises(HoldsPersonalData):
            office.does(withdraw, number, reason="误公开13912345678")
        with pytest.raises(HoldsPersonalData):
            office.does(correct, number, content=content_of("公告", "改"), note="原为13912345678")

    @pytest.mark.parametrize(
        ("content", "field"),
        [
            (content_of(""), "headline"),
            (content_of("长" * 201), "headline"),
            (content_of("公告", ""), "body"),
            (content_of("公告", "一\u202e段"), ""),
            (content_of("公告", files=(PublicFile("a.pdf", "0" * 64),)), "files"),
        ],
    )
    def test_what_lacks_something_is_refused_with_its_field(self, office, content, field):
        with pytest.raises(NotPublishable) as refused:
            office.publishes(content)
        assert list(refused.value.fields) == [field]

    def test_terms_are_not_dated_back_and_end_after_they_begin(self, office):
        now = office.now
        for terms, field in (
            (Terms(from_at=now - timedelta(seconds=1)), "from_at"),
            (Terms(until_at=now), "until_at"),
            (Terms(review_on=now.date()), "review_on"),
        ):
            with pytest.raises(NotPublishable) as refused:
                office.publishes("公告", terms=terms)
            assert list(refused.value.fields) == [field]

    def test_only_declared_kinds_and_only_the_office_of_the_organ(self, office):
        with pytest.raises(KindNotDeclared):
            office.publishes("公告", "gazette.unknown")
        for login in ("clerk", "handler", "foreignreviewer"):
            with pytest.raises(NotAllowed):
                office.publishes("公告", login=login)

    def test_the_same_case_publishes_a_kind_once_unless_the_entries_have_names(self, office):
        case_id = office.case()
        office.publishes("公告", case_id=case_id)
        with pytest.raises(AlreadyPublished):
            office.publishes("公告", case_id=case_id)
        office.publishes("附图公告", case_id=case_id, name="picture")
        assert len(shown(office)) == 2

    def test_two_people_at_once_publish_once(self, office):
        case_id, now, content = office.case(), office.now, content_of("公告")

        def work(login):
            actor = office.actor(login)
            try:
                perform(
                    publish, actor=actor, now=now, case_id=case_id, kind="gazette.notice", content=content
                )
            except AlreadyPublished:
                return REFUSED
            return FINISHED

        db.session.rollback()
        db.engine.dispose()
        children = [start_child(lambda who=who: work(who)) for who in ("reviewer", "officehead")]
        assert sorted(wait_for(pid) for pid in children) == [FINISHED, REFUSED]
        assert shown(office) == ["公告"]


class TestTime:
    def test_what_is_planned_appears_by_time_alone(self, office):
        number = office.publishes("公告", terms=Terms(from_at=office.now + timedelta(hours=1)))
        assert (shown(office), find(number, office.now)) == ([], None)
        office.later(hours=1)
        assert shown(office) == ["公告"]

    def test_what_was_withdrawn_before_its_time_never_appears(self, office):
        number = office.publishes("公告", terms=Terms(from_at=office.now + timedelta(hours=1)))
        office.does(withdraw, number, reason="不再公布")
        assert find(number, office.later(hours=2).now) is None
        assert shown(office, standing=None) == []

    def test_after_its_term_the_heading_is_left(self, office):
        number = office.publishes(
            content_of("公示", "名单在此"), terms=Terms(until_at=office.now + timedelta(days=7))
        )
        office.later(days=7)
        assert find(number, office.now).standing is Standing.ENDED
        assert (shown(office), shown(office, standing=Standing.ENDED)) == ([], ["公示"])
        assert shown(office, standing=None, words="名单") == []
        with pytest.raises(NotStanding):
            office.does(correct, number, content=content_of("公示", "改"), note="改")


class TestWithdrawing:
    def test_it_stays_as_withdrawn_with_its_reason_and_its_words_are_gone(self, office):
        number = office.publishes(content_of("公告", "不当内容"))
        office.later(minutes=1).does(withdraw, number, reason="内容有误")
        found = find(number, office.now)
        assert (found.standing, found.publication.withdrawn_why) == (Standing.WITHDRAWN, "内容有误")
        assert shown(office, standing=None, words="不当") == []
        assert shown(office, standing=None, words="公告") == ["公告"]
        assert file_of(number, 1, office.now) is None
        for again in (
            lambda: office.does(withdraw, number, reason="再撤"),
            lambda: office.does(correct, number, content=content_of("公告"), note="改"),
        ):
            with pytest.raises(NotStanding):
                again()

    def test_it_is_explained_and_only_by_the_office(self, office):
        number = office.publishes("公告")
        with pytest.raises(NotPublishable):
            office.does(withdraw, number, reason=" ")
        with pytest.raises(NotAllowed):
            office.does(withdraw, number, login="clerk", reason="试")

    def test_afterwards_the_case_may_publish_anew(self, office):
        case_id = office.case()
        first = office.publishes("公告", case_id=case_id)
        office.later(minutes=1).does(withdraw, first, reason="有误")
        office.publishes("公告", case_id=case_id)
        assert shown(office) == ["公告"]


class TestCorrecting:
    def test_the_new_wording_stands_at_the_same_address_and_the_old_one_is_kept(self, office):
        number = office.publishes(content_of("公告", "每亩三万元"))
        office.later(minutes=1).does(
            correct, number, content=content_of("公告", "每亩四万元"), note="金额误写"
        )
        found = find(number, office.now).publication
        assert [text.content["body"][0]["text"] for text in found.texts] == ["每亩三万元", "每亩四万元"]
        assert (found.text.note, found.text.number) == ("金额误写", 2)
        assert (shown(office, words="三万元"), shown(office, words="四万元")) == ([], ["公告"])

    def test_a_later_document_takes_the_place_of_an_earlier_one_while_it_stands(self, office):
        first = office.publishes("旧办法", "gazette.policy")
        begins = office.now + timedelta(days=1)
        second = office.publishes("新办法", "gazette.policy", earlier=first, terms=Terms(from_at=begins))
        assert shown(office) == ["旧办法"]
        office.later(days=1)
        assert (shown(office), shown(office, standing=Standing.SUPERSEDED)) == (["新办法"], ["旧办法"])
        assert [one.id for one in successors(find(first, office.now).publication, office.now)] == [second]
        office.later(days=1).does(withdraw, second, reason="暂缓施行")
        assert shown(office) == ["旧办法"]

    def test_nothing_changed_is_no_correction(self, office):
        number = office.publishes(content_of("公告", "正文"))
        with pytest.raises(NotPublishable):
            office.does(correct, number, content=content_of("公告", "正文"), note="无")


class TestReview:
    def test_the_day_is_made_known_once_to_the_office_of_the_organ(self, office):
        day = date(2026, 6, 1)
        number = office.publishes("公告", terms=Terms(review_on=day))
        assert tell_of_reviews(office.now) == 0
        office.later(days=91)
        assert [tell_of_reviews(office.now), tell_of_reviews(office.now)] == [1, 0]
        office.does(review, number, next_on=date(2027, 6, 1), finding="继续公开")
        assert tell_of_reviews(office.later(days=1).now) == 0

    def test_what_is_withdrawn_needs_no_review(self, office):
        number = office.publishes("公告", terms=Terms(review_on=date(2026, 6, 1)))
        office.later(days=91).does(withdraw, number, reason="有误")
        assert tell_of_reviews(office.now) == 0


def test_every_act_leaves_its_line_in_the_chain(office):
    number = office.publishes("公告")
    office.later(minutes=1).does(correct, number, content=content_of("公告", "改"), note="改字")
    office.later(minutes=1).does(review, number, next_on=None, finding="继续公开")
    office.later(minutes=1).does(withdraw, number, reason="有误")
    tags = db.session.scalars(db.select(AuditEntry.tag).where(AuditEntry.tag.like("publication.%"))).all()
    assert tags == [f"publication.{act}" for act in ("published", "corrected", "reviewed", "withdrawn")]
    assert audit.verify() is None


def test_a_card_with_a_taken_word_stops_the_start(app):
    kinds = (PublicationKind("a", "甲", "same"), PublicationKind("b", "乙", "same"))
    twice = type(gazette)(
        "twice",
        "重名",
        gazette.drawing,
        "T",
        package=__name__,
        publications=type(gazette.publications)(kinds),
    )
    with pytest.raises(CardRefused, match="same"):
        Platform.of([twice], [])


def test_a_block_has_no_markup_of_its_own():
    assert Block("<b>粗</b>").text == "<b>粗</b>"

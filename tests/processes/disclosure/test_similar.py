"""Similar earlier requests are found by traces, as comparing every text would find them, at the same cost for years."""

import random

import pytest
from rapidfuzz import fuzz
from sqlalchemy import insert, select

from app.database import db
from app.processes.disclosure.models import DisclosureRequest, RequestTrace
from app.processes.disclosure.similar import SIMILAR, similar_requests
from app.processes.disclosure.traces import (
    KEPT,
    NEWEST,
    OF_APPLICANT,
    change_traces,
    plain,
    traces_of,
    worth_comparing,
)
from tests.support.office import Office
from tests.support.statements import counted

TEXTS = (
    "申请公开禄丰市金山镇2024年度耕地地力保护补贴发放明细",
    "请求公开广通镇某村2023年征收集体土地的批准文件、征地补偿安置方案、补偿款发放明细以及听证告知书的送达回证",
)
SIGNS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工"


@pytest.fixture
def office(app):
    return Office()


def changed(words, chance):
    """The words with some signs replaced, put in or left out."""
    signs = list(words)
    for _ in range(chance.randint(1, len(signs) // 6)):
        place, what = chance.randrange(len(signs)), chance.random()
        if what < 0.6:
            signs[place] = chance.choice(SIGNS)
        elif what < 0.8:
            signs.insert(place, chance.choice(SIGNS))
        else:
            del signs[place]
    return "".join(signs)


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_comparison_calls_similar_shares_a_trace(text):
    chance, words = random.Random(1), plain(text)
    others = [changed(words, chance) for _ in range(2_000)]
    similar = [other for other in others if fuzz.ratio(words, other) >= SIMILAR]
    shared = [other for other in similar if set(traces_of(1, text)) & set(traces_of(1, other))]
    assert len(similar) > 500
    assert len(shared) >= 0.99 * len(similar)


@pytest.mark.parametrize("text", ["", "补", "补贴", "！！", "补贴发放", "补" * 2_000])
def test_a_text_of_any_length_leaves_traces(text):
    assert 1 <= len(traces_of(1, text)) <= KEPT
    assert traces_of(1, text) == traces_of(1, f" {text}，")


def test_organs_share_no_traces():
    assert not set(traces_of(1, TEXTS[0])) & set(traces_of(2, TEXTS[0]))


@pytest.mark.database
class TestOnTheRecord:
    def test_a_request_in_nearly_the_same_words_is_named_and_one_elsewhere_is_not(self, office):
        first = office.apply(description=TEXTS[0])
        office.apply(description=TEXTS[0], organ="YM")
        office.apply(description=TEXTS[0].replace("2024", "2023"), name="别人", identity_number="T0000009")
        found = similar_requests(office.case, office.now.date())
        assert [(one.number, one.same_applicant) for one in found] == [(first, False)]

    def test_the_same_applicant_is_named_from_half_the_words_on(self, office):
        first = office.apply(description="禄丰市金山镇补贴发放明细")
        office.apply(description="金山镇补贴的发放依据、标准")
        assert [
            one.number for one in similar_requests(office.case, office.now.date()) if one.same_applicant
        ] == [first]

    def test_a_corrected_description_is_found_by_its_new_words(self, office):
        office.apply(description=TEXTS[0])
        corrected = office.case
        change_traces(corrected.organ_id, corrected.id, TEXTS[0], TEXTS[1])
        kept = set(db.session.scalars(select(RequestTrace.trace).where(RequestTrace.case_id == corrected.id)))
        assert kept == set(traces_of(corrected.organ_id, TEXTS[1]))

    def test_very_many_earlier_requests_are_not_read(self, office):
        office.apply(description=TEXTS[0])
        request = db.session.scalars(select(DisclosureRequest)).one()
        columns = {c.name: getattr(request, c.name) for c in DisclosureRequest.__table__.c}
        case = {c.name: getattr(office.case, c.name) for c in type(office.case).__table__.c}
        many = range(1_000, 1_300)
        db.session.execute(
            insert(type(office.case).__table__), [{**case, "id": n, "number": f"N-{n}"} for n in many]
        )
        db.session.execute(insert(DisclosureRequest), [{**columns, "case_id": n} for n in many])
        traces = [{"trace": t, "case_id": n} for n in many for t in traces_of(case["organ_id"], TEXTS[0])]
        db.session.execute(insert(RequestTrace), traces)
        found = worth_comparing(case["organ_id"], 2_000, TEXTS[0], "nobody")
        assert sorted(found) == list(range(1_300 - NEWEST, 1_300))
        assert len(found) <= KEPT * NEWEST + OF_APPLICANT

    def test_one_statement_finds_and_one_reads(self, office):
        office.apply(description=TEXTS[0])
        office.apply(description=TEXTS[0])
        similar_requests(office.case, office.now.date())
        with counted() as seen:
            similar_requests(office.case, office.now.date())
        assert len([one for one in seen if "request_trace" in one]) == 1
        assert len([one for one in seen if "identity_index" in one and "office_case.number" in one]) == 1

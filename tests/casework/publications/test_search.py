"""The index of pairs answers what a plain scan would, on both databases; one sign is a word too."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.casework.models import Publication, PublicationSearch
from app.casework.publications import index
from app.casework.publications.lists import Wanted, list_publications
from app.casework.publications.words import grams_of, is_found, plain, searchable, wanted
from app.database import db
from tests.casework.publications.gazette import content_of
from tests.support.statements import with_values

pytestmark = pytest.mark.database
SIGNS = "征地补偿公告２0a B（）〔〕、ⅷß\u3000𠮷\ua000é"
TEXTS = st.lists(st.text(SIGNS, max_size=12), min_size=1, max_size=4)


def found_by(words):
    return set(db.session.scalars(select(Publication.id).where(index.matching(words))))


@pytest.fixture
def shelf(office):
    """Eight entries whose words are then replaced."""
    return [office.publishes(f"第{number}号") for number in range(8)]


class TestWords:
    def test_width_case_and_brackets_do_not_matter(self):
        assert plain("禄政发〔２０２６〕3号") == plain("禄政发[2026] 3号") == "禄政发20263号"
        assert wanted(" 补贴　ＡＢ 补贴 ！！") == ["补贴", "ab"]

    def test_pairs_end_with_the_last_sign_and_never_cross_a_line(self):
        assert grams_of(searchable(["征地补", "偿"])) == ["征地", "地补", "补", "偿"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(TEXTS, min_size=8, max_size=8),
    st.lists(st.text(SIGNS, min_size=1, max_size=4), min_size=1, max_size=5),
)
def test_the_index_finds_exactly_what_a_plain_scan_finds(shelf, texts, queries):
    kept = {number: searchable(text) for number, text in zip(shelf, texts, strict=True)}
    for number, words in kept.items():
        index.note(number, words)
    for words in filter(None, map(wanted, queries)):
        scanned = {number for number, text in kept.items() if all(is_found(word, text) for word in words)}
        assert found_by(words) == scanned, words
    db.session.rollback()


@pytest.mark.parametrize("typed", ["征", "补偿", "征地补偿", "标准 征地", "偿", "２０２６", "[2026]3号"])
def test_words_of_one_two_and_more_signs_are_found(office, typed):
    office.publishes(content_of("征地补偿", "标准", document_number="禄政发〔2026〕3号"))
    office.publishes("别的公告")
    page = list_publications(Wanted(words=typed), office.now)
    assert [row.publication.headline for row in page.rows] == ["征地补偿"]


def test_what_is_found_nowhere_is_an_empty_list(office):
    office.publishes("征地补偿")
    for typed in ("偿补", "地征", '"', "%", "_", "征 AND 无", "征*"):
        expected = 1 if typed == "征*" else 0
        assert list_publications(Wanted(words=typed), office.now).total == expected, typed


def test_a_word_is_looked_up_in_the_index(office):
    """No entry is read to find that nothing is there."""
    office.publishes("征地补偿")
    with with_values() as sent:
        found_by(["不在"])
    [(statement, parameters)] = [one for one in sent if "IN (SELECT" in one[0]]
    if db.engine.dialect.name == "sqlite":
        rows = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        told = " ".join(str(row[-1]) for row in rows)
        assert "VIRTUAL TABLE INDEX" in told
        assert "SCAN publication " not in f"{told} "
    else:
        db.session.execute(db.text("SET LOCAL enable_seqscan = off"))
        rows = db.session.connection().exec_driver_sql(f"EXPLAIN {statement}", parameters).all()
        assert "ix_publication_search_grams" in " ".join(row[0] for row in rows)


def test_the_kept_words_are_those_of_the_text(office):
    number = office.publishes(content_of("公告", "甲\n乙"))
    assert db.session.get_one(PublicationSearch, number).words == "公告\n甲\n乙"

"""How much of a text is copied: sentences count, whatever their punctuation, spaces and width."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.copying import LIMIT, SHORTEST, copying, marked, plain, sentences
from app.law.errors import InvalidParameters
from app.law.parameter_history import ParameterHistory
from app.law.parameters import Change, Held, Parameters

DOCUMENT = (
    "为了规范养犬行为，保障公民健康和人身安全，制定本办法。\n"
    "违反本办法第十二条规定的，由县级人民政府责令限期改正；逾期不改正的，处三千元以上五千元以下罚款。"
)
OWN = "小型犬每年只需登记一次，带身份证到社区即可办理。"
SENTENCE = st.text(
    st.sampled_from("县级人民政府责令改正罚款登记社区养犬管理"), min_size=SHORTEST, max_size=20
)
NOISE = st.text(st.sampled_from(" 　，、：“”（）\t"), max_size=3)


@pytest.mark.parametrize(
    ("material", "copied", "percent"),
    [
        (OWN, 0, 0),
        (DOCUMENT, 3, 100),
        (f"{OWN}逾期不改正的,处 三千元以上五千元以下罚款。", 1, 50),
        ("第一条\n总则\n", 0, 0),
        ("", 0, 0),
    ],
    ids=["own words", "all", "punctuation and spaces", "headings", "empty"],
)
def test_sentences_that_stand_in_the_document(material, copied, percent):
    found = copying(material, DOCUMENT)
    assert (len(found.copied), found.percent) == (copied, percent)


def test_the_passages_are_shown_as_they_are_written():
    assert copying("保障 公民健康，和人身安全，制定本办法", DOCUMENT).copied == (
        "保障 公民健康，和人身安全，制定本办法",
    )


def test_what_stands_in_both_is_marked_in_each():
    material = f"{OWN}\n逾期不改正的，处三千元以上五千元以下罚款。"
    for text, other in ((material, DOCUMENT), (DOCUMENT, material)):
        pieces = list(marked(text, other))
        assert "".join(piece for piece, _is_copied in pieces) == text
        assert [piece for piece, is_copied in pieces if is_copied] == [
            "逾期不改正的，处三千元以上五千元以下罚款。"
        ]


@given(st.lists(SENTENCE, max_size=8), st.lists(SENTENCE, max_size=8))
def test_as_much_is_marked_as_is_counted(material, document):
    text, other = "。".join(material), "。".join(document)
    marks = [piece for piece, is_copied in marked(text, other) if is_copied]
    assert len(marks) == len(copying(text, other).copied)


@given(st.lists(SENTENCE, max_size=8))
def test_a_text_is_wholly_copied_from_itself(lines):
    text = "。".join(lines)
    assert copying(text, text).percent == (100 if lines else 0)


@given(SENTENCE, NOISE, st.integers(0, 20))
def test_punctuation_and_spaces_hide_nothing(sentence, noise, place):
    hidden = sentence[:place] + noise + sentence[place:]
    assert copying(hidden, sentence).percent == 100
    assert plain(hidden) == plain(sentence)


@given(st.lists(SENTENCE, max_size=8), st.lists(SENTENCE, max_size=8), SENTENCE)
def test_a_longer_document_never_holds_less(material, document, more):
    text, source = "。".join(material), "。".join(document)
    assert copying(text, source + "。" + more).percent >= copying(text, source).percent
    assert 0 <= copying(text, source).percent <= 100


@given(st.text(max_size=60))
def test_no_text_breaks_it(text):
    assert set(copying(text, text).copied) <= set(sentences(text))


def test_the_limit_holds_from_its_day():
    later = Change(LIMIT, Held(date(2026, 7, 1), 60, "县政府办通知", is_own=True))
    history = ParameterHistory(Parameters.load(), [later])
    half = copying(
        f"{OWN}制定本办法保障公民健康。违反本办法第十二条规定的，由县级人民政府责令限期改正。", DOCUMENT
    )
    assert half.percent == 33
    assert half.is_too_much(history.on(date(2026, 6, 30)))
    assert not half.is_too_much(history.on(date(2026, 7, 1)))


@pytest.mark.parametrize("value", [-1, 101, True, "30"])
def test_a_share_is_a_whole_number_of_per_cent(value):
    with pytest.raises(InvalidParameters):
        Parameters.load(overrides={LIMIT: value})


def test_own_words_are_never_too_much():
    none_allowed = Parameters.load(overrides={LIMIT: 0})
    assert not copying(OWN, DOCUMENT).is_too_much(none_allowed)
    assert copying(DOCUMENT, DOCUMENT).is_too_much(none_allowed)

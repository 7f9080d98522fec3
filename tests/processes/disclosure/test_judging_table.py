"""The decision table judgement.dmn against the table that a jurist reads; any answers make one outcome, one letter."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.decisions import decide
from app.engine.diagrams import load_diagrams
from app.law.citations import articles_of_the_regulation
from app.law.earlier_acts import Earlier
from app.law.errors import InvalidInput
from app.law.items import DECISIONS, combined, report_row
from app.law.judging import KEYS, QUESTIONS, answered, kept, next_question, offered, options_of
from app.law.outcomes import BY_ITEMS, OUTCOMES, outcome
from app.law.parameters import Parameters
from app.law.remedies import class_of
from app.letters import preview_html
from app.letters.catalogue import Catalogue
from app.processes.disclosure.decisions import ON_HANDLING
from app.processes.disclosure.process import DIAGRAMS
from tests.processes.disclosure.judging_table import ASKED, ITEMS, JUDGED

DAY = date(2026, 3, 20)
DRAWN, LETTERS, PARAMETERS = load_diagrams(Path(DIAGRAMS), "disclosure"), Catalogue(), Parameters.load()
ALL = frozenset(Earlier)


def proposed(answers: dict[str, str]) -> str:
    return decide(DRAWN, "judgement", {**dict.fromkeys(KEYS, ""), **answers})["outcome"]


def ways(answers: dict[str, str]) -> list[dict[str, str]]:
    """Every way through the questions."""
    asked = next_question(answers)
    if asked is None:
        return [answers]
    return [way for one in options_of(asked, answers) for way in ways({**answers, asked.key: one.value})]


@pytest.mark.parametrize("row", JUDGED, ids=lambda row: "-".join(filter(None, row[0])))
def test_the_answers_make_this_outcome_with_all_that_follows_from_it(row):
    answers, code, letter, articles, remedy, report = row
    found = outcome(proposed({key: value for key, value in zip(ASKED, answers, strict=True) if value}))
    assert found.code == code
    assert (found.letter_kind, found.report_row) == (letter, report)
    assert articles_of_the_regulation(found.article) == articles
    assert class_of(found, DAY, PARAMETERS) == remedy


def test_the_table_of_the_jurist_has_every_way_through_the_questions():
    told = {tuple(value for value in row[0] if value) for row in JUDGED}
    assert {tuple(way.values()) for way in ways({})} == told


@given(
    st.dictionaries(st.sampled_from(KEYS), st.sampled_from([o.value for q in QUESTIONS for o in q.options]))
)
def test_any_answers_whole_or_not_make_one_outcome_that_can_be_drafted_or_none_yet(answers):
    counted = kept(answers)
    code = proposed(counted)
    assert bool(code) == (next_question(counted) is None)
    if code:
        assert code in ON_HANDLING
        kind = LETTERS.kind(OUTCOMES[code].letter_kind)
        assert preview_html(kind, kind.sample_facts())


@given(st.data())
def test_whatever_is_answered_in_whatever_order_only_the_way_to_it_is_kept(data):
    answers: dict[str, str] = {}
    for _step in range(8):
        key = data.draw(st.sampled_from(KEYS))
        asked = next(one for one in QUESTIONS if one.key == key)
        value = data.draw(st.sampled_from([one.value for one in asked.options]))
        with suppress(InvalidInput):
            answers = answered(answers, key, value, ALL)
    assert answers == kept(answers)
    assert list(answers) == [key for key in KEYS if key in answers]


def test_an_answer_whose_act_is_not_on_record_is_not_offered():
    clear, nature, _holder, existence = QUESTIONS[:4]
    assert [one.value for one in offered(clear, {}, ())] == ["clear"]
    assert "repeated" not in [one.value for one in offered(nature, {}, ())]
    assert "none" not in [one.value for one in offered(existence, {}, ())]
    assert "none" in [one.value for one in offered(existence, {}, {Earlier.SEARCHED})]


@pytest.mark.parametrize("row", ITEMS, ids=lambda row: row[1])
def test_items_make_this_outcome_of_the_request(row):
    items, code, remedy, report = row
    assert combined(items) == code
    assert class_of(outcome(code), DAY, PARAMETERS) == remedy
    assert report_row(code, [one for one, _ground in items], PARAMETERS) == report


def test_the_table_has_every_outcome_of_items_and_every_outcome_of_an_item_is_told():
    assert {row[1] for row in ITEMS} == set(BY_ITEMS)
    assert set(DECISIONS) == set(ON_HANDLING)


def test_a_county_may_count_what_rests_in_several_rows_as_other():
    other = PARAMETERS.with_overrides({"mixed_items_row": "other_misc"})
    assert report_row("items_unavailable", ["not_existing", "petition"], PARAMETERS) == "unavailable_not_held"
    assert report_row("items_unavailable", ["not_existing", "petition"], other) == "other_misc"
    assert (
        report_row("items_unavailable", ["not_existing", "not_responsible"], other) == "unavailable_not_held"
    )
    assert report_row("items_partly", ["granted", "petition"], other) == "partly_granted"


JUDGED_ITEM = st.tuples(st.sampled_from(ON_HANDLING), st.sampled_from(["", "process", "not_information"]))


@given(st.lists(JUDGED_ITEM, min_size=1, max_size=50))
def test_any_items_make_one_outcome_whose_letter_and_row_are_known(items):
    code = combined(items)
    assert code in BY_ITEMS
    assert OUTCOMES[code].letter_kind == "reply_by_items"
    assert report_row(code, [one for one, _ground in items], PARAMETERS)

"""A sample letter says what a real one would: the remedy of its class, at an organ and a court that go together."""

import re

import pytest

from app.law.citations import articles_of_the_regulation
from app.letters import Catalogue, preview_html
from app.letters.circumstances import Circumstances
from app.letters.contradictions import GROUNDS_OF_REFUSAL
from app.letters.letter_check import State, check_letter
from app.letters.samples import PLACE

WITH_REMEDY = [kind.kind for kind in Catalogue() if "remedy" in kind.facts]
FIRST = "先向禄丰市人民政府申请行政复议"
EITHER = "向禄丰市人民政府申请行政复议，或者"


@pytest.mark.parametrize("name", WITH_REMEDY)
def test_the_remedy_of_a_sample_is_that_of_its_class(catalogue, name):
    kind = catalogue.kind(name)
    text = re.sub("<[^>]+>", "", preview_html(kind, kind.sample_facts()))
    assert (FIRST in text) == (kind.remedy_class in ("Q", "QE"))
    assert (EITHER in text) == (kind.remedy_class in ("E", "QE", "by_outcome"))
    assert ("直接向禄丰市人民法院提起行政诉讼" in text) == (EITHER in text)
    assert ("对行政复议决定不服的" in text) == (FIRST in text)
    assert "楚雄彝族自治州人民政府申请" not in text
    assert kind.self_name in kind.sample_facts()["remedy"][0]


@pytest.mark.parametrize("name", WITH_REMEDY)
def test_a_sample_passes_the_check_of_the_remedy(catalogue, name):
    kind = catalogue.kind(name)
    checks = check_letter(kind, kind.sample_facts(), Circumstances(place=PLACE))
    assert {check.code: check.state for check in checks}["remedy"] is State.OK


@pytest.mark.parametrize("name", WITH_REMEDY)
def test_a_letter_that_repeats_any_decision_shows_one_that_may_go_either_way(catalogue, name):
    kind = catalogue.kind(name)
    if kind.remedy_class == "by_outcome":
        assert not articles_of_the_regulation(kind.sample_facts()["legal_basis"]) & GROUNDS_OF_REFUSAL


def test_samples_without_remedy_have_none(catalogue):
    for kind in catalogue:
        assert ("remedy" in kind.sample_facts()) == kind.carries_remedy

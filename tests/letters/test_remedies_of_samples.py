"""What the samples show of the remedy (`flask letters sample`, 系统管理) is what the letters of that class say."""

import pytest

from app.letters import preview_html
from tests.letters.law_table import OUTCOME_ROWS
from tests.letters.test_law_table import text_of

FIRST = "起60日内先向"
EITHER = "或者自收到本告知书之日起6个月内"
CLASSES = {kind: {row[3] for row in OUTCOME_ROWS if row[1] == kind} for _, kind, *_more in OUTCOME_ROWS}
OF_KIND = {kind: min(classes) for kind, classes in CLASSES.items() if len(classes) == 1}
"""Kinds that one class of remedy belongs to; what answers items follows from what is in them."""
REFUSALS = sorted(kind for kind, remedy in OF_KIND.items() if remedy in ("Q", "QE"))


@pytest.mark.parametrize("name", sorted(OF_KIND))
def test_the_sample_says_the_remedy_of_its_class(catalogue, name):
    kind = catalogue.kind(name)
    text, remedy = text_of(preview_html(kind, kind.sample_facts())), OF_KIND[name]
    if not kind.carries_remedy:
        assert "行政复议" not in text
        return
    assert (FIRST in text, EITHER in text) == (remedy in ("Q", "QE"), remedy in ("E", "QE"))


def test_all_refusals_are_among_them():
    assert len(REFUSALS) == 8

"""The preview on the case page: never refuses, shows what is missing, safe under a strict CSP."""

import re

import pytest

from app.letters import Catalogue, preview_html

KINDS = [kind.kind for kind in Catalogue()]


@pytest.mark.parametrize("name", KINDS)
def test_complete_facts_leave_no_blank(catalogue, name):
    kind = catalogue.kind(name)
    html = preview_html(kind, kind.sample_facts())
    assert "letter-blank" not in html
    assert kind.title[:6] in re.sub("<[^>]+>", "", html)


@pytest.mark.parametrize("name", KINDS)
def test_without_any_fact_the_obligatory_ones_are_shown_as_blanks(catalogue, name):
    kind = catalogue.kind(name)
    html = preview_html(kind, {})
    obligatory = [fact for fact in kind.facts.values() if fact.is_required({})]
    assert html.count("letter-blank") >= min(5, len(obligatory)) > 0
    assert "None" not in html


@pytest.mark.parametrize("name", KINDS)
def test_it_has_classes_only(catalogue, name):
    html = preview_html(catalogue.kind(name), {})
    assert not re.search(r"<[^>]* (style|on\w+|src|href)=", html)
    assert "<script" not in html


def test_a_wrong_fact_is_shown_as_a_blank(granted):
    html = preview_html(granted, granted.sample_facts() | {"issued_on": "gestern"})
    assert html.count("〔落款日期〕") == 1


def test_markup_stays_text(granted):
    html = preview_html(granted, granted.sample_facts() | {"applicant_name": "<b>甲</b>"})
    assert "&lt;b&gt;甲" in html

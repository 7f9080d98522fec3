"""What is printed of a wording: in bounds, of the letter's own marks, and never unchecked."""

import time
import tracemalloc
from html import unescape

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tinyhtml5.parser import HTMLParser

from app.letters import Catalogue, LetterRefused, check_facts, preview_html, render
from app.letters.rendered import bounded, refuse_foreign_markup
from app.letters.variant_rules import rule_problems
from app.letters.variant_vocabulary import REMEDY_WORDS
from app.letters.variant_words import bare
from app.letters.variants import TEXT, check_variant, files_of, write_variant
from tests.letters.forbidden_wordings import CODE, MARKUP, REMEDY
from tests.letters.wordings import longest_facts, with_piece

GRANTED = Catalogue().kind("reply_granted")


LETTER_TAGS = {
    "article",
    "div",
    "p",
    "h2",
    "br",
    "strong",
    "span",
    "table",
    "tr",
    "th",
    "td",
    "ul",
    "ol",
    "li",
    "mark",
}


SECONDS, BYTES = 2, 50_000_000


class TestWhatIsPrinted:
    """The second net: a text that nobody has checked is not printed, on a page or on paper."""

    @pytest.mark.parametrize("piece", [CODE[0][0], CODE[22][0], MARKUP[0][0], REMEDY[0]])
    def test_an_unchecked_wording_is_refused_by_preview_press_and_worker(self, tmp_path, press, piece):
        variant = write_variant(tmp_path, GRANTED, with_piece(GRANTED, piece)[0])
        for make in (preview_html, press.render, render):
            with pytest.raises(LetterRefused, match="第 5 行"):
                make(variant, variant.sample_facts())

    @pytest.mark.parametrize(
        "html",
        ["<p>甲</p><meta http-equiv=refresh>", "<form></form>", "<p style='x'>", "<p><!-- x -->", "<svg></svg>",
         "<img src=x>", "<td colspan=99>", "<a href=x>", "<p id=x>"],
    )  # fmt: skip
    @pytest.mark.parametrize("whole_page", [True, False])
    def test_foreign_markup_is_found_in_what_was_printed(self, html, whole_page):
        if whole_page and html.startswith("<svg"):
            return
        page = f"<table><tr>{html}</table>" if html.startswith("<td") else html
        with pytest.raises(LetterRefused, match="不允许的"):
            refuse_foreign_markup(f"<article>{page}</article>", whole_page=whole_page)

    def test_a_text_without_end_is_given_up(self):
        def endless():
            while True:
                yield "甲" * 100_000

        with pytest.raises(LetterRefused, match="过长"):
            bounded(endless())

    def test_a_lawful_wording_has_the_same_pages_as_the_standard_would(self, tmp_path, press):
        text = files_of(GRANTED)[TEXT].replace("随本告知书一并提供给", "附于本告知书之后，提供给")
        variant = write_variant(tmp_path, GRANTED, text)
        assert press.render(variant, variant.sample_facts()).startswith(b"%PDF")


PIECES = st.sampled_from([
    "{{ parts.received() }}", "{{ parts.listed(items) }}", "{{ parts.statements(access_way) }}", "<p>",
    "</p>", "<strong>", "</strong>", "<br>", "{{ you }}", "{{ items | length }}",
    "{{ request_content | quoted }}", "{{ issued_on | day }}",
    "{{ provision.label }}", "{% if provision == 'attached' %}", "{% else %}", "{% endif %}", "{% for item in items %}",
    "{% endfor %}", "{{ item.name }}", "{{ item.carrier | clause }}", "{% if item.pages %}", "{{ loop.index }}", "甲",
    "复", "议", "&lt;script&gt;", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "{{ you | safe }}",
    "{{ request_content }}",
    "<p>甲{{ you }}</p>", "<p>{{ request_content }}</p>", "{% for item in items %}<p>{{ item.name }}乙</p>{% endfor %}",
    "<table><tr><td>{{ contact }}</td></tr></table>", "<ul><li>{{ telephone }}</li></ul>", "<h2>丙</h2>",
    "{% if items | length > 1 %}<p>丁</p>{% endif %}",
])  # fmt: skip


WHOLE = st.sampled_from([
    "{{ parts.received() }}", "{{ parts.listed(items) }}", "{{ parts.statements(access_way) }}", "<p>甲{{ you }}</p>",
    "<p>{{ request_content }}</p>", "{% for item in items %}<p>{{ item.name }}乙{{ item.carrier }}</p>{% endfor %}",
    "<table><tr><td>{{ contact }}</td><th>{{ request_content | sentence }}</th></tr></table>",
    "<ul><li>{{ telephone }}</li></ul>",
    "{% if items | length > 1 %}<p>丁</p>{% else %}{{ parts.listed(items) }}{% endif %}", "<p>复</p>", "<p>议</p>",
    "<p>{{ '复' if provision == 'attached' else '议' }}</p>",
    "{% for item in items %}<p>{{ organ_name }}</p>{% endfor %}",
])  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.one_of(st.lists(PIECES, max_size=12), st.lists(WHOLE, max_size=60)))
@example(pieces=["{{ parts.received() }}"] * 19)
@example(pieces=["{{ parts.listed(items) }}"] * 3)
def test_whatever_is_accepted_prints_in_bounds_and_only_letters(tmp_path, pieces):
    text, _line = with_piece(GRANTED, "".join(pieces))
    if rule_problems(text, GRANTED):
        return
    variant = write_variant(tmp_path, GRANTED, text)
    for facts in (longest_facts(GRANTED), GRANTED.sample_facts(), {}):
        assert facts == {} or check_facts(GRANTED, facts) == []
        started = time.process_time()
        html = str(preview_html(variant, facts))
        assert time.process_time() - started < SECONDS
        parser = HTMLParser(namespace_html_elements=False)
        parser.parse("<!doctype html><title>x</title>" + html)
        body = parser.tree.get_document().find("body")
        assert {element.tag for element in body.iter()} - {"body", "tbody"} <= LETTER_TAGS
        assert parser.errors == []
    wordless = GRANTED.sample_facts() | {"remedy": ["某"]}
    assert not REMEDY_WORDS.search(bare(unescape(str(preview_html(variant, wordless)))))


def test_the_longest_accepted_wording_needs_little_memory(tmp_path):
    text, _line = with_piece(GRANTED, "{{ parts.received() }}" * 20)
    assert rule_problems(text, GRANTED) == ()
    variant = write_variant(tmp_path, GRANTED, text)
    tracemalloc.start()
    preview_html(variant, longest_facts(GRANTED))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < BYTES


def test_a_branch_that_no_sample_reaches_is_judged_too(tmp_path):
    piece = "{% if contact %}{% else %}<p>复<br>议</p>{% endif %}"
    variant = write_variant(tmp_path, GRANTED, with_piece(GRANTED, piece)[0])
    assert any("救济" in problem.message for problem in check_variant(variant, GRANTED))

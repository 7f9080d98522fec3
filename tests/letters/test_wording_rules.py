"""What a wording may hold: every attack is refused with its line; what is accepted prints in bounds, as a letter."""

import time
import tracemalloc
from html import unescape

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tinyhtml5.parser import HTMLParser

from app.letters import Catalogue, LetterRefused, check_facts, preview_html, render
from app.letters.catalogue import LAYOUTS
from app.letters.rendered import bounded, refuse_foreign_markup
from app.letters.variant_rules import READER, rule_problems
from app.letters.variant_vocabulary import IMPORTS, LONGEST, MOST_CODE, MOST_LINES, PASSAGES, REMEDY_WORDS
from app.letters.variant_words import bare
from app.letters.variants import TEXT, check_variant, difference, files_of, write_variant
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
RELOAD = "&lt;meta http-equiv=refresh content=&quot;0;url=//x&quot;&gt;"

CODE = [
    ("{% filter striptags %}" + RELOAD + "{% endfilter %}", "filter"),
    ("{% filter upper %}a{% endfilter %}", "filter"),
    ("{% macro m() %}{{ m() }}{% endmacro %}", "macro"),
    ("{% call parts.received() %}{% endcall %}", "call"),
    ('{% include "letter.html" %}', "include"),
    ('{% from "parts.html" import received %}', "from"),
    ('{% import "letter.html" as other %}', "import"),
    ("{% import layout as other %}", "import"),
    ("{% set a = you %}", "set"),
    ("{% set a %}甲{% endset %}", "set"),
    ("{% with a = you %}{% endwith %}", "with"),
    ("{% autoescape false %}<p>{{ you }}</p>{% endautoescape %}", "autoescape"),
    ("{% block inner %}{% endblock %}", "block"),
    ("{% raw %}{{ you }}{% endraw %}", "花括号"),
    ("<p>{{ you | safe }}</p>", "过滤器 safe"),
    ("<p>{{ request_content | striptags }}</p>", "过滤器 striptags"),
    ("<p>{{ request_content | replace('&lt;', '<') }}</p>", "过滤器 replace"),
    ("<p>{{ '%1000000000d' | format(1) }}</p>", "过滤器 format"),
    ("<p>{{ you | center(1000000000) }}</p>", "过滤器 center"),
    ("<p>{{ items | map(attribute='name') | join }}</p>", "过滤器 join"),
    ("<p>{{ request_content | clause | sentence }}</p>", "之前须是一个要素"),
    ("<p>{{ issued_on | day(1) }}</p>", "不得带参数"),
    ("<p>{{ items | sentence }}</p>", "不适用"),
    ("<p>{{ you.ljust(1000000000) }}</p>", "函数或者方法"),
    ("<p>{{ parts.received.__globals__ }}</p>", "__globals__"),
    ("<p>{{ ''.__class__ }}</p>", "__class__"),
    ("<p>{{ self.text() }}</p>", "函数或者方法"),
    ("<p>{{ super() }}</p>", "函数或者方法"),
    ("<p>{{ lipsum(500) }}</p>", "函数或者方法"),
    ("<p>{{ parts.paragraphs(request_content, class='x') }}</p>", "函数或者方法"),
    ("{{ parts.statements(parts.received()) }}", "类型相符"),
    ("{{ parts.numbered(request_content) }}", "类型相符"),
    ("{{ parts.received(1) }}", "括号内须是 0 项"),
    ("{{ parts.received(*items) }}", "括号内须是 0 项"),
    ("<p>{{ '甲' * 1000000000 }}</p>", "拼接、运算"),
    ("<p>{{ 9 ** 9 ** 9 }}</p>", "拼接、运算"),
    ("<p>{{ '行政' ~ '复议' }}</p>", "拼接、运算"),
    ("<p>{{ ['行政', you] }}</p>", "拼接、运算"),
    ("<p>{{ you[0] }}</p>", "拼接、运算"),
    ("<p>{{ '甲' }}</p>", "文字请直接写"),
    ("<p>{{ unknown_fact }}</p>", "没有名为 unknown_fact 的要素"),
    ("{% for paragraph in remedy %}<p>{{ paragraph }}</p>{% endfor %}", "for 只能"),
    ("<p>{{ remedy }}</p>", "救济告知由系统写入"),
    ("<p>{{ items }}</p>", "不能直接印出"),
    ("<p>{{ issued_on }}</p>", "不能直接印出"),
    ("<p>{{ provision }}</p>", "provision.label"),
    ("<p>{{ issued_on.year }}</p>", "year"),
    ("{% for i in range(99999) %}<p>长</p>{% endfor %}", "函数"),
    ("{% for sign in request_content %}<p>长</p>{% endfor %}", "for 只能"),
    ("{% for a in items %}{% for b in items %}<p>长</p>{% endfor %}{% endfor %}", "循环之内不得再有循环"),
    ("{% for a in items recursive %}{{ loop(items) }}{% endfor %}", "recursive"),
    ("{% for a in items if a.pages %}<p>长</p>{% endfor %}", "不得带条件"),
    ("{% for a, b in items %}<p>长</p>{% endfor %}", "没有用过的名称"),
    ("{% for you in items %}<p>长</p>{% endfor %}", "没有用过的名称"),
    ("{% for a in items %}{{ parts.listed(items) }}{% endfor %}", "循环之内不得使用"),
    ("{% for a in items %}<p>{{ a.secret }}</p>{% endfor %}", "secret"),
    ("{% if items | length > 7 %}<p>甲</p>{% endif %}", "与 1 相比"),
    ("{% if applicant_name == '甲' %}<p>甲</p>{% endif %}", "选项要素"),
    ("{% if provision == 'nowhere' %}<p>甲</p>{% endif %}", "没有这个选项"),
    ("{% if provision and items %}<p>甲</p>{% endif %}", "组合"),
    ("{% if you is defined %}<p>甲</p>{% endif %}", "组合"),
    ("<p>{{ you if provision == 'attached' }}</p>", "else"),
    ("{% if %}", "模板有误"),
    ("{{ you", "模板有误"),
    ("{% if provision %}" * 6 + "{% endif %}" * 6, "最多套"),
]
MARKUP = [
    ("<script>x</script>", "<script>"),
    ("<p><img src='x'></p>", "标签"),
    ('<p><a href="//x">甲</a></p>', "href"),
    ('<p style="width:99999mm">甲</p>', "style"),
    ('<p onclick="x">甲</p>', "onclick"),
    ('<p class="visually-hidden">甲</p>', "class"),
    ('<table><tr><td colspan="100000">甲</td></tr></table>', "colspan"),
    ('<table><tr><td width="100000">甲</td></tr></table>', "width"),
    ('<p scope="row">甲</p>', "scope"),
    ("<!-- <p> -->", "标签"),
    ("<{{ you }}>", "标签"),
    ('<p class="{{ you }}">甲</p>', "标签"),
    ("<p>甲", "没有在同一区块"),
    ("</p>", "不成对"),
    ("<p><strong>甲</p></strong>", "不成对"),
    ("{% if provision %}<table>{% endif %}", "没有在同一区块"),
    ("<p><p>甲</p></p>", "不能写在 <p> 之内"),
    ("<table><tr><td><table></table></td></tr></table>", "不能写在 <td> 之内"),
    ("<tr><td>甲</td></tr>", "不能写在 区块 text 之内"),
    ("甲", "请写在 <p> 段落"),
    ("{{ you }}", "不能写在 区块 text 之内"),
    ("<p>{{ parts.received() }}</p>", "不能写在 <p> 之内"),
    ("<table><tr>{% for a in items %}<td>甲</td>{% endfor %}</tr></table>", "一行之内"),
    ("<table><tr>" + "<td>甲</td>" * 13 + "</tr></table>", "最多 12 格"),
    ("<table><tr>" + '<td colspan="8" rowspan="8">甲</td>' * 12 + "</tr></table>", "按所占的格数"),
    ('<table><tr><td colspan="8">甲</td><td colspan="5">乙</td></tr></table>', "最多 12 格"),
    (
        '<table><tr><td colspan="8" rowspan="2">甲</td></tr><tr>' + "<td>乙</td>" * 5 + "</tr></table>",
        "最多 12 格",
    ),
    ('<table><tr><td rowspan="3">甲</td></tr><tr><td>乙</td></tr></table>', "之内结束"),
    (
        '<table><tr><td rowspan="2">甲</td></tr>{% for a in items %}<tr><td>乙</td></tr>{% endfor %}</table>',
        "之内结束",
    ),
    (
        '<table>{% for a in items %}<tr><td rowspan="2">甲</td></tr>{% endfor %}<tr><td>乙</td></tr></table>',
        "之内结束",
    ),
    ("<p>____</p>", "空缺"),
    ("<p>行\u200b政</p>", "U+200B"),
    ("<p>&#x202e;甲</p>", "U+202E"),
    ("<p>甲🙂</p>", "U+1F642"),
]
REMEDY = [
    "<p>不得申请行政复议</p>",
    "<p>不能起诉</p>",
    "<p>行政复 议</p>",
    "<p>行政复\u3000议</p>",
    "<p>诉<strong>讼</strong></p>",
    "<p>法<br>院</p>",
    "<p>复{# #}议</p>",
    "<p>复·议</p>",
    "<p>&#22797;&#35758;</p>",
    "<p>復議</p>",
    "<p>复{% if provision %}议{% endif %}</p>",
    "<p>复{% if provision == 'attached' %}甲{% else %}议{% endif %}</p>",
    "<p>复{{ access_way }}议</p>",
    "<p>{% for a in items %}{% if loop.first %}议{% endif %}{% if a.pages %}甲{% else %}复{% endif %}{% endfor %}</p>",
    "<p>{{ '复' if provision == 'attached' else '甲' }}议</p>",
    "<p>{{ parts.by_articles('复') }}议</p>",
    "<p>{{ parts.by_articles('复议') }}</p>",
    "<p>⾏政复议</p>",
]


def sentences(piece, kind=GRANTED):
    text, line = with_piece(kind, piece)
    return [problem.message for problem in rule_problems(text, kind)], line


@pytest.mark.parametrize(("piece", "why"), CODE + MARKUP)
def test_what_a_wording_may_not_hold_is_refused_with_its_line(piece, why):
    told, line = sentences(piece)
    assert any(why in sentence and sentence.startswith(f"第 {line} 行：") for sentence in told), told


def test_cells_that_cover_rows_and_columns_are_taken_up_to_twelve_of_the_grid():
    rows = (
        '<tr><td colspan="8" rowspan="2">甲</td>'
        + "<td>乙</td>" * 4
        + "</tr><tr>"
        + "<td>乙</td>" * 4
        + "</tr>"
    )
    told, _line = sentences(f"<table><tbody>{rows}</tbody></table>")
    assert told == []


@pytest.mark.parametrize("piece", REMEDY)
def test_the_remedy_is_found_however_it_is_put_together(piece):
    told, line = sentences(piece)
    assert any("救济告知由规则生成" in sentence and f"第 {line} 行" in sentence for sentence in told), told


@pytest.mark.parametrize("words", ["答复议案", "重复议题", "批复，议定书", "诉求，讼"])
def test_words_that_only_look_alike_are_no_remedy(words):
    told, _line = sentences(f"<p>{words}</p>")
    assert told == []


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("{% extends layout %}", "", "第一句"),
        ("{% extends layout %}", "{% extends 'letter.html' %}", "第一句"),
        ("{% extends layout %}\n", "{% extends layout %}\n<p>甲</p>\n", "区块以外"),
        ("{% extends layout %}\n", "{% extends layout %}{% set a = 1 %}\n", "set"),
        ("{% block text %}", "{% block remedy %}{% endblock %}{% block text %}", "不得改写区块 remedy"),
        ("{% block text %}", "{% import layout as other %}{% block text %}", "import 只能引入"),
        ("as parts with context", "as form with context", "import 只能引入"),
        ("{% block text %}", "{% block note %}{% endblock %}{% block text %}", "不得改写区块 note"),
        ('{% import "parts.html" as parts with context %}', "", "已引入"),
    ],
)
def test_the_frame_of_the_letter_is_not_the_wordings(old, new, why):
    text = files_of(GRANTED)[TEXT]
    assert old in text
    assert any(why in problem.message for problem in rule_problems(text.replace(old, new, 1), GRANTED))


def test_sizes_are_bounded_and_judged_without_being_read_further():
    assert "字" in rule_problems("甲" * (LONGEST + 1), GRANTED)[0].message
    assert "行" in rule_problems("\n" * (MOST_LINES + 1), GRANTED)[0].message
    assert any(str(MOST_CODE) in sentence for sentence in sentences("<p>" + "{{ you }}" * 121 + "</p>")[0])
    assert any("重复印出" in sentence for sentence in sentences("{{ parts.received() }}" * 60)[0])
    assert any("标签最多" in sentence for sentence in sentences("<p></p>" * 400)[0])


@pytest.mark.parametrize(
    "piece",
    ["{{ " + "(" * 9000 + "you" + ")" * 9000 + " }}", "{% if " + "not " * 3000 + "you %}{% endif %}",
     "{% if you %}" * 700 + "{% endif %}" * 700, "<p>" * 3000],
)  # fmt: skip
def test_nesting_without_end_is_told_at_once(piece):
    started = time.process_time()
    assert sentences(piece)[0]
    assert time.process_time() - started < SECONDS


def test_comparing_a_long_text_with_the_standard_is_quick():
    started = time.process_time()
    difference(files_of(GRANTED)[TEXT], "<p>经审查，您申请公开的信息属于</p>\n" * MOST_LINES)
    assert time.process_time() - started < SECONDS


def test_passages_and_their_brackets_are_those_of_the_layouts():
    for name, file in IMPORTS.items():
        macros = {
            each.name: each
            for each in READER.parse((LAYOUTS / file).read_text("utf-8")).body
            if hasattr(each, "args")
        }
        for (owner, passage), (wanted, _place) in PASSAGES.items():
            if owner == name:
                assert len(macros[passage].args) == len(wanted), passage


def test_every_text_of_the_house_stands_by_the_rules(catalogue):
    for kind in catalogue:
        assert rule_problems(files_of(kind)[TEXT], kind) == (), kind.kind


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

"""What a wording may hold: every attack is refused with its line; what is accepted prints in bounds, as a letter."""

import time

import pytest

from app.letters import Catalogue
from app.letters.catalogue import LAYOUTS
from app.letters.variant_rules import READER, rule_problems
from app.letters.variant_vocabulary import IMPORTS, LONGEST, MOST_CODE, MOST_LINES, PASSAGES
from app.letters.variants import TEXT, difference, files_of
from tests.letters.forbidden_wordings import CODE, MARKUP, REMEDY
from tests.letters.wordings import with_piece

GRANTED = Catalogue().kind("reply_granted")
SECONDS = 2


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

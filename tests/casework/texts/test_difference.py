"""Word by word: what two versions of a Chinese text have in common, and what was changed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.casework.texts.difference import Change, amount, difference, paragraphs, stretches

TEXTS = st.lists(
    st.sampled_from(["第十二条", "责令限期改正。", "处三千元罚款", "，", "\n", "\r\n", "\x85", " ", "a", "的"]),
    max_size=25,
).map("".join)  # fmt: skip


def put_together(passages, without):
    return "".join(one.text for one in passages if one.change is not without)


@given(TEXTS, TEXTS)
def test_both_versions_can_be_put_together_again(before, after):
    found = difference(before, after)
    assert put_together(found, Change.INSERTED) == before
    assert put_together(found, Change.DELETED) == after
    assert "".join(p.text for each in paragraphs(found) for p in each.passages) == "".join(
        p.text for p in found
    )


@given(TEXTS)
def test_the_same_text_has_no_difference(text):
    assert {one.change for one in difference(text, text)} <= {Change.SAME}


@pytest.mark.parametrize(
    ("before", "after", "deleted", "inserted"),
    [
        ("逾期不改正的，处3000元以下罚款。", "逾期不改正的，处5000元以下罚款。", ["3000"], ["5000"]),
        ("由县级人民政府责令限期改正", "由县级人民政府住房城乡建设主管部门责令限期改正", [],
         ["住房城乡建设主管部门"]),
        ("自2026年1月1日起施行。", "自公布之日起施行。", ["2026年1月1日起"], ["公布之日起"]),
        ("要加强组织领导。", "要切实加强组织领导。", [], ["切实"]),
        ("处300元罚款。", "处3000元罚款。", ["300"], ["3000"]),
        ("甲段文字不变。\n", "甲段文字不变。\n新增的一段。\n", [], ["新增的一段。\n"]),
    ],
)  # fmt: skip
def test_whole_words_change(before, after, deleted, inserted):
    found = difference(before, after)
    assert [one.text for one in found if one.change is Change.DELETED] == deleted
    assert [one.text for one in found if one.change is Change.INSERTED] == inserted


def test_a_paragraph_that_was_replaced_is_not_compared_word_by_word():
    found = difference("甲。\n为加强城市养犬管理，制定本办法。\n", "甲。\n农村宅基地一户一宅的，从其规定。\n")
    assert [one.change for one in found] == [Change.SAME, Change.DELETED, Change.INSERTED]


def test_unchanged_passages_are_folded():
    old = "".join(f"第{n}条 内容不变。\n" for n in range(20))
    found = stretches(difference(old, old.replace("第7条 内容", "第7条 文字")))
    assert [(len(one.paragraphs), one.is_folded) for one in found] == [(7, True), (1, False), (12, True)]
    assert amount(difference("旧的 一句", "旧的 一句加五个字啊")) == (5, 0)


def test_two_versions_of_thirty_pages_take_less_than_a_second():
    old = "".join(
        f"第{n}条　对第{n * 7}类事项，由县级人民政府责令限期改正；逾期不改正的，处{n}000元以下罚款，并予公布。\n"
        for n in range(420)
    )
    new = old.replace("责令限期改正", "责令立即改正").replace("并予公布", "并向社会公布三十日")
    difference("预热", "加载词典")
    begun = time.thread_time()  # of the processor: what else the machine does is not measured
    found = difference(old, new)
    assert len(old) > 20_000
    assert amount(found)[0] > 1000
    assert time.thread_time() - begun < 1

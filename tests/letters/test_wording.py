"""Dates, quotations, stops, and titles in lines."""

import pytest

from app.letters.wording import (
    balanced,
    bracketed,
    clause,
    date_inset,
    fits_in_line,
    lines,
    mark_size,
    nested_titles,
    quoted,
    sentence,
    title_alone,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("补贴明细", "“补贴明细”"),
        ("补贴明细。", "“补贴明细”"),
        ("关于“三公”经费的文件", "“关于‘三公’经费的文件”"),
        ("“补贴明细”", "“补贴明细”"),
    ],
)
def test_quotations_follow_the_punctuation_standard(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲", "甲。"),
        ("甲。", "甲。"),
        ("甲，", "甲。"),
        ("甲？", "甲？"),
        ("甲;", "甲。"),
        ("见https://x.cn/a", "见https://x.cn/a"),
        ("见 https://x.cn/a。", "见 https://x.cn/a"),
        ("见https://x.cn/a页面", "见https://x.cn/a页面。"),
    ],
)
def test_a_sentence_ends_with_one_stop(text, expected):
    assert sentence(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("关于印发《甲《乙》办法》的通知", "关于印发《甲〈乙〉办法》的通知"),
        ("《甲《乙《丙》》》", "《甲〈乙《丙》〉》"),
        ("《甲》和《乙》", "《甲》和《乙》"),
        ("《甲〈乙〉》", "《甲〈乙〉》"),
        ("《甲《乙》", "《甲《乙》"),
        ("甲》《乙", "甲》《乙"),
    ],
)
def test_a_title_within_a_title_takes_the_single_marks(text, expected):
    assert nested_titles(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中华人民共和国统计法", "中华人民共和国统计法"),
        ("《中华人民共和国统计法》", "中华人民共和国统计法"),
        ("《关于修改《甲》的决定》", "关于修改《甲》的决定"),
        ("《甲》和《乙》", "《甲》和《乙》"),
    ],
)
def test_a_title_is_not_put_into_its_marks_twice(text, expected):
    assert title_alone(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("示例路3号。", "（示例路3号）"), ("示例路3号（二楼）", "〔示例路3号（二楼）〕")],
)
def test_brackets_do_not_stand_within_their_own_kind(text, expected):
    assert bracketed(text) == expected


def test_a_clause_ends_without_a_stop():
    assert clause("资料较多。") == "资料较多"


def test_empty_lines_and_indents_are_dropped():
    assert lines("　　甲\n\n 乙 ") == ["甲", "乙"]


def test_only_a_short_single_paragraph_is_quoted_in_the_line():
    assert fits_in_line("补贴明细")
    assert not fits_in_line("甲\n乙")
    assert not fits_in_line("甲" * 200)


@pytest.mark.parametrize(
    ("title", "limit", "expected"),
    [
        ("政府信息公开告知书", 18, ["政府信息公开告知书"]),
        ("禄丰市人民政府办公室关于规范政府信息依申请公开办理工作的通知", 18,
         ["禄丰市人民政府办公室关于规范", "政府信息依申请公开办理工作的通知"]),
        ("楚雄彝族自治州人民政府政务服务管理局（楚雄彝族自治州公共资源交易管理局）", 23,
         ["楚雄彝族自治州人民政府政务服务管理局", "（楚雄彝族自治州公共资源交易管理局）"]),
    ],
)  # fmt: skip
def test_long_titles_break_between_words(title, limit, expected):
    assert balanced(title, limit) == expected


@pytest.mark.parametrize("length", range(1, 60))
def test_no_line_is_longer_than_the_limit_and_nothing_is_lost(length):
    text = "禄丰市金山镇人民政府关于公开办理工作的通知"[:1] * length
    cut = balanced(text, 18)
    assert "".join(cut) == text
    assert all(0 < len(line) <= 18 for line in cut)


def test_a_long_organ_name_gets_smaller_characters():
    assert mark_size(["禄丰市人民政府办公室"], 36) == 36
    assert mark_size(["楚雄彝族自治州人力资源和社会保障局"], 36) < 26


def test_the_date_moves_in_when_a_long_name_is_centred_over_it():
    assert date_inset(["禄丰市人民政府"], "2026年3月20日") == 4
    assert date_inset(["楚雄彝族自治州人力资源和社会保障局"], "2026年3月20日") > 5

"""Every way in which people write an article finds the article, and the law that it belongs to."""

import pytest

from app.law.citations import articles_named, articles_of_the_regulation

SIXTEEN = [
    "条例第16条",
    "《条例》第十六条第一款",
    "《条例》第十六条第（二）款",
    "《中华人民共和国政府信息公开条例》第十六条",
    "《中华人民共和国政府信息公开条例》（以下简称《条例》）第十六条",
    "《政府信息公开条例》（国务院令第711号）第十六条",
    "第１６条第二款",
    "条例 第 十 六 条",
    "条例第\u200b十六条",
    "条例第\u3000十六\u3000条",
    "第拾陆条",
    "条例16条",
    "条例十六条",
    "信息公开条例第十六条",
    "政府信息公开條例第十六條",
    "该条例第十六条",
    "依照本条例的第 16 条",
    "条例§16条",
    "第⼗六条",
    "二〇一九年条例第十六条",
    "条例（2019年修订）第十六条",
    "统计法第九条和条例第十六条",
    "依法第十六条",
    "依据《档案法》第二十八条保管。属于第十六条规定的信息",
    "法释〔2025〕8号所称第十六条",
]
OTHERS = [
    "《信访条例》第十六条",
    "信访条例第16条",
    "《中华人民共和国统计法》第十六条",
    "统计法第十六条",
    "共16条记录",
    "十六条街道",
    "第一百一十六条",
    "第六十条",
    "第（十六）项",
    "第十六届",
    "2016条",
    "",
]


@pytest.mark.parametrize("text", SIXTEEN)
def test_article_sixteen_is_found(text):
    assert 16 in articles_of_the_regulation(text)


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_article_sixteen_of_the_regulation_is_not(text):
    assert 16 not in articles_of_the_regulation(text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第十四条至第十六条", {14, 15, 16}),
        ("第14-16条", {14, 15, 16}),
        ("第十四至十六条", {14, 15, 16}),
        ("第十四、十五、十六条", {14, 15, 16}),
        ("第十四条、第十六条第二款", {14, 16}),
        ("第十条", {10}),
        ("第二条", {2}),
        ("第二十九条第二款、第三十条", {29, 30}),
        ("第三十六条第（三）项", {36}),
        ("第一百零八条", {108}),
        ("第廿一条", {21}),
        ("第一六条", {16}),
        ("第一百一十条", {110}),
    ],
)
def test_lists_spans_and_numbers(text, numbers):
    assert articles_named(text) == numbers


def test_each_citation_keeps_its_law():
    text = "根据《中华人民共和国保守国家秘密法》第十三条和《条例》第十四条、第三十六条第（三）项"
    assert articles_of_the_regulation(text) == {14, 36}
    assert articles_named(text) == {13, 14, 36}

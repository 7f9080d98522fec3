"""Wordings as text with fields: there and back without loss, over all kinds; what cannot be said is told."""

import random
import re

import pytest

from app.letters import Catalogue
from app.letters.catalogue import LAYOUTS
from app.letters.preview import preview_html
from app.letters.variants import TEXT, check_variant, files_of, sample_cases, write_variant
from app.letters.worded import LABELS, NotInWords
from app.letters.worded_reading import read, read_or_none, says_the_same
from app.letters.worded_writing import WordsRefused, write

KINDS = list(Catalogue())
EDITABLE = [kind for kind in KINDS if kind.format in ("letter", "redhead")]
MARK = re.compile(r"〔[^〔〕]*〕")


def standard(name):
    kind = Catalogue().kind(name)
    return kind, read(files_of(kind)[TEXT], kind)


def printed(kind, facts):
    """The letter as browsers and the press see it: blanks beside tags are nothing."""
    return re.sub(r"\s*(<[^>]+>)\s*", r"\1", str(preview_html(kind, facts)))


def refused(frame, **texts):
    with pytest.raises(WordsRefused) as caught:
        write(frame, frame.texts | texts)
    return caught.value.problems


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_there_and_back_every_kind_prints_the_same_letters(kind, tmp_path):
    words = read(files_of(kind)[TEXT], kind)
    template = write(words, words.texts)
    again = read(template, kind, words)
    assert (again.frame, again.texts) == (words.frame, words.texts)
    assert write(again, again.texts) == template
    variant = write_variant(tmp_path, kind, template)
    assert check_variant(variant, kind) == []
    assert says_the_same(template, files_of(kind)[TEXT], kind)
    for facts in sample_cases(kind):
        assert printed(variant, facts) == printed(kind, facts)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_words_put_anywhere_come_back_as_they_were_written(kind):
    """Words, signs and fields of the kind at random places outside the brackets; lines added where they may be."""
    words, chance = read(files_of(kind)[TEXT], kind), random.Random(kind.kind)
    inline = [f"〔{one.name}〕" for one in words.fields.values() if not one.is_block]
    for _round in range(20):
        texts = {key: _changed(piece, inline, chance) for key, piece in words.pieces.items()}
        again = read(write(words, texts), kind, words)
        assert again.texts == texts


def _changed(piece, inline, chance):
    lines = piece.text.split("\n")
    for number, line in enumerate(lines):
        if MARK.fullmatch(line) and piece.is_block:
            continue
        parts = re.split(f"({MARK.pattern})", line)
        first = 2 if line.startswith("〔小标题〕") else 0
        place = chance.randrange(first, len(parts)) // 2 * 2
        parts[place] += chance.choice(
            ["另行说明", "甲&乙", "&amp;", "“引”、‘文’", "100%", "国办〔2019〕3号", *inline]
        )
        lines[number] = "".join(parts)
    if piece.is_block:
        lines.insert(chance.randrange(len(lines) + 1), "新的一段。")
        lines.insert(chance.randrange(len(lines) + 1), "〔小标题〕一、情况")
    return "\n".join(lines)


@pytest.mark.parametrize("layout", ["letter.html", "preview.html"])
def test_the_closing_of_the_layout_has_a_box(layout):
    kind, frame = standard("extension_notice")
    assert f"{{% block ending %}}{frame.texts['ending']}{{% endblock %}}" in (LAYOUTS / layout).read_text(
        "utf-8"
    )
    assert "结束语" in refused(frame, ending=" ")["ending"]
    assert "请知悉。" in write(frame, frame.texts | {"ending": "特此告知，请知悉。"})
    former = write(frame, frame.texts).partition("{% block ending %}")[0]
    assert read(former, kind, frame).frame == frame.frame, "a text of before is carried over"


def test_the_house_reads_all_its_letters_and_locks_only_loops_and_tables():
    locked = {kind.kind: list(read(files_of(kind)[TEXT], kind).locked) for kind in EDITABLE}
    assert {name: names for name, names in locked.items() if names} == {
        "reply_already_public": ["固定：已公开的信息和获取途径"],
        "reply_partly_granted": ["固定：不予公开的内容"],
        "reply_not_existing": ["固定：检索关键词", "固定：其他检索"],
        "reply_by_items": ["固定：各项答复"],
    }


@pytest.mark.parametrize("kind", EDITABLE, ids=lambda kind: kind.kind)
def test_every_letter_has_words_to_edit_and_every_name_stands_for_one_thing(kind):
    words = read(files_of(kind)[TEXT], kind)
    assert words.pieces["text"].text
    assert not set(words.fields) & set(words.passages)
    assert len({one.code for one in words.fields.values()}) == len(words.fields)
    assert not re.search(r"[<>{}|]", words.plain())
    assert all(
        piece.label.startswith("〔") or piece.label in LABELS.values() for piece in words.pieces.values()
    )


def test_a_condition_is_named_and_its_words_are_boxes_of_their_own():
    _kind, words = standard("organ_consultation")
    assert words.passages["有提交码"].tests == ("answer_code",)
    assert words.pieces["text"].text.splitlines()[-1] == "〔有提交码〕"
    labels = [words.pieces[key].label for key in words.passages["分情形：征求意见的情形"].keys]
    assert labels[1].endswith("其他情形")


def test_passages_that_change_places_keep_their_words():
    kind, words = standard("reply_not_existing")
    text = words.texts["text"].replace("〔有询问的人员〕〔有检索结果〕", "〔有检索结果〕〔有询问的人员〕")
    again = read(write(words, words.texts | {"text": text}), kind, words)
    assert again.texts == words.texts | {"text": text}
    assert again.passages == words.passages


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [("经检索", "经〔检索人〕检索", "第 4 段：没有名为〔检索人〕的要素"),
     ("经检索", "经〔检索", "第 4 段：“〔”没有与它成对"),
     ("经检索", "经检索〕", "第 4 段：“〕”没有与它成对"),
     ("经检索", "经〔〕检索", "〔〕"),
     ("经检索", "经{{ you }}检索", "不能有“{”"),
     ("经检索", "经<script>检索", "不能有“<”"),
     ("经检索", "经\u200b检索", "看不见的字符"),
     ("经检索", "经____检索", "未填的空缺"),
     ("经检索", "经复 议检索", "救济告知由规则生成"),
     ("〔固定：其他检索〕\n", "", "缺少〔固定：其他检索〕"),
     ("〔固定：其他检索〕", "见〔固定：其他检索〕", "自成段落"),
     ("〔有说明〕", "", "缺少〔有说明〕"),
     ("〔有说明〕", "〔有说明〕〔有说明〕", "〔有说明〕只能写一次"),
     ("经检索", "经〔小标题〕检索", "只能写在一段的开头"),
     ("经检索", "〔决定依据：\") }}{{ x(\"〕", "不能有“}”"),
     ("经检索", "〔决定依据：\"第三条〕", "只写条、款、项"),
     ("〔不存在的原因〕", "某原因", "缺少要素〔不存在的原因〕")],
)  # fmt: skip
def test_what_cannot_be_written_is_told_at_its_box(old, new, why):
    _kind, words = standard("reply_not_existing")
    assert old in words.texts["text"]
    assert why in refused(words, text=words.texts["text"].replace(old, new))["text"]


def test_a_passage_stays_in_its_box_and_a_stretch_has_one_line():
    _kind, words = standard("reply_not_existing")
    inner = words.passages["有说明"].keys[0]
    assert "只能写在“正文”中" in refused(words, **{inner: "〔有检索结果〕〔说明，成一句〕"})[inner]
    assert "只能写在“正文”中" in refused(words, **{inner: "〔有说明〕〔说明，成一句〕"})[inner]
    assert "不要换行" in refused(words, **{inner: "〔说明，成一句〕\n又一段"})[inner]


def test_a_text_of_code_beyond_the_words_is_left_as_it_is():
    kind, words = standard("reply_plain")
    for piece in (
        "<table><tbody><tr><td>格</td></tr></tbody></table>",
        "{{ parts.x() }}",
        "<p>〔空〕</p>",
        "{% if %}",
    ):
        text = files_of(kind)[TEXT].replace("<p>根据", piece + "<p>根据")
        assert read_or_none(text, kind, words) is None
    with pytest.raises(NotInWords):
        read("{% block remedy %}x{% endblock %}", kind)

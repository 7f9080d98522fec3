"""What the letters print of words that no font has: the record keeps them, the page says what it could not print."""

import pytest

from app.letters import check_facts, freeze, preview_html
from app.letters.clock_sheet import ClockSheet, clock_sheet_pdf
from app.letters.fonts import unprintable
from app.letters.press import get_press
from app.letters.printable import print_note, printed
from tests.letters.test_hostile_facts import printed_text

PLAIN = "申请公开养护资金分配方案"


@pytest.mark.parametrize(
    ("text", "shown", "note"),
    [
        (PLAIN, PLAIN, ""),
        ("名单❤谢谢😀", "名单〓谢谢〓", "U+1F600"),
        ("公开བོད་ཡིག།方案", "公开〔藏文〕方案", "“〔藏文〕”处原文为藏文"),
        ("ئۇيغۇرچە ئىلتىماس", "〔维吾尔文等阿拉伯字母文字〕", "维吾尔文"),
        ("ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", "〔蒙古文〕", "蒙古文"),
        ("李\U000323b0", "李\U000323b0", ""),
        ("李\ue815", "李〓", "U+E815"),
        ("葛\U000e0100", "葛", ""),
        ("旧\u200b记录\u2028第二行", "旧记录\n第二行", ""),
        ("မြန်မာ", "〔缅文〕", "缅文"),
    ],
)
def test_what_no_font_has_is_named(text, shown, note):
    if text == "名单❤谢谢😀":  # a sign that the rare-character font does draw stands as it is
        shown = shown if unprintable("❤") else "名单❤谢谢〓"
    if text == "李\U000323b0" and unprintable("\U000323b0"):
        shown, note = "李〓", "U+323B0"
    assert printed(text) == shown
    assert note in print_note([text])
    assert bool(print_note([text])) == bool(note)


def test_a_character_newer_than_the_table_is_judged_by_the_fonts():
    assert unprintable("\U00031350") == []
    assert unprintable("\U000e0fff") == ["\U000e0fff"]


def test_yi_is_printed_or_named():
    assert printed("ꆈꌠꁱꂷ") in ("ꆈꌠꁱꂷ", "〔彝文〕")


def test_many_signs_are_counted():
    note = print_note("".join(map(chr, range(0x1F600, 0x1F610))))
    assert "等16个字符" in note
    assert len(note) < 200


@pytest.mark.parametrize(
    "said", ["方案😀", "公开བོད་ཡིག方案", "ئۇيغۇرچە", "ᠮᠣᠩᠭᠣᠯ", "ꆈꌠꁱꂷ", "မြန်မာ", "ภาษาไทย"]
)
def test_the_letter_goes_out_and_keeps_the_words(catalogue, said):
    kind = catalogue.kind("reply_granted")
    facts = {**kind.sample_facts(), "request_content": said, "applicant_name": "李\ue815"}
    assert freeze(kind, facts)["request_content"] == said
    assert get_press().render(kind, facts).startswith(b"%PDF")
    shown = preview_html(kind, facts)
    assert "李〓" in shown
    assert "U+E815" in shown
    assert "原文以案卷所存为准" in shown


def test_words_of_the_office_are_still_refused(catalogue):
    kind = catalogue.kind("reply_granted")
    facts = {**kind.sample_facts(), "contact": "科\ue815"}
    with pytest.raises(Exception, match="不能印制的字符"):
        freeze(kind, facts)


def test_a_tab_is_a_blank_everywhere(catalogue):
    assert printed("明细\t2024年") == "明细 2024年"
    assert print_note(["明细\t2024年"]) == ""
    kind = catalogue.kind("reply_plain")
    assert check_facts(kind, kind.sample_facts() | {"findings": "明细\t2024年"}) == []


@pytest.mark.parametrize("sign", ["ཀ", "ب", "ᠠ", "🏠", "\ufdd0"])
def test_a_report_names_what_it_cannot_print(sign):
    sheet = ClockSheet("LF-2026-1", f"关于张{sign}房屋的批复", [], [(f"张{sign}送达", "", "", "")], "甲制作")
    text = printed_text(clock_sheet_pdf(sheet))
    assert "房屋的批复" in text
    assert sign not in text
    assert text.endswith("原文以案卷所存为准。")

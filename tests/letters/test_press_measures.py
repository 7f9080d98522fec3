"""GB/T 9704-2012 信函格式, measured on laid-out pages to ±0.5 mm."""

import itertools

import pytest

from app.letters.drawn import Drawn
from app.letters.seals import draw_test_seal
from app.letters.templating import ENCLOSED
from tests.letters.measuring import MM, blocks_of_class, descendants, line_with, paragraphs, text_lines

LINE = 10.2272
LONG_TEXT = "本机关依法公开政府信息，切实保障公民、法人和其他组织依法获取政府信息的权利。" * 30
LONGEST_NAME = "楚雄彝族自治州人民政府政务服务管理局（楚雄彝族自治州公共资源交易管理局）"


def near(millimetres):
    return pytest.approx(millimetres, abs=0.5)


@pytest.fixture(scope="module")
def sealed(press, catalogue):
    """A letter of three pages, with a seal."""
    kind = catalogue.kind("reply_plain")
    facts = kind.sample_facts() | {"findings": LONG_TEXT}
    return press.pages(kind, facts, Drawn(draw_test_seal(facts["organ_name"])))


def seal_of(page):
    return next(box for box in descendants(page) if box.element_tag == "img")


class TestFirstPage:
    def test_the_paper_is_a4(self, sealed):
        assert (sealed[0].width * MM, sealed[0].height * MM) == (near(210), near(297))

    def test_the_mark_begins_30_mm_from_the_top(self, sealed):
        assert blocks_of_class(sealed[0], "mark")[0].position_y * MM == near(30)

    def test_the_double_line_is_4_mm_below_the_mark_and_170_mm_wide(self, sealed):
        mark, rule = (blocks_of_class(sealed[0], name)[0] for name in ("mark", "double-line"))
        assert rule.border_box_y() * MM == near(mark.position_y * MM + mark.height * MM + 4)
        assert rule.border_box_x() * MM == near(20)
        assert rule.border_width() * MM == near(170)

    def test_the_number_stands_seven_eighths_of_a_character_below_the_line_at_the_right_edge(self, sealed):
        rule = blocks_of_class(sealed[0], "double-line")[0]
        _words, _, top, right, height = line_with(sealed[0], "〔2026〕17号")
        glyph_top = top + (height - 15.79 * 25.4 / 72) / 2
        assert glyph_top - (rule.border_box_y() + rule.border_height()) * MM == near(4.86)
        assert right == near(184)

    def test_the_second_double_line_ends_20_mm_above_the_lower_edge(self, sealed):
        rule = next(
            box for box in sealed[0]._page_box.children if getattr(box, "at_keyword", "") == "@bottom-center"
        )
        assert (rule.border_box_y() + rule.border_height()) * MM == near(277)

    def test_two_empty_lines_stand_above_the_title_and_one_below(self, sealed):
        number = line_with(sealed[0], "〔2026〕17号")
        title = line_with(sealed[0], "政府信息公开申请答复告知书")
        addressee = line_with(sealed[0], "申请人甲")
        assert title[2] - number[2] == near(3 * LINE)
        assert addressee[2] - title[2] == near(2 * LINE)

    def test_it_has_no_page_number(self, sealed):
        assert not any(words.strip().startswith("—") for words, *_ in text_lines(sealed[0]))


class TestFollowingPages:
    def test_text_begins_37_mm_from_the_top_and_28_mm_from_the_left(self, sealed):
        _words, left, top, *_ = text_lines(sealed[1])[0]
        assert (left, top) == (near(28), near(37))

    def test_a_full_page_has_22_lines_of_28_characters(self, sealed):
        lines = [line for line in text_lines(sealed[1]) if "—" not in line[0]]
        assert len(lines) == 22
        assert {round(below[2] - above[2], 1) for above, below in itertools.pairwise(lines)} == {10.2}
        full = [words for words, left, *_ in lines if words.isprintable() and left < 29]
        assert max(len(words) for words in full) == 28

    def test_page_numbers_stand_left_on_even_and_right_on_odd_pages(self, sealed):
        assert line_with(sealed[1], "2")[1] < 40
        number = next(line for line in text_lines(sealed[2]) if "—" in line[0])
        assert number[1] > 160

    def test_every_full_line_reaches_the_right_edge(self, sealed):
        ends = [end for page in sealed for lines in paragraphs(page) for end in lines[:-1]]
        assert len(ends) > 30
        assert all(end == near(184) for end in ends)


class TestSeal:
    def test_the_seal_is_42_mm_and_centred_on_the_date(self, sealed):
        seal = seal_of(sealed[-1])
        _, left, _, right, _ = line_with(sealed[-1], "2026年3月20日")
        assert seal.width * MM == near(42)
        assert (seal.position_x + seal.margin_left + seal.width / 2) * MM == near((left + right) / 2)

    def test_its_top_is_within_a_line_of_the_text(self, sealed):
        *_, above = [line for line in text_lines(sealed[-1]) if "特此告知" in line[0]]
        gap = seal_of(sealed[-1]).position_y * MM - (above[2] + above[4])
        assert 0 < gap < LINE

    def test_name_and_date_lie_under_the_seal_and_the_note_does_not(self, sealed):
        seal = seal_of(sealed[-1])
        top, bottom = seal.position_y * MM, (seal.position_y + seal.height) * MM
        date, note = line_with(sealed[-1], "2026年3月20日"), line_with(sealed[-1], "（联系人")
        assert top < date[2]
        assert date[2] + date[4] < bottom
        assert note[2] + 2 > bottom, "the glyphs of the note begin 2.3 mm below its line box"

    def test_the_date_stands_four_characters_from_the_right(self, sealed):
        assert line_with(sealed[-1], "2026年3月20日")[3] == near(184 - 4 * 5.57)


class TestLongNames:
    @pytest.mark.parametrize(
        "name", ["禄丰市一平浪镇人民政府", "楚雄彝族自治州人力资源和社会保障局", LONGEST_NAME]
    )
    def test_the_mark_and_the_signature_stay_inside_the_type_area(self, press, granted, name):
        pages = press.pages(granted, granted.sample_facts() | {"organ_name": name})
        for page in pages:
            for words, left, _, right, _ in text_lines(page):
                assert left > 27.5, words
                assert right < 184.6, words

    def test_a_very_long_name_is_broken_between_its_two_parts(self, press, granted):
        pages = press.pages(granted, granted.sample_facts() | {"organ_name": LONGEST_NAME})
        assert line_with(pages[0], "楚雄彝族自治州人民政府政务服务管理局")
        assert line_with(pages[-1], "（楚雄彝族自治州公共资源交易管理局）")


@pytest.mark.parametrize("sentences", range(1, 34))
def test_no_page_carries_a_signature_or_a_note_without_text(press, catalogue, sentences):
    """The 22-line trap: every length from one page to three, one line more each time."""
    kind = catalogue.kind("reply_plain")
    findings = "\n".join(["本机关经审查查明该项事实。"] * sentences)
    pages = press.pages(kind, kind.sample_facts() | {"findings": findings})
    closing = [words for words, *_ in text_lines(pages[-1]) if "—" not in words]
    assert "（联系人" in "".join(closing)
    assert any("特此告知" in words for words in closing)
    if len(pages) > 1:
        assert "特此告知" not in closing[0], "a line of text goes with it"


@pytest.mark.parametrize("name", ["correction_reply", "registration_receipt", "reply_petition"])
def test_no_page_begins_with_the_last_line_of_a_paragraph(press, catalogue, name):
    kind = catalogue.kind(name)
    for count in range(0, 90, 15):
        facts = kind.sample_facts() | {"request_content": "某" * (20 + count)}
        for page in press.pages(kind, facts)[1:]:
            lines = [line[0] for line in text_lines(page)]
            assert not lines[1].startswith("特此告知"), lines[:2]


SITE = "https://www.ynlf.example.gov.cn/"


@pytest.mark.parametrize("before", range(20))
def test_no_line_ends_within_the_name_of_a_site(press, catalogue, before):
    """Wherever the address begins in its line; behind a slash it may go on below."""
    kind = catalogue.kind("reply_plain")
    findings = "某" * before + f"见{SITE}zfxxgk/2024/1105/content_1234567.html页面。"
    pages = press.pages(kind, kind.sample_facts() | {"findings": findings})
    assert any(SITE in words for page in pages for words, *_ in text_lines(page))


def test_a_line_that_a_long_number_cuts_short_is_not_stretched(press, catalogue):
    kind = catalogue.kind("reply_plain")
    findings = "本机关查阅了二〇二四年度台账，编号为LF20240000000000000000000000000001的凭证与申请内容一致。"
    pages = press.pages(kind, kind.sample_facts() | {"findings": findings})
    words, left, _top, end, _height = line_with(pages[0], "二〇二四年度台账")
    assert end - left == near(len(words.strip()) * 5.57)


def test_one_character_too_few_is_still_made_up_for(press, catalogue):
    kind = catalogue.kind("reply_plain")
    pages = press.pages(kind, kind.sample_facts() | {"findings": "某" * 25 + "2026号" + "某" * 20 + "。"})
    assert line_with(pages[0], "某" * 20)[3] == near(184)


@pytest.mark.parametrize("enclosures", [1, 3, 21, 22, 23, 30])
def test_a_list_of_enclosures_of_any_length_leaves_no_page_to_the_signature(press, granted, enclosures):
    """The list is parted where the page ends; its last lines go with the signature."""
    listed = granted.sample_facts()[ENCLOSED][:1] * enclosures
    pages = press.pages(granted, granted.sample_facts() | {ENCLOSED: listed})
    last = [words for words, *_ in text_lines(pages[-1]) if "—" not in words]
    [organ] = [place for place, words in enumerate(last) if words == "禄丰市人民政府办公室"]
    assert organ >= min(2, enclosures)

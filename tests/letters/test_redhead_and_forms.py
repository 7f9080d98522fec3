"""GB/T 9704-2012 文件格式 and the forms, measured on laid-out pages to ±0.5 mm."""

import pytest

from app.letters import Catalogue, preview_html
from app.letters.drawn import Drawn
from app.letters.seals import draw_test_seal
from tests.letters.measuring import MM, blocks_of_class, descendants, line_with, text_lines

LINE = 10.2272
TOML = """
name = "通知"
title = "关于规范政府信息依申请公开办理工作的通知"
when = "布置工作"
articles = []
remedy_class = "N"
time_limit = "—"
recipient = "organ"
format = "redhead"
usage_note = "文件格式"
uses = ["sender", "imprint"]
[facts]
duties = { title = "要求", type = "text", max_length = 4000, sample = "统一受理登记，严格办理时限。" }
"""
HTML = """{% extends layout %}
{% import "parts.html" as parts with context %}
{% block text %}<p class="level-1">一、总体要求</p>{{ parts.statements(duties) }}{% endblock %}
"""


def near(millimetres):
    return pytest.approx(millimetres, abs=0.5)


@pytest.fixture(scope="module")
def notice(tmp_path_factory):
    folder = tmp_path_factory.mktemp("letters") / "notice"
    folder.mkdir()
    (folder / "letter.toml").write_text(TOML, "utf-8")
    (folder / "letter.html").write_text(HTML, "utf-8")
    return Catalogue([folder.parent]).kind("notice")


@pytest.fixture(scope="module")
def pages(press, notice):
    facts = notice.sample_facts() | {
        "duties": "各乡镇、各部门要明确责任分工，统一文书格式，严格执行答复期限。" * 40
    }
    return press.pages(notice, facts, Drawn(draw_test_seal(facts["organ_name"])))


class TestRedHead:
    def test_the_mark_begins_35_mm_below_the_top_of_the_type_area(self, pages):
        assert blocks_of_class(pages[0], "mark")[0].position_y * MM + 35 == near(72)

    def test_the_red_line_is_4_mm_below_the_number_and_156_mm_long(self, pages):
        rule = blocks_of_class(pages[0], "red-line")[0]
        _, _, top, _, height = line_with(pages[0], "〔2026〕17号")
        glyph_bottom = top + (height + 15.79 * 25.4 / 72) / 2
        assert rule.border_box_y() * MM - glyph_bottom == near(4)
        assert rule.border_width() * MM == near(156)

    def test_two_lines_stand_between_number_and_mark_and_below_the_red_line(self, pages):
        rule = blocks_of_class(pages[0], "red-line")[0]
        title = line_with(pages[0], "关于规范政府信息")
        assert title[2] - (rule.border_box_y() + rule.border_height()) * MM == near(2 * LINE)

    def test_the_first_page_has_its_number_at_the_right(self, pages):
        assert line_with(pages[0], "—\u20091\u2009—")[1] > 160

    def test_the_imprint_ends_on_the_lower_edge_of_the_type_area(self, pages):
        printed = next(box for box in descendants(pages[-1]) if "printed" in classes(box))
        assert (printed.border_box_y() + printed.border_height()) * MM == near(262)
        assert "抄送：" in "".join(line[0] for line in text_lines(pages[-1]))

    def test_the_preview_names_the_addressees(self, notice):
        assert "各乡镇人民政府" in preview_html(notice, notice.sample_facts())


def classes(box):
    element = getattr(box, "element", None)
    return (element.get("class") or "").split() if element is not None else []


class TestForms:
    def test_the_table_of_a_form_fills_the_156_mm_of_the_type_area(self, press, catalogue):
        kind = catalogue.kind("delivery_proof")
        (page,) = press.pages(kind, kind.sample_facts())
        table = next(box for box in descendants(page) if box.element_tag == "table" and box.width * MM > 100)
        assert table.border_width() * MM == near(156)
        assert table.border_box_x() * MM == near(28)

    def test_only_the_chosen_box_is_ticked(self, press, catalogue):
        kind = catalogue.kind("delivery_proof")
        (page,) = press.pages(kind, kind.sample_facts())
        assert [line[0] for line in text_lines(page)].count("√") == 1

    def test_a_form_is_set_closer_where_that_saves_a_page(self, press, catalogue):
        kind = catalogue.kind("delivery_proof")
        ordinary = {"address": "云南省楚雄彝族自治州禄丰市金山镇东河社区示例小区3幢2单元501室",
                    "cause": "申请公开禄丰市金山镇2024年度耕地地力保护补贴发放明细",
                    "remark": "签收人：申请人甲"}  # fmt: skip
        (page,) = press.pages(kind, kind.sample_facts() | ordinary)
        assert line_with(page, "送达人签名")

    def test_text_that_runs_over_its_form_goes_on_to_a_further_page(self, press, catalogue):
        kind = catalogue.kind("secrecy_review_form")
        facts = kind.sample_facts() | {"information": "文\n" * 400, "opinion": "意\n" * 300}
        pages = press.pages(kind, facts)
        assert len(pages) > 1
        assert line_with(pages[-1], "负责人签名")

    def test_the_head_of_a_list_is_repeated_on_every_page(self, press, catalogue):
        kind = catalogue.kind("archive_index")
        papers = [
            {"author": "市政府办", "title": f"第{n}件", "day": "2026-03-02", "pages": n + 1}
            for n in range(60)
        ]
        pages = press.pages(kind, kind.sample_facts() | {"papers": papers})
        assert len(pages) > 2
        for page in pages:
            assert any("责任者" in line[0] for line in text_lines(page))

    def test_nothing_stands_below_a_handling_sheet_that_would_need_a_page_of_its_own(self, press, catalogue):
        kind = catalogue.kind("handling_sheet")
        facts = kind.sample_facts()
        pages = press.pages(kind, facts | {"letters": facts["letters"] * 30})
        assert line_with(pages[0], "打印日期")
        assert [blocks_of_class(page, "notes") for page in pages] == [[] for _ in pages]

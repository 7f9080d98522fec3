"""An organ's own wording, and many letters in one file."""

import io

import pikepdf
import pytest

from app.letters import render
from app.letters.batch import merge_for_printing
from app.letters.variants import check_variant, difference, write_variant


@pytest.fixture
def standard_html(granted):
    return (granted.folder / "letter.html").read_text("utf-8")


class TestVariants:
    def test_another_wording_is_a_version_of_its_own_that_prints(self, tmp_path, granted, standard_html):
        html = standard_html.replace("随本告知书一并提供给", "附于本告知书之后，提供给")
        variant = write_variant(tmp_path, granted, html)
        assert check_variant(variant, granted) == []
        assert variant.version_hash != granted.version_hash
        assert variant.facts == granted.facts
        assert render(variant, variant.sample_facts()).startswith(b"%PDF")

    def test_a_version_once_written_stays(self, tmp_path, granted, standard_html):
        first = write_variant(tmp_path, granted, standard_html)
        second = write_variant(tmp_path, granted, standard_html + "\n")
        assert first.folder != second.folder
        assert (first.folder / "letter.html").read_text("utf-8") == standard_html

    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [
            ("{{ parts.listed(items) }}", "", "公开内容清单"),
            ("{{ parts.received() }}", "", "申请编号"),
            ("第四十条", "有关条文", "第四十条"),
            ("经审查", "{{ you | safe }}经审查", "safe"),
            ("<p>经审查", '<p style="color:red">经审查', "style"),
            ("<p>经审查", "<p><img src='x'>经审查", "标签"),
            ("经审查", "如不服可申请行政复议。经审查", "规则"),
            ("经审查", "{{ unknown_fact }}经审查", "unknown_fact"),
            ("经审查", "{% if %}经审查", "模板"),
            ("经审查", "{{ ''.__class__ }}经审查", "模板"),
            ("经审查", "____经审查", "空缺"),
            ("<p>经审查", "<form action=x><p>经审查", "标签"),
            ("<p>经审查", "<{{ 'img' }}><p>经审查", "标签"),
            ("经审查", "{{ {'title': you} | xmlattr }}经审查", "过滤器"),
            ("经审查", "{% for i in range(99999) %}长{% endfor %}经审查", "函数"),
            ("{{ parts.statements(access_way) }}", "", "获取"),
        ],
    )
    def test_a_wording_that_says_less_or_does_more_is_refused(
        self, tmp_path, granted, standard_html, old, new, reason
    ):
        assert old in standard_html
        variant = write_variant(tmp_path, granted, standard_html.replace(old, new, 1))
        assert any(reason in problem.message for problem in check_variant(variant, granted))

    def test_the_standard_text_itself_passes_for_every_kind(self, catalogue, tmp_path):
        for kind in catalogue:
            variant = write_variant(tmp_path, kind, (kind.folder / "letter.html").read_text("utf-8"))
            assert check_variant(variant, kind) == [], kind.kind

    def test_the_difference_names_what_was_added_and_removed(self):
        lines = difference("甲\n乙\n丙", "甲\n丁\n丙")
        assert [(line.change, line.text) for line in lines] == [
            ("same", "甲"), ("removed", "乙"), ("added", "丁"), ("same", "丙"),
        ]  # fmt: skip


class TestBatch:
    @pytest.fixture(scope="class")
    @classmethod
    def letters(cls, catalogue):
        kinds = [catalogue.kind(name) for name in ("withdrawal_confirmation", "reply_granted")]
        return [render(kind, kind.sample_facts()) for kind in kinds]

    def test_each_letter_begins_on_a_front_page(self, letters):
        with pikepdf.open(io.BytesIO(merge_for_printing(letters))) as book:
            assert len(book.pages) == 4

    def test_one_sided_printing_needs_no_blank_pages(self, letters):
        with pikepdf.open(io.BytesIO(merge_for_printing(letters, both_sides=False))) as book:
            assert len(book.pages) == 3

    def test_the_work_can_be_stopped(self, letters):
        told = []

        def progress(done):
            told.append(done)
            return False

        assert merge_for_printing(letters, progress=progress) == b""
        assert told == [1]

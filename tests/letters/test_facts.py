"""What is blank, unknown, of a wrong type, too long, not printable or contradictory is named and refused."""

from datetime import date, datetime

import pytest

from app.letters import LetterRefused, check_facts, freeze
from app.letters.facts import as_date, chinese_date, frozen_json


def problems(kind, **changes):
    return check_facts(kind, kind.sample_facts() | changes)


def codes(kind, **changes):
    return [(problem.fact, problem.code) for problem in problems(kind, **changes)]


class TestCompleteFacts:
    def test_the_samples_of_every_kind_have_no_problem(self, catalogue):
        assert {
            kind.kind: check_facts(kind, kind.sample_facts())
            for kind in catalogue
            if check_facts(kind, kind.sample_facts())
        } == {}

    def test_dates_may_be_given_as_dates(self, granted):
        assert codes(granted, issued_on=date(2026, 3, 20)) == []

    def test_an_optional_column_may_be_left_out(self, granted):
        assert codes(granted, items=[{"name": "补贴明细", "carrier": "光盘"}]) == []


class TestProblems:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"telephone": ""}, ("telephone", "blank")),
            ({"telephone": " \u3000"}, ("telephone", "blank")),
            ({"remedy": []}, ("remedy", "blank")),
            ({"remedy": ["", "救济"]}, ("remedy", "blank")),
            ({"favourite_colour": "红"}, ("favourite_colour", "unknown")),
            ({"issued_on": "2026年3月20日"}, ("issued_on", "wrong_type")),
            ({"issued_on": "2026-02-30"}, ("issued_on", "wrong_type")),
            ({"issued_on": "2300-01-01"}, ("issued_on", "out_of_range")),
            ({"organ_name": 7}, ("organ_name", "wrong_type")),
            ({"remedy": "一段"}, ("remedy", "wrong_type")),
            ({"items": ["名称"]}, ("items", "wrong_type")),
            ({"items": [{"name": "甲", "carrier": "纸质", "pages": "3"}]}, ("items", "wrong_type")),
            ({"items": [{"name": "甲", "carrier": "纸质", "pages": 0}]}, ("items", "out_of_range")),
            ({"items": [{"name": "甲", "carrier": "", "pages": 3}]}, ("items", "blank")),
            ({"items": [{"name": "甲", "carrier": "纸质", "price": 3}]}, ("items", "unknown")),
            ({"items": [{"name": "甲", "carrier": "纸质"}] * 61}, ("items", "too_many")),
            ({"provision": "by_pigeon"}, ("provision", "not_a_choice")),
            ({"provision": "other_way"}, ("access_way", "blank")),
            ({"contact": "张" * 41}, ("contact", "too_long")),
            ({"contact": "张三\n李四"}, ("contact", "not_one_line")),
            ({"received_on": "2026-03-21"}, ("received_on", "contradictory_dates")),
            ({"contact": "×××"}, ("contact", "gap")),
            ({"contact": "【】"}, ("contact", "gap")),
            ({"telephone": "____"}, ("telephone", "gap")),
        ],
    )
    def test_each_is_named(self, granted, changes, expected):
        assert codes(granted, **changes) == [expected]

    @pytest.mark.parametrize(
        ("char", "number"),
        [("\ue123", "U+E123"), ("\u202e", "U+202E"), ("\x00", "U+0000"), ("\x07", "U+0007"),
         ("\u200b", "U+200B"), ("\U000e0fff", "U+E0FFF"), ("🙂", "U+1F642"), ("\ufe0f", "U+FE0F"),
         ("\u2028", "U+2028"), ("ي", "U+064A")],
    )  # fmt: skip
    def test_a_character_that_cannot_be_printed_is_named_by_number(self, granted, char, number):
        (problem,) = problems(granted, contact=f"张{char}三")
        assert problem.code == "not_printable"
        assert number in problem.message

    def test_rare_name_characters_are_printable(self, granted):
        assert codes(granted, applicant_name="𬭎㛃䶮喆堃赟镕玥淏㑇") == []

    def test_the_words_of_the_applicant_may_contain_gaps(self, granted):
        assert codes(granted, request_content="请公开×××的____文件") == []

    def test_a_letter_of_more_than_20000_characters_is_refused(self, catalogue):
        kind = catalogue.kind("reply_granted")
        items = [{"name": "名" * 200, "carrier": "纸质"}] * 60
        assert ("", "too_long") in codes(
            kind, items=items, request_content="求" * 2000, remedy=["济" * 1000] * 8
        )

    def test_all_problems_are_told_at_once(self, granted):
        assert len(problems(granted, telephone="", contact="", issued_on="")) == 3


class TestFreeze:
    def test_frozen_facts_are_plain_json_in_the_kinds_order(self, granted):
        shuffled = dict(reversed(granted.sample_facts().items())) | {"issued_on": date(2026, 3, 20)}
        frozen = freeze(granted, shuffled)
        assert list(frozen) == [name for name in granted.facts if name in frozen]
        assert frozen["issued_on"] == "2026-03-20"

    def test_blank_optional_facts_are_left_out(self, granted):
        assert "access_way" not in freeze(granted, granted.sample_facts() | {"access_way": "  "})

    def test_line_ends_and_outer_blanks_are_made_equal(self, granted):
        frozen = freeze(granted, granted.sample_facts() | {"request_content": " 甲\r\n乙 "})
        assert frozen["request_content"] == "甲\n乙"

    def test_the_refusal_tells_each_problem_by_field(self, granted):
        with pytest.raises(LetterRefused) as refusal:
            freeze(granted, granted.sample_facts() | {"telephone": "", "contact": ""})
        assert refusal.value.fields() == {"telephone": "未填写联系电话", "contact": "未填写联系人"}

    def test_the_same_facts_give_the_same_text(self):
        assert frozen_json({"乙": 1, "甲": [2]}) == frozen_json({"甲": [2], "乙": 1})


class TestDates:
    def test_an_instant_is_not_a_date(self):
        assert as_date(datetime(2026, 3, 20, 9, 0)) is None

    def test_dates_are_written_without_leading_zeros(self):
        assert chinese_date(date(2026, 3, 2)) == "2026年3月2日"

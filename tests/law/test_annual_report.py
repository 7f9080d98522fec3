"""The annual report: published reports with known faults, every equation, every number of a text."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.law.annual_report import checking
from app.law.annual_report.cells import (
    NotANumber,
    added,
    completed,
    entered,
    kept,
    read,
    summed,
)
from app.law.annual_report.check_file import MalformedReportFile, parse
from app.law.annual_report.due import due_on
from app.law.annual_report.form import APPLICANTS, CELLS, RESULTS, TABLE_THREE, is_sum
from app.law.annual_report.numbers_in_text import claims_in, divisions
from app.law.annual_report.numerals import value_of
from app.law.annual_report.said import Said
from app.law.outcomes import OUTCOMES
from app.law.parameters import Parameters

PUBLISHED = Path(__file__).with_name("annual_reports.json").read_text("utf-8")
ORGAN = "建水县面甸镇人民政府"
ONE_OF_EACH = completed(
    {name: Decimal(1) for name in CELLS if not is_sum(name)}
    | {f"table3.carried_out.{kind}": Decimal(0) for kind in APPLICANTS}
    | {f"table3.new.{kind}": Decimal(20) for kind in APPLICANTS}
)


def said(cells=ONE_OF_EACH, **more):
    return Said(ORGAN, 2025, cells, **more)


def codes(report):
    return [fault.code for fault in checking.faults_of_equations(report)]


@pytest.mark.parametrize("case", parse(PUBLISHED), ids=lambda case: case.id)
def test_a_published_report_has_exactly_its_known_faults(case):
    assert case.expected or case.id == "A09"
    assert case.mismatches() == []
    assert {fault.code for fault in case.faults} == {
        code for code, holds in case.expected.items() if holds is False
    }


def test_the_form_has_the_21_rows_in_which_outcomes_count():
    assert len(RESULTS) == 21
    assert {one.report_row for one in OUTCOMES.values()} - {""} == set(RESULTS)
    assert len([line for line in TABLE_THREE if line.code]) == 25


def test_a_report_that_balances_has_no_fault():
    assert (
        codes(said(last=completed({f"table3.carried_out.{kind}": Decimal(1) for kind in APPLICANTS}))) == []
    )


@settings(max_examples=40)
@given(name=st.sampled_from([name for name in ONE_OF_EACH if name.startswith(("table3", "table4"))]))
def test_one_cell_that_is_off_by_one_is_always_found(name):
    wrong = {**ONE_OF_EACH, name: ONE_OF_EACH[name] + 1}
    assert codes(said(wrong))


def test_what_is_carried_over_and_in_force_follows_from_the_year_before():
    last = completed(
        {"table3.carried_out.business": Decimal(3), "table2.normative_documents.in_force": Decimal(9)}
    )
    found = checking.faults_of(said(last=last))
    assert {fault.place for fault in found if fault.code == "E4"} == {
        "table3.carried_in.business", "table3.carried_in.total",
    }  # fmt: skip
    assert ["应为" in fault.words or "9" in fault.words for fault in found if fault.code == "C06"] == [True]


def test_number_zero_nothing_and_not_concerned_are_kept_apart():
    assert [read(kept(one)) for one in (Decimal(7), Decimal(0), None, "/")] == [
        Decimal(7),
        Decimal(0),
        None,
        "/",
    ]
    assert (added([None, "/"]), added([None, Decimal(0)])) == (None, 0)
    total = summed([{"table2.licences.decisions": "/"}, {"table2.licences.decisions": None}])
    assert (total["table2.licences.decisions"], total["table2.penalties.decisions"]) == ("/", None)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("table2.licences.decisions", "12", Decimal(12)), ("table2.fees.amount", "3.25", Decimal("3.25")),
        ("table2.licences.decisions", "", None), ("table2.licences.decisions", "／", "/"),
    ],
)  # fmt: skip
def test_what_may_be_entered(name, typed, value):
    assert entered(name, typed) == value


@pytest.mark.parametrize("typed", ["-1", "－3", "十二", "12件", "1.5", "1e9", "9" * 13, "NaN"])
def test_a_text_a_fraction_and_less_than_zero_are_refused_at_their_place(typed):
    with pytest.raises(NotANumber) as refused:
        entered("table2.licences.decisions", typed)
    assert "表二“行政许可”" in refused.value.fields["value"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("本年新收政府信息公开申请1,234件，上年结转3件。", {"received": 1234, "carried_in": 3}),
        ("收到公开申请三十二件，予以公开１２件、部分公开3宗", {"received": 32, "granted": 12, "partly_granted": 3}),
        ("结转下年度继续办理5件；被申请行政复议2件，行政诉讼1起。",
         {"carried_out": 5, "reconsideration": 2, "litigation": 1}),
        ("去年收到申请40件，同比增加不予公开3件", {}),
        ("不予公开4件，占总数的8.6%", {"denied": 4, "denied%": Decimal("8.6")}),
    ],
)  # fmt: skip
def test_every_number_of_a_text_is_seen(text, numbers):
    assert {one.name + "%" * one.is_share: one.number for one in claims_in(text)} == numbers


def test_the_second_wrong_number_is_found_too():
    text = "本年新收申请120件。共收到政府信息公开申请126件。又收到申请121件。"
    found = [fault.words for fault in checking.faults_of_equations(said(texts={"section1": text}))]
    assert found == ["正文写“收到申请121件”，表中是 120"]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("十", 10), ("三十二", 32), ("一百零五", 105), ("一万二千", 12000), ("二〇二五", 2025)],
)
def test_chinese_numerals(numeral, value):
    assert value_of(numeral) == value


def test_parts_of_a_sum_in_a_text():
    assert list(divisions("公开102条，其中：概况26条，动态67条，通知9条。")) == [(102, [26, 67, 9])]
    assert codes(said(texts={"section1": "公开信息77条，其中政策25条、动态16条。"})) == ["E7"]


@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("preface", "现公布建水县民族宗教事务局2025年政府信息公开工作年度报告", "E8"),
        ("preface", "本报告统计期限为2024年1月1日至2025年12月31日", "C14"),
        ("section6", "本年未收取信息处理费。", "C10"),
        ("section5", " ", "C09"),
    ],
)
def test_faults_of_the_parts_in_words(part, text, code):
    good = {"preface": f"现公布{ORGAN}2025年政府信息公开工作年度报告。", "section1": "考核、评议良好，无追究。",
            "section5": "人手不足。", "section6": "收取信息处理费400元。"}  # fmt: skip
    assert [one.code for one in checking.faults_of(said(texts=good, fee=Decimal(400)))] == []
    found = checking.faults_of(said(texts={**good, part: text}, fee=Decimal(400)))
    assert code in [one.code for one in found]


def test_all_is_done_contradicts_what_is_carried_on():
    cells = {"table3.carried_out.total": Decimal(2)}
    found = checking.faults_of(said(cells, texts={"section1": "申请已全部按期办结。"}))
    assert [one.words for one in found if one.code == "C12"] == [
        "写“全部按期办结”，表三结转下年度继续办理 2 件"
    ]


@pytest.mark.parametrize(
    "text", ["", "[1]", '{"cases": 3}', '{"cases": [{"year": 2025}]}', '{"organ": "甲", "year": "x"}',
             json.dumps({"organ": "甲", "year": 2025, "checks": {"E9_x": True}})],
)  # fmt: skip
def test_a_file_that_is_none_is_refused(text):
    with pytest.raises(MalformedReportFile):
        parse(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("一、总体情况\n工作平稳", "由报告自带"), ("一、抓好落实\n二、加强培训", "应用“（一）”"),
        ("四、政府信息公开申请情况\n", "与格式不符"), ("（一）甲\n（二）乙\n（二）丙", "有重复"),
        ("（一）甲\n（三）乙\n（二）丙", "次序颠倒"), ("（一）甲\n（三）乙", "不连续"),
        ("（一）甲\n（二）乙\n第一、二季度", ""),
    ],
)  # fmt: skip
def test_headings_inside_a_part(text, words):
    found = [one.words for one in checking.faults_of(said(texts={"section1": text})) if one.code == "C11"]
    assert bool(found) is bool(words)
    assert all(words in one for one in found)


def test_numbers_of_documents_name_the_list_they_were_held_against():
    cells = {"table2.normative_documents.issued": Decimal(3), "table2.normative_documents.repealed": None}
    for reasons, times in (
        ({}, 1),
        ({"table2.normative_documents.issued": "与司法局清单一致"}, 0),
        (None, 0),
    ):
        found = checking.faults_of(said(cells, reasons=reasons))
        assert [one.code for one in found].count("C18") == times


@pytest.mark.parametrize(
    ("government", "published", "today", "late"),
    [
        (False, None, date(2026, 1, 31), False), (False, None, date(2026, 2, 1), True),
        (True, None, date(2026, 3, 31), False), (True, date(2026, 4, 1), date(2026, 5, 1), True),
        (False, date(2026, 1, 31), date(2026, 5, 1), False),
    ],
)  # fmt: skip
def test_a_report_is_public_by_its_day(government, published, today, late):
    day = due_on(2025, government, Parameters.load())
    found = checking.faults_of(said(due_on=day, published_on=published, today=today))
    assert ("C20" in [one.code for one in found]) is late

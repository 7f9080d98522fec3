"""What a document and its material need before they go further: each lack is named, each passage is looked for."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from app.law.office_time import OFFICE_OFFSET
from app.law.policy_material import (
    ELEMENTS,
    HourHasPassed,
    PackageIncomplete,
    Prepared,
    check_complete,
    check_hour,
    clean_text,
    missing_of,
    named,
    openness_faults,
    without_title,
)

TODAY = date(2026, 3, 2)
COMPLETE = Prepared(
    first_interpreter="局长", planned_on=date(2026, 3, 20), outline="三个方面", channels=("wechat",), contact="某人",
    material="为什么制定。\n怎样办理：到窗口。",
    elements={"background": "为什么制定。", "terms": "不涉及", "rights": "不涉及", "service": "怎样办理： 到窗口。"},
)  # fmt: skip


def test_a_complete_package_passes():
    check_complete(COMPLETE, TODAY)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"first_interpreter": ""}, "first_interpreter"),
        ({"planned_on": None}, "planned_on"),
        ({"planned_on": date(2026, 3, 1)}, "planned_on"),
        ({"outline": ""}, "outline"),
        ({"channels": ()}, "channels"),
        ({"contact": ""}, "contact"),
    ],
)
def test_what_the_plan_lacks_is_named(change, named):
    assert list(missing_of(replace(COMPLETE, **change), TODAY)) == [named]


@pytest.mark.parametrize("answer", ["", "   ", "没有写在材料里的一段话"])
def test_an_element_without_a_passage_of_the_material_is_named(answer):
    elements = {**COMPLETE.elements, "background": answer}
    assert list(missing_of(replace(COMPLETE, elements=elements), TODAY)) == ["background"]


def test_nothing_at_all_is_refused_with_everything_that_lacks():
    with pytest.raises(PackageIncomplete) as refused:
        check_complete(Prepared(), TODAY)
    assert set(refused.value.fields) >= {"first_interpreter", "material", *(one.key for one in ELEMENTS)}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (("", "理由", ""), {"openness"}),
        (("active", " ", ""), {"openness_reason"}),
        (("refused", "理由", ""), {"openness_clause"}),
        (("refused", "理由", "16"), set()),
        (("active", "理由", ""), set()),
    ],
)
def test_the_attribute_is_decided_with_its_reason_and_a_refusal_with_its_clause(given, named):
    assert set(openness_faults(*given)) == named


def test_a_text_in_its_one_form_keeps_title_and_paragraphs():
    assert clean_text(" 办法\t ", "  第一条　\r\n\n第二条") == "办法\n第一条\n第二条"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("养犬办法\n第一条", "第一条"),
        ("养犬 办法 \n第一条", "第一条"),
        ("第一条\n养犬办法", "第一条\n养犬办法"),
        ("", ""),
    ],
)
def test_a_title_that_begins_the_text_is_not_repeated_below_itself(text, left):
    assert without_title(text, "养犬办法") == left


def test_passages_of_an_unread_material_are_left_to_a_person():
    scan = replace(COMPLETE, material="", is_unread=True)
    assert missing_of(scan, TODAY) == {}
    assert set(missing_of(replace(scan, elements={}), TODAY)) == {"background", "terms", "rights", "service"}


def test_an_hour_that_has_passed_is_refused_and_the_present_one_is_not():
    now = datetime(2026, 3, 2, 9, tzinfo=OFFICE_OFFSET)
    check_hour(now, now)
    with pytest.raises(HourHasPassed):
        check_hour(now - timedelta(minutes=1), now)


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("禄丰市农村宅基地管理办法", "《禄丰市农村宅基地管理办法》"),
        ("关于印发《村卫生室管理方案》的通知", "《关于印发〈村卫生室管理方案〉的通知》"),
    ],
)
def test_a_title_within_a_title_has_marks_of_its_own(title, called):
    assert named(title) == called

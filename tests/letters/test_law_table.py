"""Every outcome × organ level × kind of applicant gives the right letter with the right remedy.

The expectation is tests/letters/law_table.py, written from the law reference.
"""

import re

import pytest

from app.law.organ_place import OrganPlace
from app.law.outcomes import OUTCOMES, gives_information
from app.law.parameters import Parameters
from app.law.remedies import remedy_clause
from app.letters import preview_html
from app.letters.circumstances import Circumstances
from app.letters.letter_check import State, check_letter, expected_remedy
from tests.letters.law_table import (
    COUNTY,
    ITEMS,
    ITEMS_OF,
    LETTER_ROWS,
    OUTCOME_ROWS,
    PREFECTURE,
    PROVINCE,
    RECONSIDERED_BY,
)

COURT = "云南省示例人民法院"
RECIPIENTS = {"A": "applicant", "T": "third_party", "O": "organ", "I": "internal"}


def place_of(level):
    province = OrganPlace(PROVINCE, "prefecture")
    prefecture = OrganPlace(PREFECTURE, "prefecture", province, court=COURT, subordinate_court=COURT)
    county = OrganPlace(COUNTY, "county", prefecture, court=COURT, subordinate_court=COURT)
    return {
        "township": OrganPlace("禄丰市金山镇人民政府", "township", county),
        "county_department": OrganPlace("禄丰市财政局", "department", county),
        "county": county,
        "prefecture_department": OrganPlace("楚雄彝族自治州财政局", "department", prefecture),
        "prefecture": prefecture,
        "vertical": OrganPlace(
            "国家税务总局禄丰市税务局", "vertical", county, court=COURT,
            superior_department="国家税务总局楚雄彝族自治州税务局",
        ),
        "judicial": OrganPlace(
            "禄丰市司法局", "department", county, is_judicial_administration=True,
            superior_department="楚雄彝族自治州司法局",
        ),
    }[level]  # fmt: skip


def text_of(html):
    return re.sub(r"<[^>]+>|\s", "", str(html))


def letter_text(catalogue, outcome, kind_name, level, applicant, day="2026-03-20"):
    kind = catalogue.kind(kind_name)
    facts = kind.sample_facts() | {"applicant_kind": applicant}
    facts |= {"organ_name": place_of(level).name}
    if outcome in ITEMS_OF:
        facts["answers"] = [ITEMS[name] for name in ITEMS_OF[outcome]]
        facts = facts if gives_information(outcome) else {k: v for k, v in facts.items() if k != "enclosures"}
    if kind.carries_remedy:
        facts["remedy"] = list(
            remedy_clause(OUTCOMES[outcome], place_of(level), date_of(day), Parameters.load()).paragraphs
        )
    return kind, facts, text_of(preview_html(kind, facts))


def date_of(text):
    from datetime import date

    return date.fromisoformat(text)


@pytest.mark.parametrize("applicant", ["natural_person", "organisation"])
@pytest.mark.parametrize("level", RECONSIDERED_BY)
@pytest.mark.parametrize("row", OUTCOME_ROWS, ids=lambda row: row[0])
def test_the_right_letter_with_the_right_remedy(catalogue, row, level, applicant):
    outcome, kind_name, articles, remedy, report_row = row
    kind, facts, text = letter_text(catalogue, outcome, kind_name, level, applicant)

    assert OUTCOMES[outcome].letter_kind == kind_name
    assert OUTCOMES[outcome].report_row == report_row
    assert all(article in text for article in articles)
    assert ("贵单位" in text) == (applicant == "organisation")
    check_remedy(text, remedy, RECONSIDERED_BY[level])
    case = Circumstances(outcome=outcome, place=place_of(level))
    assert [line.code for line in check_letter(kind, facts, case) if line.state is State.REFUSED] == []


def check_remedy(text, remedy, organ):
    first = f"应当自收到本告知书之日起60日内先向{organ}申请行政复议"
    either = (
        f"可以自收到本告知书之日起60日内向{organ}申请行政复议，"
        f"或者自收到本告知书之日起6个月内直接向{COURT}提起行政诉讼"
    )
    after = "自收到行政复议决定书之日起15日内向有管辖权的人民法院提起行政诉讼"
    assert (first in text) == (remedy in ("Q", "QE"))
    assert (after in text) == (remedy in ("Q", "QE"))
    assert (either in text) == (remedy in ("E", "QE"))
    assert ("行政复议" in text) == (remedy != "P")
    if remedy == "QE":
        assert "不予公开的部分" in text


@pytest.mark.parametrize("row", [row for row in OUTCOME_ROWS if row[3] == "Q"], ids=lambda row: row[0])
def test_a_refusal_of_2023_may_go_to_court_at_once(catalogue, row):
    """行政复议法 as revised is in force from 2024-01-01: a letter of the day before differs."""
    place = place_of("county_department")
    kind = catalogue.kind(row[1])
    before = expected_remedy(kind, {"issued_on": "2023-12-29"}, Circumstances(outcome=row[0], place=place))
    after = expected_remedy(kind, {"issued_on": "2024-01-02"}, Circumstances(outcome=row[0], place=place))
    assert "或者自收到本告知书之日起6个月内" in before.paragraphs[0]
    assert "先向" in after.paragraphs[0]


@pytest.mark.parametrize("number", LETTER_ROWS)
def test_every_row_of_the_list_of_letters_is_there(catalogue, number):
    kind_name, remedy, recipient = LETTER_ROWS[number]
    kind = catalogue.kind(kind_name)
    assert kind.number == number
    assert kind.remedy_class == remedy
    expected = (
        {"applicant", "third_party", "organ"} if recipient == "I" and kind.format == "letter" else set()
    )
    assert kind.recipient in expected | {RECIPIENTS[recipient]}


def test_every_outcome_of_the_rules_is_in_the_table():
    assert {row[0] for row in OUTCOME_ROWS} == set(OUTCOMES)


@pytest.mark.parametrize("number", [number for number, row in LETTER_ROWS.items() if row[1] in ("P", "N")])
def test_procedural_and_internal_papers_name_no_remedy(catalogue, number):
    kind = catalogue.kind(LETTER_ROWS[number][0])
    text = text_of(preview_html(kind, kind.sample_facts()))
    assert "行政复议" not in text
    assert "诉讼" not in text


@pytest.mark.parametrize("number", [number for number, row in LETTER_ROWS.items() if row[1] == "P"])
def test_procedural_letters_give_contact_and_supervision(catalogue, number):
    kind = catalogue.kind(LETTER_ROWS[number][0])
    text = text_of(preview_html(kind, kind.sample_facts()))
    assert "联系电话" in text
    assert "监督电话" in text

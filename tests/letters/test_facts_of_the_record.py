"""What a letter only repeats from the record is printed as it is: nobody who makes the letter could mend it."""

from pathlib import Path

import pytest

from app.letters import Catalogue, check_facts
from app.letters.catalogue import STANDARD_LETTERS
from tests.letters.test_hostile_facts import printed_text

PROCESSES = Path(__file__).parents[2] / "app" / "processes"
CATALOGUE = Catalogue([STANDARD_LETTERS, *sorted(PROCESSES.glob("*/letter_templates"))])
HOSTILE = "扎西བཀྲ་ཤིས🏠\t“XXX村”待定____？？？【】××ب https://mp.weixin.qq.com/s?__biz=1 "
OF_EVERY_SHEET = {"organ_name", "case_number"}
JUDGED = {
    "registration_record": {"receipt_basis"},
    "receipt_confirmation_record": {"confirmed_at", "confirmed_with", "details", "recorded_by"},
    "third_party_opinion_slip": {"consultation_number", "information"},
    "secrecy_review_form": {"opinion"},
    "delivery_proof": {"recipient_telephone"},
    "concern_evaluation": {"level", "known_at", "adopted", "complaints_after"},
    "concern_judgement": {"level", "nature", "known_at", "judgement", "passed_to", "judged_at"},
    "concern_register": {
        "source", "kind", "captured_at", "happened_at", "appeared_at", "known_at", "nature", "level",
    },
    "concern_report": {
        "level", "happened_at", "known_at", "reported_to", "opinion_now", "measures", "next_steps",
    },
}  # fmt: skip
"""Sheet of the file → its facts that are typed for it in the same act, or are words of the program's own."""
MOST = 2000  # characters of one fact here; what a record holds of one paper is longer, and no other case


def hostile(length):
    return (HOSTILE + "云南省楚雄彝族自治州禄丰市金山镇" * length)[: min(length, MOST)]


def as_recorded(field, sample, day):
    """A value of the record for this fact, as long as the fact may be and full of what no font has."""
    if field.type in ("string", "text"):
        return hostile(field.max_length)
    if field.type == "list":
        return [hostile(field.max_length)] * 2
    if field.type == "rows":
        cells = sample[0] if sample else {}
        row = {one.name: as_recorded(one, cells.get(one.name), day) for one in field.columns}
        return [row] * (field.max_items + 1 if field.max_items < 20 else 2)
    plain = {
        "date": day, "integer": max(1, field.minimum), "amount": "1.00", "choice": next(iter(field.options), None),
    }  # fmt: skip
    return plain[field.type] if sample is None else sample


def recorded_facts(kind):
    """The sample facts with each fact of the record, and each column of it, at its worst."""
    samples = kind.sample_facts()
    day = samples[kind.dated_by]
    told = {name: as_recorded(field, samples.get(name), day) for name, field in kind.facts.items()
            if field.is_repeated}  # fmt: skip
    for earlier, later in kind.date_order:
        if earlier in told and later in samples:
            told[earlier] = samples[later]
    return {**samples, **told}


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.kind)
def test_no_fact_of_the_record_stops_a_letter(press, kind):
    facts = recorded_facts(kind)
    assert check_facts(kind, facts) == []
    assert press.render(kind, facts).startswith(b"%PDF")


def test_a_sheet_of_the_file_judges_only_what_is_typed_for_it():
    """A new fact of a form, sheet or register comes from the record, unless this says otherwise."""
    for kind in CATALOGUE:
        if kind.format in ("form", "sheet", "register"):
            judged = {name for name, field in kind.facts.items()
                      if field.type in ("string", "text", "list", "rows") and not field.is_repeated}  # fmt: skip
            assert judged - OF_EVERY_SHEET == JUDGED.get(kind.kind, set()), kind.kind


@pytest.mark.parametrize("kind", ["delivery_proof", "correction_reply", "archive_index", "handling_sheet"])
def test_the_foot_says_what_could_not_be_printed(press, kind):
    kind = CATALOGUE.kind(kind)
    text = printed_text(press.render(kind, recorded_facts(kind)))
    assert "〔藏文〕" in text
    assert "“〔藏文〕”处原文为藏文" in text


def test_what_a_person_types_at_the_letter_is_judged_as_before():
    kind = CATALOGUE.kind("reply_plain")
    for words, code in (("面积____亩", "gap"), ("面积待定", "gap"), ("很好🏠", "not_printable")):
        assert [one.code for one in check_facts(kind, kind.sample_facts() | {"findings": words})] == [code]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("https://mp.weixin.qq.com/s?__biz=MzA3&mid=2650283", []),
        ("市政府网站：mp.weixin.qq.com/s?__biz=MzA3，长期有效", []),
        ("网址：https://____", ["gap"]),
        ("https://example.gov.cn/a，联系人____", ["gap"]),
        ("____（https://example.gov.cn/a）", ["gap"]),
    ],
)
def test_an_address_has_no_gaps(words, codes):
    kind = CATALOGUE.kind("reply_already_public")
    items = [{"name": "补贴标准", "access": words}]
    assert [one.code for one in check_facts(kind, kind.sample_facts() | {"items": items})] == codes

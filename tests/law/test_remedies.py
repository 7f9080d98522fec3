"""The remedy clause: class by article, organ by place in the tree, words that may be printed as they are."""

from dataclasses import replace
from datetime import date

import pytest

from app.law.errors import InvalidInput, NoReconsiderationOrgan
from app.law.organ_place import OrganPlace, court, online_channel, reconsideration_organ
from app.law.outcomes import OUTCOMES, outcome
from app.law.parameters import Parameters
from app.law.remedies import class_of, remedy_class, remedy_clause
from app.office.vocabulary import UnitKind

TODAY, BEFORE = date(2026, 3, 2), date(2023, 12, 31)
AS_DELIVERED = Parameters.load()
PREFECTURE = OrganPlace("某州人民政府", "prefecture", reconsideration_organ="某省人民政府")
COUNTY = OrganPlace(
    "某县人民政府", "county", PREFECTURE, court="某州中级人民法院", subordinate_court="某县人民法院"
)
BUREAU = OrganPlace("某县教育局", "department", COUNTY)
TOWNSHIP = OrganPlace("某镇人民政府", "township", COUNTY)
JUSTICE = OrganPlace(
    "某县司法局", "department", COUNTY, is_judicial_administration=True, superior_department="某州司法局"
)
TAX = OrganPlace("某县税务局", "vertical", COUNTY, superior_department="某州税务局")


@pytest.mark.parametrize(
    ("place", "organ", "because"),
    [
        (TOWNSHIP, "某县人民政府", "a township's decisions go to the county government"),
        (BUREAU, "某县人民政府", "a department's go to its own government alone"),
        (COUNTY, "某州人民政府", "a county government's go one level up"),
        (OrganPlace("某州民政局", "department", PREFECTURE), "某州人民政府", "likewise in the prefecture"),
        (PREFECTURE, "某省人民政府", "the province stands above the tree and is entered"),
        (TAX, "某州税务局", "vertical organs go to the department above"),
        (JUSTICE, "某县人民政府或者某州司法局", "judicial administration leaves the choice"),
        (OrganPlace("办公室", "section", BUREAU), "某县人民政府", "a section acts in its organ's name"),
    ],
)
def test_where_to_apply_for_reconsideration(place, organ, because):
    assert reconsideration_organ(place, TODAY) == organ, because


STREET = OrganPlace("某街道办事处", "subdistrict", COUNTY)
ZONE = OrganPlace("某开发区管理委员会", "zone", COUNTY)
DISPATCHED = OrganPlace("某区公所", "dispatched_organ", COUNTY)
STATION = OrganPlace("某县自然资源局某管理所", "dispatched_body", BUREAU)
PREFECTURE_BUREAU = OrganPlace("某州生态环境局", "department", PREFECTURE)
BRANCH = OrganPlace(
    "某州生态环境局某县分局", "dispatched_body", PREFECTURE_BUREAU, seat_government="某县人民政府"
)
TAX_STATION = OrganPlace("某税务所", "dispatched_body", TAX)
INSTITUTE = OrganPlace("某县计量所", "authorised", BUREAU)
CUSTOMS = OrganPlace("某海关", "customs", PREFECTURE, superior_department="昆明海关")
OTHER_KINDS = [
    (STREET, "某县人民政府", "某县人民政府", "某县人民法院"),
    (ZONE, "某县人民政府", "某县人民政府", "某县人民法院"),
    (DISPATCHED, "某县人民政府", "某县人民政府", "某县人民法院"),
    (STATION, "某县人民政府", "某县教育局或者某县人民政府", "某县人民法院"),
    (BRANCH, "某州人民政府或者某县人民政府", "某州生态环境局或者某州人民政府", "有管辖权的人民法院"),
    (TAX_STATION, "某县税务局", "某县税务局", "某县人民法院"),
    (INSTITUTE, "某县人民政府", "某县教育局", "某县人民法院"),
    (CUSTOMS, "昆明海关", "昆明海关", "有管辖权的人民法院"),
]


@pytest.mark.parametrize(
    ("place", "now", "before", "where"), OTHER_KINDS, ids=[row[0].kind for row in OTHER_KINDS]
)
def test_each_kind_of_organ_has_its_way(place, now, before, where):
    """行政复议法第二十四条、第二十七条（2017年文本第十二条、第十五条）；行政诉讼法第十五条."""
    assert reconsideration_organ(place, TODAY) == now
    assert reconsideration_organ(place, BEFORE) == before
    assert court(place) == where


@pytest.mark.parametrize("place", [row[0] for row in OTHER_KINDS], ids=[row[0].kind for row in OTHER_KINDS])
def test_what_an_office_enters_overrides_what_follows_from_the_kind(place):
    own = replace(place, reconsideration_organ="另定的机关", court="另定的法院")
    assert (reconsideration_organ(own, TODAY), court(own)) == ("另定的机关", "另定的法院")


def test_every_kind_of_unit_is_tried_here():
    named = {row[0].kind for row in OTHER_KINDS} | {
        "prefecture",
        "county",
        "township",
        "department",
        "vertical",
        "section",
    }
    assert named == set(UnitKind)


def test_before_2024_a_department_had_two():
    assert reconsideration_organ(BUREAU, BEFORE) == "某县人民政府或者上一级主管部门"


@pytest.mark.parametrize(
    "place",
    [
        OrganPlace("某省人民政府", "prefecture"),
        OrganPlace("某县海关", "vertical", COUNTY),
    ],
)
def test_an_unknown_organ_stops_the_letter(place):
    with pytest.raises(NoReconsiderationOrgan, match=place.name):
        remedy_clause("E", place, TODAY, AS_DELIVERED)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (TOWNSHIP, "某县人民法院"),
        (BUREAU, "某县人民法院"),
        (COUNTY, "某州中级人民法院"),
        (PREFECTURE, "有管辖权的人民法院"),
    ],
)
def test_the_court_is_the_one_entered_for_the_organ(place, name):
    assert court(place) == name


@pytest.mark.parametrize(
    ("article", "class_"),
    [
        ("14", "Q"),
        ("15", "Q"),
        ("16(1)", "Q"),
        ("16(2)", "Q"),
        ("36(4)", "E"),
        ("38", "E"),
        ("39(1)", "E"),
    ],
)
def test_the_article_settles_the_class(article, class_):
    assert remedy_class(article, TODAY, AS_DELIVERED) == class_


def test_before_2024_nothing_had_to_go_to_reconsideration_first():
    assert remedy_class("16", BEFORE, AS_DELIVERED) == "E"
    assert {class_of(row, BEFORE, AS_DELIVERED) for row in OUTCOMES.values()} == {"E", "P"}


def test_the_class_by_article_agrees_with_the_table():
    assert all(class_of(row, TODAY, AS_DELIVERED) == row.remedy_class for row in OUTCOMES.values())


def test_a_refusal_names_reconsideration_first():
    clause = remedy_clause(outcome("denied_process"), TOWNSHIP, TODAY, AS_DELIVERED)
    assert clause.paragraphs == (
        "如不服本告知书，应当自收到本告知书之日起60日内先向某县人民政府申请行政复议；对行政复议决定不服的，"
        "可以自收到行政复议决定书之日起15日内向有管辖权的人民法院提起行政诉讼。",
    )


def test_other_decisions_leave_the_choice():
    clause = remedy_clause(outcome("granted"), BUREAU, TODAY, AS_DELIVERED)
    assert clause.paragraphs == (
        "如不服本告知书，可以自收到本告知书之日起60日内向某县人民政府申请行政复议，"
        "或者自收到本告知书之日起6个月内直接向某县人民法院提起行政诉讼。",
    )


def test_a_partial_refusal_carries_both():
    clause = remedy_clause(outcome("partly_granted"), BUREAU, TODAY, AS_DELIVERED)
    assert [paragraph.split("，")[0] for paragraph in clause.paragraphs] == [
        "对本告知书中不予公开的部分不服的",
        "对本告知书的其他内容不服的",
    ]
    assert "先向" in clause.paragraphs[0]
    assert "6个月" in clause.paragraphs[1]


def test_an_office_may_write_a_partial_refusal_as_one():
    parameters = Parameters.load(overrides={"partial_remedy_rule": "Q"})
    assert remedy_clause(outcome("partly_granted"), BUREAU, TODAY, parameters).remedy_class == "Q"


@pytest.mark.parametrize("class_", ["P", "N"])
def test_procedural_and_internal_letters_carry_none(class_):
    assert remedy_clause(class_, OrganPlace("某局", "department"), TODAY, AS_DELIVERED).paragraphs == ()


def test_no_clause_of_a_department_names_its_superior_department_any_more():
    for row in OUTCOMES.values():
        assert not any(
            "上一级" in text for text in remedy_clause(row, BUREAU, TODAY, AS_DELIVERED).paragraphs
        )


def test_an_unknown_class_is_refused():
    with pytest.raises(InvalidInput):
        remedy_clause("X", BUREAU, TODAY, AS_DELIVERED)


CHANNEL = "https://fuyi.example.gov.cn/apply"


@pytest.mark.parametrize(
    ("changes", "on", "is_told"),
    [
        ({"serves_online": True, "reconsideration_online": CHANNEL}, TODAY, True),
        ({"serves_online": True, "reconsideration_online": ""}, TODAY, False),
        ({"serves_online": False, "reconsideration_online": CHANNEL}, TODAY, False),
        ({"serves_online": True, "reconsideration_online": CHANNEL}, BEFORE, False),
    ],
)
@pytest.mark.parametrize("class_", ["Q", "E", "QE"])
def test_a_decision_served_online_names_the_channel_that_is_on_record(changes, on, is_told, class_):
    paragraphs = remedy_clause(class_, replace(BUREAU, **changes), on, AS_DELIVERED).paragraphs
    assert any(CHANNEL in one for one in paragraphs) is is_told
    assert ("（网址：" in paragraphs[-1]) is is_told


def test_a_letter_without_remedy_names_no_channel():
    place = replace(BUREAU, serves_online=True, reconsideration_online=CHANNEL)
    assert remedy_clause("P", place, TODAY, AS_DELIVERED).paragraphs == ()


AT_COUNTY, AT_PREFECTURE = "https://fuyi.county.example.gov.cn/", "https://fuyi.prefecture.example.gov.cn/"
ABOVE = replace(PREFECTURE, reconsideration_online=AT_PREFECTURE)
BESIDE = replace(COUNTY, parent=ABOVE, reconsideration_online=AT_COUNTY)


@pytest.mark.parametrize(
    ("place", "channel"),
    [
        (replace(BUREAU, parent=BESIDE), ("某县人民政府", AT_COUNTY)),
        (replace(TOWNSHIP, parent=BESIDE), ("某县人民政府", AT_COUNTY)),
        (OrganPlace("办公室", "section", replace(BUREAU, parent=BESIDE)), ("某县人民政府", AT_COUNTY)),
        (BESIDE, ("某州人民政府", AT_PREFECTURE)),
        (replace(BESIDE, parent=PREFECTURE), ("", "")),
        (replace(BUREAU, parent=replace(BESIDE, reconsideration_online="")), ("", "")),
        (replace(BUREAU, parent=BESIDE, reconsideration_organ="另定的机关"), ("", "")),
        (replace(BUREAU, parent=BESIDE, reconsideration_online=CHANNEL), ("某县人民政府", CHANNEL)),
        (replace(TAX, parent=BESIDE), ("", "")),
        (replace(TAX, parent=BESIDE, reconsideration_online=CHANNEL), ("某州税务局", CHANNEL)),
        (replace(TAX_STATION, parent=replace(TAX, parent=BESIDE, reconsideration_online=CHANNEL)), ("", "")),
        (replace(CUSTOMS, parent=ABOVE), ("", "")),
        (replace(JUSTICE, parent=BESIDE), ("某县人民政府", AT_COUNTY)),
        (ABOVE, ("某省人民政府", AT_PREFECTURE)),
    ],
)
def test_the_address_is_that_of_the_organ_that_is_named(place, channel):
    assert online_channel(place, TODAY) == channel


def test_where_two_organs_are_named_the_letter_says_whose_address_it_is():
    place = replace(JUSTICE, parent=BESIDE, serves_online=True)
    last = remedy_clause("E", place, TODAY, AS_DELIVERED).paragraphs[-1]
    assert (
        last == f"向某县人民政府申请行政复议的，可以通过互联网渠道提交行政复议申请书（网址：{AT_COUNTY}）。"
    )

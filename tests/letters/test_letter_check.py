"""The list of checks that a drafter sees, and what it refuses at issue."""

from datetime import date

import pytest

from app.law.organ_place import OrganPlace
from app.law.outcomes import OUTCOMES
from app.law.parameters import Parameters
from app.law.remedies import remedy_clause
from app.letters import LetterRefused
from app.letters.circumstances import Circumstances
from app.letters.letter_check import State, check_letter, refuse_unless_good
from app.letters.personal_data import personal_numbers

COUNTY = OrganPlace(
    "禄丰市人民政府", "county", OrganPlace("楚雄彝族自治州人民政府", "prefecture"), court="示例中级人民法院"
)
NOTHING_ENCLOSED = {"enclosures": [], "provision": "other_way", "access_way": "到本机关查阅"}
CASE = Circumstances(outcome="granted", place=COUNTY, due_on=date(2026, 3, 30))


@pytest.fixture
def facts(granted):
    remedy = remedy_clause(OUTCOMES["granted"], COUNTY, date(2026, 3, 20), Parameters.load()).paragraphs
    return granted.sample_facts() | {"remedy": list(remedy)}


def states(kind, facts, case):
    return {check.code: check.state for check in check_letter(kind, facts, case)}


def refused(kind, facts, case):
    return [code for code, state in states(kind, facts, case).items() if state is State.REFUSED]


def test_a_good_letter_passes_every_check(granted, facts):
    assert set(states(granted, facts, CASE).values()) == {State.OK}
    refuse_unless_good(check_letter(granted, facts, CASE))


def test_each_check_has_a_chinese_title(granted, facts):
    assert all("\u4e00" <= check.title[0] <= "\u9fff" for check in check_letter(granted, facts, CASE))


@pytest.mark.parametrize(
    ("changes", "case", "code"),
    [
        ({"telephone": ""}, CASE, "facts"),
        ({"contact": "张\u202e三"}, CASE, "facts"),
        ({"received_on": "2026-03-25"}, CASE, "facts"),
        (NOTHING_ENCLOSED, Circumstances(outcome="not_existing"), "kind"),
        ({}, Circumstances(outcome="weather"), "kind"),
        ({"remedy": ["如不服本告知书，可以在30日内申请行政复议。"]}, CASE, "remedy"),
        ({"issued_on": "2026-03-31"}, CASE, "deadline"),
        (
            {"items": [{"name": "身份证11010519491231002X的发放明细", "carrier": "纸质"}]},
            CASE,
            "personal_data",
        ),
        ({"items": [{"name": "《条例》第十五条规定的材料", "carrier": "纸质"}]}, CASE, "articles"),
    ],
)
def test_a_wrong_letter_is_refused_for_its_reason(granted, facts, changes, case, code):
    assert refused(granted, facts | changes, case) == [code]


def test_a_remedy_of_another_organ_is_refused(granted, facts):
    township = OrganPlace("禄丰市金山镇人民政府", "township", COUNTY)
    case = Circumstances(outcome="granted", place=township)
    assert refused(granted, facts, case) == ["remedy"]


def test_an_organ_whose_superior_is_unknown_cannot_issue(granted, facts):
    lonely = Circumstances(outcome="granted", place=OrganPlace("某局", "department"))
    assert refused(granted, facts, lonely) == ["remedy"]


def test_a_late_letter_with_a_recorded_reason_passes(granted, facts):
    case = Circumstances(outcome="granted", place=COUNTY, due_on=date(2026, 3, 18), late_reason="系统故障")
    assert refused(granted, facts, case) == []


def test_the_applicants_own_number_may_appear(granted, facts):
    own = facts | {"items": [{"name": "本人（13900000000）的补贴明细", "carrier": "纸质"}]}
    assert refused(granted, own, CASE) == ["personal_data"]
    case = Circumstances(outcome="granted", place=COUNTY, applicant_numbers=("13900000000",))
    assert refused(granted, own, case) == []


def test_the_applicants_own_words_go_back_to_the_applicant_as_they_are(granted, facts):
    words = "依据《条例》第十五条，申请公开13912345678机主的补贴明细"
    assert refused(granted, facts | {"request_content": words}, CASE) == []


def test_the_applicants_words_do_not_carry_numbers_to_somebody_else(catalogue):
    kind = catalogue.kind("assistance_request")
    quoted = kind.sample_facts() | {"request_content": "13912345678机主的补贴明细"}
    assert refused(kind, quoted, Circumstances()) == ["personal_data"]


def test_the_offices_telephone_is_no_personal_number(granted, facts):
    assert refused(granted, facts | {"telephone": "13900000000"}, CASE) == []


def test_a_rare_character_is_a_warning(granted, facts):
    found = states(granted, facts | {"applicant_name": "张赟镕"}, CASE)
    assert found["rare_characters"] is State.WARNING


def test_a_court_that_is_not_configured_is_a_warning(granted, facts):
    place = OrganPlace("禄丰市人民政府", "county", COUNTY.parent)
    remedy = remedy_clause(OUTCOMES["granted"], place, date(2026, 3, 20), Parameters.load()).paragraphs
    found = states(granted, facts | {"remedy": list(remedy)}, Circumstances(outcome="granted", place=place))
    assert (found["court"], found["remedy"]) == (State.WARNING, State.OK)


def test_the_plain_reply_must_name_the_article_of_the_outcome(catalogue):
    kind = catalogue.kind("reply_plain")
    facts = kind.sample_facts() | {"legal_basis": "《中华人民共和国政府信息公开条例》第二条"}
    assert "articles" in refused(kind, facts, Circumstances(outcome="needs_making"))
    right = facts | {"legal_basis": "《中华人民共和国政府信息公开条例》第三十八条"}
    assert refused(kind, right, Circumstances(outcome="needs_making")) == []


def test_a_refusal_tells_every_problem(granted, facts):
    bad = facts | {"telephone": "", "issued_on": "2026-04-01"}
    with pytest.raises(LetterRefused) as refusal:
        refuse_unless_good(check_letter(granted, bad, CASE))
    assert set(refusal.value.fields()) == {"telephone", "issued_on"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("身份证号11010519491231002X", ["身份证件号码"]),
        ("身份证号１１０１０５１９４９１２３１００２Ｘ", ["身份证件号码"]),
        ("身份证号 110105 1949 1231 002X", ["身份证件号码"]),
        ("身份证号1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 x", ["身份证件号码"]),
        ("身份证号110105-19491231-002X", ["身份证件号码"]),
        ("身份证号一一〇一〇五一九四九一二三一〇〇二X", ["身份证件号码"]),
        ("身份证号壹壹零壹零伍壹玖肆玖壹贰叁壹零零贰Ｘ", ["身份证件号码"]),
        ("身份证号110105\u200b19491231\u2060002X", ["身份证件号码"]),
        ("身份证号①①0①0⑤19491231002X", ["身份证件号码"]),
        ("老身份证号110105491231002", ["身份证件号码"]),
        ("单号110105491331002", []),
        ("单号201609121030300", []),
        ("手机13912345678", ["手机号码"]),
        ("手机139.1234.5678", ["手机号码"]),
        ("手机1391-234-5678", ["手机号码"]),
        ("手机139 123 45678", ["手机号码"]),
        ("手机1 3 9 1 2 3 4 5 6 7 8", ["手机号码"]),
        ("手机一三九一二三四五六七八", ["手机号码"]),
        ("手机幺三九，或者+86 13912345678", ["手机号码"]),
        ("单位电话0878-4123456、0878-4123457", []),
        ("水位1519.3米，2026/09/12 08:10，降雨15、200、300、400、1毫米", []),
        ("二〇二六年九月十二日八时一十分", []),
        ("手机139 1234 5678", ["手机号码"]),
        ("卡号6222 0212 3456 7890 128", ["银行账号"]),
        ("卡号6222 0212 3456 7890 127", ["银行账号"]),
        ("流水6222 0212 3456 7890 127", []),
        ("卡号4111111111111111", ["银行账号"]),
        ("单号1000000000000", []),
        ("禄政办公开〔2026〕17号", []),
        ("2024年1月1日至2025年12月31日", []),
        ("编号110105194912310021", []),
    ],
)
def test_numbers_that_point_to_a_person(text, what):
    assert [name for name, _ in personal_numbers(text)] == what


def test_the_readers_own_number_may_stand_however_it_is_parted():
    found = personal_numbers("您的电话139 0000 0000，邻居电话138 0000 0000", {"13900000000"})
    assert list(found) == [("手机号码", "138…00")]

"""Words that say nothing, reasons that repeat the article, laws that cannot forbid, ways without an address."""

import pytest

from app.law.outcomes import OUTCOMES
from app.law.substance import (
    OF_ARTICLE,
    Weight,
    names_a_holder,
    names_a_site_without_address,
    says_nothing,
    weight_of_law,
    weight_of_reason,
    weight_of_way,
)

ARTICLE_ALONE = [
    ("denied_process", "无"),
    ("denied_process", "—"),
    ("denied_process", "属于过程性信息，依法不予公开"),
    ("denied_process", "该信息是行政机关在履行行政管理职能过程中形成的讨论记录。"),
    ("denied_process", "根据《条例》第十六条第二款的规定，可以不予公开"),
    ("denied_internal_affairs", "属于本机关内部事务信息，公开会影响正常工作"),
    ("denied_enforcement_file", "属于行政执法案卷信息"),
    ("denied_safety_stability", "可能危及社会稳定"),
    ("denied_safety_stability", "公开后可能危及国家安全、公共安全、经济安全、社会稳定"),
    ("denied_third_party", "不影响"),
    ("denied_third_party", "经衡量，不影响公共利益"),
    ("denied_third_party", "不公开不会对公共利益造成重大影响"),
    ("denied_third_party", "涉及商业秘密，公开会损害第三方合法权益"),
    ("denied_law_forbids", "法律、行政法规禁止公开"),
    ("denied_state_secret", "属于国家秘密"),
    ("needs_making", "需要对现有政府信息进行加工、分析"),
    ("not_responsible", "该信息不属于本机关职责范围"),
    ("still_unclear", "补正后仍不明确"),
    ("excessive", "数量、频次明显超过合理范围"),
]
REASONS = [
    (
        "denied_process",
        "该会议记录形成于方案定稿以前，载有各部门尚未成熟的意见，公开会使参会人员今后不愿直言",
    ),
    ("denied_safety_stability", "该图载明水厂取水口和泵站的位置、值守时间，公开后可能被用于破坏供水设施"),
    ("denied_third_party", "合同单价反映该公司的进货渠道和定价方法，同行知悉后会在下一次投标中压价"),
    ("not_responsible", "该信息由禄丰市财政局在履行职责过程中制作并保存"),
]


@pytest.mark.parametrize(("outcome", "text"), ARTICLE_ALONE)
def test_a_reason_that_only_repeats_the_article_weighs_nothing(outcome, text):
    assert weight_of_reason(text, outcome) is Weight.NONE


@pytest.mark.parametrize(("outcome", "text"), REASONS)
def test_the_facts_of_the_case_do(outcome, text):
    assert weight_of_reason(text, outcome) is Weight.ENOUGH


def test_between_them_somebody_answers_for_it():
    assert weight_of_reason("该稿尚未经过会议讨论", "denied_process") is Weight.LITTLE


def test_every_row_of_article_words_is_an_outcome():
    assert set(OF_ARTICLE) <= set(OUTCOMES)


@pytest.mark.parametrize("text", ["无", " 无。", "——", "略", "同上", "不影响", "Ｎ", "同意"])
def test_fillers_say_nothing(text):
    assert says_nothing(text) == (text != "Ｎ")


@pytest.mark.parametrize(
    ("title", "weight"),
    [
        ("中华人民共和国统计法", Weight.ENOUGH),
        ("《中华人民共和国海关法》", Weight.ENOUGH),
        ("中华人民共和国香港特别行政区基本法", Weight.ENOUGH),
        ("中华人民共和国民法典", Weight.ENOUGH),
        ("城市房地产管理法", Weight.ENOUGH),
        ("不动产登记暂行条例", Weight.ENOUGH),
        ("城市供水条例（2020年修订）", Weight.ENOUGH),
        ("气象灾害防御规定", Weight.LITTLE),
        ("计量法实施细则", Weight.LITTLE),
        ("关于加强保密工作的决定", Weight.LITTLE),
        ("信访信息管理办法", Weight.LITTLE),
        ("云南省某管理办法", Weight.NONE),
        ("云南省保密条例", Weight.NONE),
        ("楚雄彝族自治州民族教育条例", Weight.NONE),
        ("禄丰市养犬管理办法", Weight.NONE),
        ("关于做好信息公开工作的通知", Weight.NONE),
        ("本机关保密制度", Weight.NONE),
        ("", Weight.NONE),
    ],
)
def test_only_laws_and_administrative_regulations_forbid(title, weight):
    assert weight_of_law(title) is weight


@pytest.mark.parametrize(
    ("way", "weight"),
    [
        ("请在门户网站查询", Weight.NONE),
        ("已在政府网站公开", Weight.NONE),
        ("关注本机关公众号", Weight.NONE),
        ("https://www.lf.gov.cn", Weight.LITTLE),
        ("www.lf.gov.cn/", Weight.LITTLE),
        ("https://www.lf.gov.cn/index.html", Weight.LITTLE),
        ("https://zwgk.example.gov.cn/policies/2024-118", Weight.ENOUGH),
        ("请登录政府网站（https://www.lf.gov.cn/a/b.html）查看", Weight.ENOUGH),
        ("ｈｔｔｐｓ：／／www.lf.gov.cn／a／b", Weight.ENOUGH),
        ("禄丰市档案馆政府信息公开查阅点", Weight.ENOUGH),
        ("金山镇示例路3号", Weight.ENOUGH),
        ("《禄丰市人民政府公报》2025年第3期", Weight.ENOUGH),
    ],
)
def test_a_way_leads_to_the_information(way, weight):
    assert weight_of_way(way) is weight


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("该表由禄丰市自然资源局征收中心制作并保存", True),
        ("教师招聘考试成绩由市教育体育局保存", True),
        ("该信息不由本机关制作，也没有保存", False),
        ("经向各科室核实，本机关没有办理过该事项", False),
    ],
)
def test_a_reason_may_name_who_holds_the_information(text, named):
    assert names_a_holder(text) is named


def test_a_site_without_address_is_told_apart_from_a_place():
    assert names_a_site_without_address("请在市政府门户网站查询")
    assert not names_a_site_without_address("到本机关政务公开科查阅")
    assert not names_a_site_without_address("到禄丰市图书馆借阅，或者通过出版社和书店购买")

"""同意 at any length answers no doubt; a fact of the case does."""

import pytest

from app.law.assent import answers_doubts

DOUBT = "不予公开的理由除条文用语外内容很少，请补充本件的具体事实"


@pytest.mark.parametrize(
    "text",
    [
        "同意",
        "同意签发，同意签发，同意签发",
        "已认真审阅答复书全文，理由充分，同意签发",
        "我已经核对过了，没有问题，同意发出",
        "好好好好好好好好好",
        "不予公开的理由除条文用语外内容很少，可以接受",
        "上述疑点不成立，本人认可该答复书",
        "符合条例规定，依法办理，同意",
        "。。。。。。。。。。",
        "aaaaaaaaaaaaaaaa",
        "",
    ],
)
def test_assent_at_any_length_answers_no_doubt(text):
    assert not answers_doubts(text, [DOUBT])


@pytest.mark.parametrize(
    "text",
    [
        "已核对会议台账，该稿确未上会，同意按过程稿不予公开",
        "李某系申请人之父，住址由申请人自己提供",
        "该办法由国务院令第559号公布，系行政法规",
        "首页设有专栏入口，内页网址改版频繁",
    ],
)
def test_a_fact_of_the_case_does(text):
    assert answers_doubts(text, [DOUBT])

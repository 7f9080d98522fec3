"""Per kind of letter: empty words are refused, thin ones are left to whoever signs, samples pass."""

import pytest

from app.law.outcomes import OUTCOMES
from app.letters import Catalogue
from app.letters.circumstances import Circumstances
from app.letters.letter_check import State, check_letter
from app.letters.substance import LAWS, REASONS

OUTCOME_OF = {row.letter_kind: code for code, row in OUTCOMES.items()}
WITHHELD = {"part": "单价", "reason": "该单价反映公司的定价方法，同行知悉后会压价", "ground": "third_party"}
EMPTY = [
    *(
        (kind, {name: words})
        for kind, names in REASONS.items()
        for name in names
        for words in ("无", "不影响", "同上")
    ),
    ("reply_denied_process", {"reasoning": "属于过程性信息，依法不予公开"}),
    ("reply_denied_safety_stability", {"harm_reasoning": "可能危及社会稳定"}),
    ("reply_denied_third_party", {"public_interest_weighing": "经衡量，不影响"}),
    *((kind, {law: "云南省某管理办法"}) for kind, (law, _) in LAWS.items()),
    *((kind, {article: "有关条款"}) for kind, (_, article) in LAWS.items()),
    ("reply_denied_law_forbids", {"forbidding_text": "略"}),
    ("reply_not_existing", {"search_scope": "无"}),
    ("reply_not_existing", {"search_method": "无"}),
    ("reply_plain", {"findings": "无"}),
    ("reply_already_public", {"items": [{"name": "补贴标准", "access": "请在门户网站查询"}]}),
    ("reply_granted", {"provision": "other_way", "access_way": "请在网站查询", "enclosures": []}),
    ("reply_publication", {"access_way": "网上可以买到"}),
    ("reply_partly_granted", {"withheld_parts": [WITHHELD, {**WITHHELD, "reason": "涉及商业秘密"}]}),
    ("reply_partly_granted", {"withheld_parts": [{**WITHHELD, "ground": "law_forbids"}]}),
    (
        "reply_partly_granted",
        {
            "withheld_parts": [
                {**WITHHELD, "ground": "law_forbids", "reason": "依《云南省采购办法》第三条不得公开单价"}
            ]
        },
    ),
]
THIN = [
    ("reply_denied_process", {"reasoning": "该稿尚未经过会议讨论"}),
    ("reply_denied_law_forbids", {"forbidding_law": "气象灾害防御规定"}),
    ("reply_already_public", {"items": [{"name": "补贴标准", "access": "https://www.lf.gov.cn"}]}),
    ("reply_not_responsible", {"reasoning": "该名单由村民张伟（家住示例村3组12号）所在的村民委员会编制并保存"}),
    ("reply_not_responsible", {"reasoning": "该表由市自然资源局征收中心制作并保存", "responsible_known": "no"}),
    ("reply_granted", {"items": [{"name": "村民李明因确诊白血病的救助审批表", "carrier": "纸质"}]}),
]  # fmt: skip


def states(name, changes):
    kind = Catalogue().kind(name)
    case = Circumstances(outcome=OUTCOME_OF.get(name, ""))
    found = check_letter(kind, kind.sample_facts() | changes, case)
    return {check.code: check for check in found if check.state is not State.OK}


@pytest.mark.parametrize(("name", "changes"), EMPTY)
def test_empty_words_are_refused_beside_their_fact(name, changes):
    found = states(name, changes)
    assert found["substance"].state is State.REFUSED
    assert {problem.fact for problem in found["substance"].problems} <= set(changes)


@pytest.mark.parametrize(("name", "changes"), THIN)
def test_what_is_doubtful_is_for_whoever_signs(name, changes):
    found = states(name, changes)
    assert list(found) == ["doubts"]
    assert found["doubts"].state is State.CONFIRM


@pytest.mark.parametrize("kind", list(Catalogue()), ids=lambda kind: kind.kind)
def test_the_sample_of_every_kind_passes(kind):
    assert not {"substance", "doubts", "own_remedy", "result"} & set(states(kind.kind, {}))


@pytest.mark.parametrize(
    "row", [row for row in OUTCOMES.values() if row.remedy_class == "Q"], ids=lambda row: row.code
)
def test_every_refusal_is_weighed(row):
    weighed = {*REASONS, *LAWS, "reply_denied_state_secret"}
    assert row.letter_kind in weighed

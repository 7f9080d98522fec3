"""Guided judgement (逐步判断): 补不补、是不是、谁负责、有没有、给不给、怎么给, each with its article.

Which outcome the answers make is said by the decision table bpmn/disclosure/judgement.dmn; what follows from an outcome
by `app.law.outcomes`. 怎么答 is the conclusion itself.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.law.earlier_acts import Earlier
from app.law.errors import InvalidInput

OPEN = "open"
Answers = Mapping[str, str]


@dataclass(frozen=True)
class Option:
    """One answer. `goes_on`: the next question is asked; `needs`: what must be on record, else it is not offered."""

    value: str
    words: str
    article: str = ""
    goes_on: bool = False
    needs: Earlier | None = None

    @property
    def label(self) -> str:
        return f"{self.words}（{self.article}）" if self.article else self.words


@dataclass(frozen=True)
class Question:
    """One step. `proof`: what the record must show for the answer."""

    key: str
    step: str
    title: str
    proof: str
    options: tuple[Option, ...]


WITHHELD = (
    Option("state_secret", "依法确定为国家秘密", "第十四条", True),
    Option("law_forbids", "法律、行政法规禁止公开", "第十四条", True),
    Option("safety_stability", "公开后可能危及国家安全、公共安全、经济安全、社会稳定", "第十四条", True),
    Option("third_party", "涉及商业秘密、个人隐私，公开会损害第三方合法权益", "第十五条", True),
    Option("internal_affairs", "内部事务信息", "第十六条第一款", True),
    Option("process", "过程性信息", "第十六条第二款", True),
    Option("enforcement_file", "行政执法案卷信息", "第十六条第二款", True),
)
GIVING = (Option("provide", "提供该信息，或者告知获取的方式、途径", "第三十六条第二项"),
          Option("already_public", "已经主动公开，告知获取方式、途径", "第三十六条第一项"))  # fmt: skip
DIVIDING = (Option("separate", "能够区分：提供可以公开的部分", "第三十七条"),
            Option("whole", "不能区分：没有可以单独提供的部分", "第三十七条"))  # fmt: skip
QUESTIONS = (
    Question(
        "clear", "补不补", "申请内容是否明确",
        "名称、文号或者便于查询的特征（第二十九条）。不明确而没有补正过的，先告知补正，不得直接答复不存在（第三十条）",
        (Option("clear", "明确", "第二十九条第二款", True),
         Option("still_unclear", "补正后仍不明确", "第三十条", needs=Earlier.CLARIFIED)),
    ),
    Question(
        "nature", "是不是", "所要求的是不是政府信息公开申请",
        "是否为行政机关在履行行政管理职能过程中制作或者获取、以一定形式记录和保存的信息（第二条）；重复申请的，前次答复已送达",
        (Option("information", "是政府信息公开申请", "第二条", True),
         Option("consultation", "不是政府信息，或者属于咨询", "第二条"),
         Option("petition", "信访、举报、投诉", "第三十九条第一款"),
         Option("publication", "要求提供公开出版物", "第三十九条第二款"),
         Option("special", "依专门规定查询", "第三十六条第七项"),
         Option("reissue", "要求确认或者重新出具已获取的信息", "第二条、第三十八条"),
         Option("repeated", "重复申请", "第三十六条第六项", needs=Earlier.REPLIED_BEFORE)),
    ),
    Question(
        "holder", "谁负责", "由谁负责公开",
        "由谁制作，或者由谁最初获取和保存（第十条）；能确定负责机关的，写明名称和联系方式",
        (Option("us", "本机关负责公开", "第十条", True), Option("other", "不属于本机关负责公开", "第三十六条第五项")),
    ),
    Question(
        "existence", "有没有", "信息是否存在",
        "检索记录：范围、方法、关键词和结果；没有检索记录的，不能答复不存在（第三十六条第四项）",
        (Option("held", "存在", "", True),
         Option("none", "经检索不存在", "第三十六条第四项", needs=Earlier.SEARCHED),
         Option("needs_making", "没有现成信息，需要加工、分析", "第三十八条")),
    ),
    Question(
        "openness", "给不给", "能不能公开",
        "保密审查和公开属性审查（第十七条）；涉及第三方的，已书面征求意见（第三十二条）；以公开为原则（第十三条）",
        (Option(OPEN, "可以公开", "第十三条", True), *WITHHELD),
    ),
    Question("giving", "怎么给", "怎样提供", "可以提供的，已添加附件；不予公开的，能够区分的应当区分处理（第三十七条）",
             (*GIVING, *DIVIDING)),
)  # fmt: skip
KEYS = tuple(one.key for one in QUESTIONS)
SCREENED = ("clear", "nature", "holder")
"""Asked at 受理审查 (第三十条、第三十六条第五项、第三十九条); the others need a search."""


def question(key: str) -> Question:
    """Raises InvalidInput for a key that no question has."""
    found = next((one for one in QUESTIONS if one.key == key), None)
    if found is None:
        raise InvalidInput("没有这个问题")
    return found


def options_of(asked: Question, answers: Answers) -> tuple[Option, ...]:
    """怎么给 depends on 给不给: what is open is provided or already public, what is withheld is divided or not."""
    if asked.key != "giving":
        return asked.options
    return GIVING if answers.get("openness") == OPEN else DIVIDING


def offered(asked: Question, answers: Answers, on_record: Collection[Earlier]) -> tuple[Option, ...]:
    """Without those whose earlier act is not on record."""
    return tuple(one for one in options_of(asked, answers) if one.needs is None or one.needs in on_record)


def way(answers: Answers) -> tuple[tuple[Question, Option | None], ...]:
    """The questions that these answers lead through, the first open one last."""
    found: list[tuple[Question, Option | None]] = []
    for asked in QUESTIONS:
        chosen = _chosen(asked, answers)
        found.append((asked, chosen))
        if chosen is None or not chosen.goes_on:
            break
    return tuple(found)


def next_question(answers: Answers, keys: Collection[str] = KEYS) -> Question | None:
    """What is still to be asked of these questions; None when the answers make an outcome, or all of them are given."""
    asked, chosen = way(answers)[-1]
    return asked if chosen is None and asked.key in keys else None


def kept(answers: Answers) -> dict[str, str]:
    """The answers that count: what stood behind another answer has fallen away."""
    return {asked.key: chosen.value for asked, chosen in way(answers) if chosen is not None}


def going_on(answers: Answers) -> dict[str, str]:
    """The answers at 受理审查 that lead on to the next question: what a request has answered that is accepted."""
    return {
        asked.key: chosen.value
        for asked, chosen in way(answers)
        if chosen is not None and chosen.goes_on and asked.key in SCREENED
    }


def answered(answers: Answers, key: str, value: str, on_record: Collection[Earlier]) -> dict[str, str]:
    """The answers with one more, in its turn or in place of an earlier one. Raises InvalidInput beside `answer`."""
    asked = question(key)
    if asked not in [one for one, _chosen_one in way(answers)]:
        raise InvalidInput(fields={"answer": "请先回答前面的问题"})
    if value not in [one.value for one in offered(asked, answers, on_record)]:
        raise InvalidInput(fields={"answer": f"请选择：{asked.title}"})
    return kept({**_before(asked, answers), key: value})


def _before(asked: Question, answers: Answers) -> dict[str, str]:
    """An earlier answer changed asks all that lies behind it anew."""
    return {key: answers[key] for key in KEYS[: KEYS.index(asked.key)] if key in answers}


def _chosen(asked: Question, answers: Answers) -> Option | None:
    value = answers.get(asked.key, "")
    return next((one for one in options_of(asked, answers) if one.value == value), None)

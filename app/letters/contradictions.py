"""Reasons must not say what the decision does not say: another article, another result, another remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.law.citations import articles_named, articles_of_the_regulation
from app.law.outcomes import OUTCOMES, Outcome
from app.letters.catalogue import LetterKind
from app.letters.circumstances import Circumstances
from app.letters.errors import Problem
from app.letters.written import argued, own_words

GROUNDS_OF_REFUSAL = frozenset({14, 15, 16})
ANY_GROUND = "QE"  # 第三十七条: what is withheld in part may rest on any of them
REFUSES = re.compile(
    r"(?:依法|决定|本机关|因此|故|应当?|对此|属于|所以)[^。；，]{0,8}?不(?:予|宜|能|得|应当?)?公开|不予公开[。；]?$|"
    r"(?<!不)(?<!是否)属于[^。；，]{0,6}?(?:国家秘密|商业秘密|个人隐私|过程性信息|内部事务信息|行政执法案卷信息)"
)
NOT_THERE = re.compile(
    r"(?:信息|材料|文件|记录|档案|资料)(?:均|并|都|已)?不存在|本机关(?:均|并|从)?未(?:制作|获取|保存)"
)
REMEDY = re.compile(r"复议|诉讼|起诉|法院")
COMPLAINS = re.compile(r"不服|异议|收到本|不满")
OTHER_ACT = re.compile(r"对(?!本|该|上述|此)[^，。；]{2,40}?(?:不服|有异议)")
SENTENCE = re.compile(r"[。；\n]")


def article_problems(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    """The articles of the decision are named where the clerk writes them, and those of another refusal are not."""
    if (decided := OUTCOMES.get(case.outcome)) is None:
        return
    wanted = articles_of_the_regulation(decided.article)
    basis = str(facts.get("legal_basis") or "") if "legal_basis" in kind.facts else ""
    if basis and not wanted <= articles_named(basis):
        yield Problem(
            "legal_basis", "wrong_article", f"处理结果为“{decided.title}”，依据应含{decided.article}"
        )
    if decided.remedy_class == ANY_GROUND:
        return
    for name, text in own_words(kind, facts):
        for number in sorted((articles_of_the_regulation(text) & GROUNDS_OF_REFUSAL) - wanted):
            yield Problem(name, "wrong_article", f"处理结果为“{decided.title}”，不应引用条例第{number}条")


def result_problems(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    """Reasons that tell another result than the decision."""
    if (decided := OUTCOMES.get(case.outcome)) is None:
        return
    for name, text in argued(kind, facts):
        for sentence in SENTENCE.split(text):
            if wrong := _other_result(decided, sentence):
                yield Problem(
                    name,
                    "contradiction",
                    f"处理结果为“{decided.title}”，{kind.facts[name].title}却写有“{wrong}”",
                )


def _other_result(decided: Outcome, sentence: str) -> str:
    may_refuse = decided.remedy_class in ("Q", "QE")
    found = NOT_THERE.search(sentence) if may_refuse else REFUSES.search(sentence)
    return found.group() if found else ""


def remedy_problems(kind: LetterKind, facts: Mapping[str, Any], case: Circumstances) -> Iterator[Problem]:
    """The system writes the remedy; a second sentence about it in the reasons can only differ."""
    if not kind.carries_remedy:
        return
    for name, text in argued(kind, facts):
        if any(_tells_remedy(sentence) for sentence in SENTENCE.split(text)):
            title = kind.facts[name].title
            yield Problem(name, "own_remedy", f"{title}中写有复议、诉讼的告知，救济告知由系统写入，请删去")


def _tells_remedy(sentence: str) -> bool:
    """What concerns another act than this letter (a penalty, a contract) is no remedy of this letter."""
    return bool(REMEDY.search(sentence) and COMPLAINS.search(sentence) and not OTHER_ACT.search(sentence))

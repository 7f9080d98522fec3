"""Whether whoever agrees to a doubtful text says anything of the case: more than assent, more than the doubt once more.

条例第十四条至第十六条: a thin reason is answered for by a person with facts; 同意签发 at any length is none.
"""

import re
from collections.abc import Iterable

from app.law.substance import ANYWHERE, bare

ASSENT = (
    "同意", "签发", "发出", "制发", "已阅", "审阅", "审核", "核对", "核实", "核查", "复核", "看过", "通读", "全文",
    "答复书", "告知书", "正文", "文稿", "文本", "原文", "无误", "属实", "正确", "准确", "充分", "充足", "成立", "接受",
    "认可", "没问题", "没有问题", "问题", "疑点", "疑问", "提示", "系统", "提醒", "符合", "要求", "清楚", "明确",
    "说明", "写明", "如上", "以上", "上述", "如下", "认真", "仔细", "意见", "办理", "处理", "可行", "合理", "妥当",
    "适当", "已经", "本人", "确认", "确实", "所述", "其中", "这些", "这个", "之处", "存在", "表述", "拟稿", "承办",
    "我", "已", "经", "过", "按", "照", "办", "请", "拟", "确", "均", "都", "很", "可", "无", "此",
)  # fmt: skip
SHARED = 4  # characters of a run that only says the doubt once more
SAYING = 4  # different characters that are left when something is said
HANZI = re.compile(r"[一-龥]")


def answers_doubts(text: str, doubts: Iterable[str]) -> bool:
    """Whether these words answer for what in the text was doubted."""
    left = bare(text)
    for doubt in map(bare, doubts):
        left = _without_runs_of(left, doubt)
    for phrase in sorted((*ASSENT, *ANYWHERE), key=len, reverse=True):
        left = left.replace(phrase, "")
    return len(set(HANZI.findall(left))) >= SAYING


def _without_runs_of(text: str, other: str) -> str:
    """The text without each longest run that stands in the other as well."""
    kept, place = "", 0
    while place < len(text):
        end = place
        while end < len(text) and text[place : end + 1] in other:
            end += 1
        if end - place < SHARED:
            kept, end = kept + text[place], place + 1
        place = end
    return kept

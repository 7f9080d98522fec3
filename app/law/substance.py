"""Whether words say anything: reasons that only repeat the article, laws that cannot forbid, ways without an address.

条例第十四条至第十六条、第三十六条: whoever refuses gives the reason of this case; the article alone is none.
"""

import re
import unicodedata
from enum import Enum

NOTHING = frozenset(
    {
        "", "无", "没有", "暂无", "同上", "略", "不详", "不影响", "不适用", "无影响", "无理由", "见上", "如上",
        "见附件", "同意", "已阅",
        "拟同意", "属实", "情况属实", "可以", "是", "否", "无异议", "无意见", "符合规定", "依法办理",
        "按规定办理", "请审", "请审核",
    }
)  # fmt: skip
LITTLE, THIN = 6, 12  # characters left when the words of the article are taken away
ANYWHERE = (
    "中华人民共和国", "政府信息公开条例", "条例", "依法", "依据", "依照", "根据", "按照", "规定", "不予公开",
    "可以不予公开", "不公开",
    "予以公开", "公开后", "公开会", "公开", "本机关", "行政机关", "决定", "该信息", "上述信息", "所申请的信息",
    "申请的信息", "政府信息",
    "信息", "申请人", "申请", "可能", "属于", "因此", "因为", "所以", "由于", "经审查", "经研究", "经核实",
    "经衡量", "认为", "有关", "相关",
    "内容", "情形", "不会", "没有", "对此", "应当", "或者", "以及", "造成", "产生", "影响", "损害", "不利于",
    "不利", "不宜", "不能", "不得",
    "理由", "原因", "情况", "涉及", "具体", "详见", "法律", "法规", "行政法规", "规章", "工作", "开展", "正常",
    "的", "了", "是", "为",
    "等", "将", "会", "对", "其", "此", "该", "故", "因", "后", "和", "与", "及", "在", "并", "经", "不", "被",
    "由", "所", "之",
)  # fmt: skip
OF_ARTICLE = {
    "denied_state_secret": ("国家秘密", "保守国家秘密法", "确定", "保密"),
    "denied_law_forbids": ("禁止", "禁止公开"),
    "denied_safety_stability": ("危及", "危害", "国家安全", "公共安全", "经济安全", "社会稳定", "安全", "稳定", "秩序"),
    "denied_third_party": (
        "商业秘密", "个人隐私", "第三方", "合法权益", "权益", "公共利益", "重大", "同意", "征求", "意见",
        "书面", "隐私", "秘密", "侵犯",
    ),
    "denied_internal_affairs": (
        "内部事务", "人事管理", "后勤管理", "内部工作流程", "工作流程", "内部管理", "内部", "方面", "事务",
        "管理", "流程",
    ),
    "denied_process": (
        "履行行政管理职能过程中", "形成", "讨论记录", "过程稿", "磋商信函", "请示报告", "过程性", "履行",
        "行政管理职能", "过程中", "职能",
    ),
    "denied_enforcement_file": ("行政执法案卷", "执法案卷", "案卷", "行政执法", "执法"),
    "needs_making": ("现有", "加工", "分析", "需要", "现成", "制作", "重新", "提供"),
    "not_responsible": ("负责", "职责范围", "职责", "范围", "职权"),
    "still_unclear": ("明确", "补正", "仍", "清楚", "指向"),
    "not_information": (
        "履行行政管理职能", "履行", "行政管理", "职能", "制作", "获取", "一定形式", "记录", "保存", "咨询",
        "第二条", "处理",
    ),
    "excessive": ("数量", "频次", "明显", "超过", "合理范围", "合理", "大量", "反复"),
}  # fmt: skip
PARTLY = "partly_granted"
GROUNDS = {
    "state_secret": "denied_state_secret", "law_forbids": "denied_law_forbids",
    "safety_stability": "denied_safety_stability", "third_party": "denied_third_party",
    "internal_affairs": "denied_internal_affairs", "process": "denied_process",
    "enforcement_file": "denied_enforcement_file", "not_information": "not_information",
}  # fmt: skip
"""The ground of a withheld part → the outcome of the whole that rests on the same article."""


class Weight(Enum):
    """How much words weigh: enough, so little that somebody answers for it, or nothing."""

    ENOUGH = "enough"
    LITTLE = "little"
    NONE = "none"


def is_argued(outcome: str) -> bool:
    """Whether a decision rests on an argument, so that its reason must say more than its article."""
    return outcome in OF_ARTICLE


def says_nothing(text: str) -> bool:
    """A filler in place of words: 无, 略, 不影响, 同意, a dash."""
    return bare(text) in NOTHING


def weight_of_reason(text: str, outcome: str) -> Weight:
    """What a reason says beyond the words of the article on which the decision rests."""
    left = bare(text)
    if left in NOTHING:
        return Weight.NONE
    left = re.sub(r"第[〇一二三四五六七八九十百0-9]+[条款项]", "", left)
    for phrase in sorted((*OF_ARTICLE.get(outcome, ()), *ANYWHERE), key=len, reverse=True):
        left = left.replace(phrase, "")
    if len(left) < LITTLE:
        return Weight.NONE
    return Weight.LITTLE if len(left) < THIN else Weight.ENOUGH


def bare(text: str) -> str:
    """What a text says: its letters and figures alone, half-width."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


PLACES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|"
    "四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
LOCAL = re.compile(
    rf"^(?:{PLACES})|^(?!城市|地市)[一-龥]{{2,8}}?(?:省|自治区|自治州|自治县|[州市县](?!级|场|域|容|政|区|民|长))"
)
LAW = re.compile(r"(?<![办做])法典?(?:[(（][^)）]*[)）])?$")
REGULATION = re.compile(r"条例(?:[(（][^)）]*[)）])?$")
MAYBE = re.compile(r"(?:规定|办法|细则|决定|解释)(?:[(（][^)）]*[)）])?$")


def weight_of_law(title: str) -> Weight:
    """第十四条: only a law or an administrative regulation forbids; judged by the title.

    行政法规 are called 条例, 规定 or 办法 (行政法规制定程序条例第五条). Departments and local governments may not call
    a rule of theirs 条例, a local congress may: a place in the title tells. 办法 and 规定 may be either, so
    somebody answers for them. 通知, 意见 and the like never forbid.
    """
    name = re.sub(r"[\s《》“”]", "", unicodedata.normalize("NFKC", title))
    if LAW.search(name):
        return Weight.ENOUGH
    if not name or LOCAL.search(name):
        return Weight.NONE
    if REGULATION.search(name):
        return Weight.ENOUGH
    return Weight.LITTLE if MAYBE.search(name) else Weight.NONE


ADDRESS = re.compile(r"(?:https?://|www\.)[\w.-]+\.[A-Za-z]{2,}[^\s，。；、）]*", re.ASCII)
FRONT_PAGE = re.compile(r"(?:https?://)?[\w.-]+/?(?:index\.\w+)?$", re.ASCII)
SITE = re.compile(r"网站|网上|网页|门户|平台|公众号|互联网|官网|APP", re.IGNORECASE)
PLACE = re.compile(
    r"[路街道巷镇乡村区][^，。；]{0,12}?\d+号|\d+楼|\d+室|\d+号窗口|查阅[点室处]|档案馆|图书馆|"
    r"政务服务(?:中心|大厅)|公报[^，。；]{0,16}[期号]|[科室处股](?:查阅|查询|领取|索取)"
)


def weight_of_way(text: str) -> Weight:
    """第三十六条第一项: an address that opens the information, or a place where it is read.

    A front page is little; a site without its address is nothing.
    """
    text = unicodedata.normalize("NFKC", text)
    addresses = ADDRESS.findall(text)
    if any(not FRONT_PAGE.match(address) for address in addresses) or (PLACE.search(text) and not addresses):
        return Weight.ENOUGH
    return Weight.LITTLE if addresses else Weight.NONE


HOLDER = re.compile(
    r"由(?!本)[^，。；]{2,24}?(?:局|政府|委员会|办公室|中心|厅|院|公司|站|所)[^，。；]{0,12}?(?:制作|保存|获取|掌握)"
)


def names_a_holder(text: str) -> bool:
    """Whether a reason says who made or keeps the information: then that organ is known (第三十六条第五项)."""
    return bool(HOLDER.search(text))


def names_a_site_without_address(text: str) -> bool:
    """请在门户网站查询: whoever reads it does not know where."""
    return bool(SITE.search(text)) and weight_of_way(text) is Weight.NONE

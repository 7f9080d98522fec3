"""Texts as long as real ones: thirty pages of GB/T 9704 (22 lines of 28 signs), no two paragraphs alike."""

import random

SIGNS_ON_A_PAGE = 22 * 28
SUBJECTS = (
    "农村宅基地",
    "公共租赁住房",
    "耕地地力保护补贴",
    "农村公路",
    "学前教育",
    "医疗救助",
    "燃气安全",
    "乡村建设",
)
ACTORS = (
    "乡镇人民政府",
    "自然资源局",
    "村民委员会",
    "申请人",
    "财政局",
    "审批机关",
    "市场监督管理局",
    "便民服务中心",
)
ACTS = (
    "受理申请",
    "实地核查",
    "公示结果",
    "出具意见",
    "拨付资金",
    "建立台账",
    "告知理由",
    "组织验收",
    "移送线索",
)
TIMES = ("三个工作日内", "五个工作日内", "每季度末", "当日", "年度终了后", "收到材料之日起十日内")


def thirty_pages(seed: int = 1, pages: int = 30) -> str:
    """Articles until the pages are full."""
    luck, articles, signs = random.Random(seed), [], 0
    while signs < pages * SIGNS_ON_A_PAGE:
        said = "；".join(_sentence(luck) for _ in range(luck.randint(2, 4)))
        articles.append(f"第{len(articles) + 1}条　{said}。")
        signs += len(articles[-1])
    return "\n".join(articles)


def edited(text: str, seed: int = 2, share: float = 0.3) -> str:
    """Another version: a share of the articles says something else, some are gone, some are new."""
    luck, changed = random.Random(seed), []
    for article in text.splitlines():
        lot = luck.random()
        if lot < share:
            changed.append(
                article.replace("内", "以内", 1).replace("局", "主管部门", 1) + _sentence(luck) + "。"
            )
        elif lot < share + 0.05:
            changed.append(f"新增条款　{_sentence(luck)}。")
        elif lot > 0.95:
            continue
        else:
            changed.append(article)
    return "\n".join(changed)


def _sentence(luck: random.Random) -> str:
    subject, actor, other = luck.choice(SUBJECTS), luck.choice(ACTORS), luck.choice(ACTORS)
    return (
        f"{subject}的{luck.choice(ACTS)}由{actor}负责，{other}应当在{luck.choice(TIMES)}{luck.choice(ACTS)}"
    )

"""Names of persons in a text: which words may be one, one that is masked as it should be, and what points to one.

Names have no check digit: what is found here is a doubt, never a certainty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤普起李者自罗纳施柳祁殷鲁倪温庞樊兰"
    "申耿牛翟安颜牟岳骆俞柏舒饶晏苗鲍齐康伍关华左阮季褚娄甘窦项祝盛童欧"
)
NAME = rf"(?:欧阳|上官|司马|诸葛|司徒|慕容|皇甫|[{SURNAMES}])[一-龥]{{1,2}}?"
NOT_IN_NAMES = r"(?![一-龥]{0,2}[病症癌炎血压镇乡村县州市省局府院校司社])"
BEFORE = r"(?:^|(?<=[^一-龥])|(?<=[为是由给向对与和户民人者生工的员]))"
LIVES = r"(?:家?住(?!院|房|宅|建|户|所|宿)|居住于|现居)"
PLACE = r"(?:号|室|组|栋|幢|单元|村)"
LINK = r"[，,、(（]?\s*"
HOME = rf"{LINK}(?:系|为)?(?:{LIVES}|住址)[^。；\n]{{0,30}}?{PLACE}"
HOME_OF = rf"{LIVES}[^。；，\n]{{2,30}}?{PLACE}的"
FALLS_ILL = rf"{LINK}(?:因|经|身|被)?(?:患(?!者)(?:有)?|罹患|确诊|诊断为|身患)[一-龥]{{1,12}}"
MORE_OF_THE_PERSON = r"(?:[^。；\n]{0,30}?[，,、]\s*)?"
DESCRIBED = (
    ("姓名和住址", re.compile(rf"{BEFORE}{NOT_IN_NAMES}({NAME}){HOME}")),
    ("姓名和住址", re.compile(rf"{HOME_OF}{NOT_IN_NAMES}({NAME})(?![一-龥])")),
    ("姓名和病情", re.compile(rf"{BEFORE}{NOT_IN_NAMES}({NAME}){MORE_OF_THE_PERSON}{FALLS_ILL}")),
)
MASKED_NAME = re.compile(rf"{BEFORE}[{SURNAMES}]×{{1,2}}(?![×年月日号时分元件条款章节〔])")
MASKED_DIGITS = re.compile(r"(?<=[0-9]{3})[×xX]{2,}(?=[0-9]{2})|(?<=[0-9]{3})×{6,}|×{2,}(?=[0-9]{4})")


def persons_described(text: str) -> Iterator[tuple[str, str]]:
    """(what is told, the surname with the rest hidden) of each person whose home or illness the text tells."""
    for what, pattern in DESCRIBED:
        for found in pattern.finditer(text):
            yield what, f"{found.group(1)[0]}××"


def without_masks(text: str) -> str:
    """The text without what is masked as it should be (李××, 139××××5678): there nothing is left to fill in."""
    return MASKED_DIGITS.sub("某", MASKED_NAME.sub("某", text))

"""Numbers in Chinese texts: 1,234 and １２３ and 三十二 are numbers too."""

import re
from decimal import Decimal

DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
TENS = {"十": 10, "百": 100, "千": 1000}
WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
NUMERAL = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万]+)"
"""One number, as part of a pattern over a text made narrow (`narrow`)."""


def narrow(text: str) -> str:
    """The same text, digits in one width."""
    return text.translate(WIDE)


def value_of(numeral: str) -> Decimal:
    """The number that a match of NUMERAL means."""
    if re.match(r"\d", numeral):
        return Decimal(re.sub(r"[,，]", "", numeral))
    return Decimal(_chinese(numeral))


def _chinese(numeral: str) -> int:
    if "万" in numeral:
        high, _, low = numeral.partition("万")
        return (_chinese(high) or 1) * 10000 + _chinese(low)
    if not any(sign in TENS for sign in numeral):
        return int("".join(str(DIGITS[sign]) for sign in numeral) or "0")
    total, digit = 0, 0
    for sign in numeral:
        if sign in TENS:
            total += (digit or 1) * TENS[sign]
            digit = 0
        else:
            digit = DIGITS[sign]
    return total + digit

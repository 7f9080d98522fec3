"""Numbers that point to a person, however they are written: a letter to one citizen must not carry those of another.

条例第十五条；个人信息保护法第二十八条. What a number is, its check digit tells or the words before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from datetime import date

NUMERALS = str.maketrans("零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两", "00012345678912345678912")
SEPARATOR = r"[ \t,.;:·•・_/\\~—–-]"
S = SEPARATOR + "{1,2}"
ANY = SEPARATOR + "{0,2}"
END = r"(?![0-9A-Za-z])"
IDENTITY = re.compile(rf"(?<![0-9A-Za-z])\d(?:{ANY}\d){{16}}{ANY}[0-9Xx]{END}")
OLD_IDENTITY = re.compile(rf"(?<![0-9A-Za-z])(?:\d{{15}}|\d{{6}}{S}\d{{6}}{S}\d{{3}}|\d(?:{S}\d){{14}}){END}")
MOBILE = re.compile(
    rf"(?:(?<!\d)|(?<=\+86)|(?<=\+86[ -])|(?<=\(86\)))1[3-9]"
    rf"(?:\d{{9}}|\d{S}\d{{4}}{S}\d{{4}}|\d{S}\d{{3}}{S}\d{{5}}|\d\d{S}\d{{4}}{S}\d{{3}}"
    rf"|\d\d{S}\d{{3}}{S}\d{{4}})(?!\d)"
    rf"|(?<!\d)1{S}[3-9](?:{S}\d){{9}}(?!\d)"
)
BANK_CARD = re.compile(
    rf"(?<!\d)(?:\d{{16,19}}|\d{{4}}(?:{S}\d{{4}}){{3}}(?:{S}\d{{1,3}})?|\d(?:{S}\d){{15,18}})(?!\d)"
)
NAMED = (  # the words before a number say what it is, whatever its digits are
    ("身份证件号码", r"身份证(?:件)?(?:号码?)?", rf"\d(?:{ANY}\d){{13,16}}{ANY}[0-9Xx]"),
    ("银行账号", r"(?:账号|帐号|账户|帐户|卡号|存折|银行卡)", rf"\d(?:{ANY}\d){{8,29}}"),
    ("社会保障号码", r"(?:社会?保障?(?:卡|号)|医保[卡号]|(?:个人|参保|保险)编号)", rf"[A-Za-z]?\d(?:{ANY}\d){{7,19}}"),
    ("证件号码", r"(?:护照|通行证|军官证|士兵证)", r"[^\W\d_]?[A-Za-z]{0,2}\d{6,9}"),
)  # fmt: skip
AFTER_NAME = r"[^0-9。;,，；]{0,12}?"
PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][ ·•・-]?"
    r"(?=[A-Z]{0,5}[0-9])[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![0-9A-Za-z])"
)
PROVINCES = frozenset(
    f"{region}{number}"
    for region, numbers in {
        1: "12345",
        2: "123",
        3: "1234567",
        4: "123456",
        5: "01234",
        6: "12345",
        7: "1",
        8: "123",
    }.items()
    for number in numbers
)
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def personal_numbers(text: str, own: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """(what it is, the number masked) for each number of a person in the text.

    Spaced, punctuated, full-width and Chinese numerals are read. `own`: numbers that may stand there, digits alone.
    """
    text = plain(text)
    found: dict[tuple[int, int], tuple[str, str]] = {}
    for what, span, number in _found_in(text):
        inside = any(start <= span[0] and span[1] <= end for start, end in found)
        if not inside and number not in own:
            found[span] = (what, _masked(number))
    yield from found.values()


def plain(text: str) -> str:
    """Full-width forms folded, Chinese numerals as digits, invisible signs dropped; every rule here reads this."""
    folded = unicodedata.normalize("NFKC", text)
    seen = "".join(sign for sign in folded if unicodedata.category(sign) != "Cf")
    return seen.translate(NUMERALS)


def _found_in(text: str) -> Iterator[tuple[str, tuple[int, int], str]]:
    for what, pattern, holds in PATTERNS:
        for match in pattern.finditer(text):
            if holds(number := _bare(match.group())):
                yield what, match.span(), number
    for what, words, digits in NAMED:
        for match in re.finditer(rf"{words}{AFTER_NAME}({digits}){END}", text):
            yield what, match.span(1), _bare(match.group(1))


def _bare(number: str) -> str:
    return re.sub(r"[\W_]", "", number).upper()


def _is_identity(number: str) -> bool:
    """By place, day of birth and check character of GB 11643."""
    total = sum(weight * int(digit) for weight, digit in zip(IDENTITY_WEIGHTS, number[:17], strict=True))
    return _was_born(number[:2], number[6:14]) and "10X98765432"[total % 11] == number[17]


def _is_old_identity(number: str) -> bool:
    """Fifteen digits, as they were given until 1999: the year of birth without its century."""
    return _was_born(number[:2], f"19{number[6:12]}")


def _was_born(province: str, day: str) -> bool:
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return province in PROVINCES


def _passes_luhn(digits: str) -> bool:
    doubled = [int(digit) * 2 if place % 2 else int(digit) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _always(number: str) -> bool:
    return True


PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("身份证件号码", IDENTITY, _is_identity),
    ("身份证件号码", OLD_IDENTITY, _is_old_identity),
    ("手机号码", MOBILE, _always),
    ("银行账号", BANK_CARD, _passes_luhn),
    ("车辆号牌", PLATE, _always),
)


def _masked(number: str) -> str:
    return number[:3] + "…" + number[-2:]

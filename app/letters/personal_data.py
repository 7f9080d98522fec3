"""Numbers that point to a person: a letter to one citizen must not carry those of another.

条例第十五条；个人信息保护法第二十八条.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
BANK_CARD = re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)")
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘ－　", "0123456789X- ")


def personal_numbers(text: str) -> Iterator[tuple[str, str]]:
    """(what it is, the number masked) for every identity, mobile or bank card number in the text."""
    text = text.translate(FULL_WIDTH)
    for found in IDENTITY.finditer(text):
        if _is_identity(found.group()):
            yield "身份证件号码", _masked(found.group())
    for found in MOBILE.finditer(text):
        yield "手机号码", _masked(found.group())
    for found in BANK_CARD.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if not _is_identity(digits) and _passes_luhn(digits):
            yield "银行账号", _masked(digits)


def _is_identity(number: str) -> bool:
    """By the check character of GB 11643."""
    if len(number) != 18:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(IDENTITY_WEIGHTS, number[:17], strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def _passes_luhn(digits: str) -> bool:
    doubled = [int(digit) * 2 if place % 2 else int(digit) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _masked(number: str) -> str:
    return number[:3] + "…" + number[-2:]

"""Checks of what an applicant writes about himself: identity card, mobile number, social credit code.

GB 11643 (identity numbers), GB 32100 (unified social credit codes). A wrong check digit is a typing error,
not a reason to refuse a request: the faces show the sentence beside the field.
"""

import re
from collections.abc import Callable
from datetime import date

from app.law.errors import InvalidInput

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_LANDLINE = r"(\(0[0-9]{2,3}\)|（0[0-9]{2,3}）|0[0-9]{2,3}-?)[1-9][0-9]{6,7}(-[0-9]{1,6})?"
_EXTENSION = r"(转|分机|-|,|，|[Ee][Xx][Tt]\.?|#)[0-9]{1,6}"
_SERVICE = r"[48]00-?[0-9]{3}-?[0-9]{4}|[48]00-?[0-9]{4}-?[0-9]{3}"
_SHORT = r"12[0-9]{3}|100[0-9]{2}|9[56][0-9]{3,4}"  # 电信网码号：12345、955xx、96xxx
_NEAR = r"85[23]-?[2-9][0-9]{7}|886-?[2-9][0-9]{7,8}"  # 港澳台, written without its plus sign
_DASHES = str.maketrans("‐‑‒–—―−－", "--------")
_ABROAD = (
    r"(\+|00)(?!86)[1-9][0-9-]{6,16}"  # ITU-T E.164: at most fifteen digits with the code of the country
)
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_EMAIL = rf"{_ATOM}(\.{_ATOM})*@([A-Za-z0-9]([A-Za-z0-9-]{{0,61}}[A-Za-z0-9])?\.)+[A-Za-z]{{2,63}}"


class InvalidIdentityNumber(InvalidInput):
    code = "invalid_identity_number"
    message = "居民身份证号码有误"


class InvalidMobileNumber(InvalidInput):
    code = "invalid_mobile_number"
    message = "手机号码有误"


class InvalidCreditCode(InvalidInput):
    code = "invalid_credit_code"
    message = "统一社会信用代码有误"


def check_identity_number(text: str, today: date | None = None) -> str:
    """The 18-character number in capitals; `today` bounds the day of birth. Raises InvalidIdentityNumber."""
    number = re.sub(r"\s", "", text).upper()
    if len(number) != 18:
        raise InvalidIdentityNumber(f"居民身份证号码应为 18 位，现为 {len(number)} 位")
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", number):
        raise InvalidIdentityNumber("居民身份证号码应为17位数字加1位数字或X")
    born_on = _birthday(number)
    if born_on is None or born_on.year < 1890 or (today is not None and born_on > today):
        raise InvalidIdentityNumber("居民身份证号码中的出生日期有误")
    if identity_check_digit(number[:17]) != number[17]:
        raise InvalidIdentityNumber("居民身份证号码的校验位不符，请核对是否输错")
    return number


def identity_check_digit(body: str) -> str:
    """The check digit of the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _ID_WEIGHTS, strict=True))
    return _ID_CHECK[total % 11]


def check_mobile_number(text: str) -> str:
    """Eleven digits from 13 to 19; spaces, hyphens and +86 are dropped. Raises InvalidMobileNumber."""
    number = re.sub(r"[\s-]", "", text)
    number = re.sub(r"^(\+?86)(?=1[0-9]{10}$)", "", number)
    if not re.fullmatch(r"[0-9]+", number):
        raise InvalidMobileNumber("手机号码只能是数字")
    if len(number) != 11:
        raise InvalidMobileNumber(f"手机号码应为11位数字，现为{len(number)}位")
    if not re.fullmatch(r"1[3-9][0-9]{9}", number):
        raise InvalidMobileNumber("手机号码应以13至19开头")
    return number


def check_credit_code(text: str) -> str:
    """The 18-character code in capitals. Raises InvalidCreditCode."""
    code = re.sub(r"\s", "", text).upper()
    if len(code) != 18:
        raise InvalidCreditCode(f"统一社会信用代码应为 18 位，现为 {len(code)} 位")
    if any(character not in _CREDIT_ALPHABET for character in code):
        raise InvalidCreditCode("统一社会信用代码只能是数字和大写字母，不含I、O、S、V、Z")
    if credit_check_character(code[:17]) != code[17]:
        raise InvalidCreditCode("统一社会信用代码的校验位不符，请核对是否输错")
    return code


def credit_check_character(body: str) -> str:
    """The check character of the first seventeen."""
    total = sum(
        _CREDIT_ALPHABET.index(character) * weight
        for character, weight in zip(body, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_ALPHABET[-total % 31]


def is_mobile_number(text: str) -> bool:
    """Whether it is a mobile number of eleven digits."""
    return _passes(lambda: check_mobile_number(text))


def is_telephone(text: str) -> bool:
    """A mobile number, a landline with its area code, a service number (12345, 955xx, 400…), or one abroad (港澳台
    included) with its country code; an extension may follow."""
    number = re.sub(r"\s", "", text.translate(_DASHES))
    if number.startswith(("+", "00", "(+", "（+", "(00", "（00")):
        number = re.sub(r"[()（）]", "", number)
    number = re.sub(r"^(\+|00)86-?(?=0[1-9]|1[3-9]|[48]00)", "", number)
    forms = (_LANDLINE, _SERVICE, _SHORT, _NEAR, _ABROAD)
    is_one = any(re.fullmatch(rf"({form})({_EXTENSION})?", number) is not None for form in forms)
    return is_one or is_mobile_number(number)


def is_email(text: str) -> bool:
    """Whether it has the form of an address; whether it exists only a letter can tell."""
    return len(text) <= 254 and re.fullmatch(_EMAIL, text.strip()) is not None


def _passes(check: Callable[[], str]) -> bool:
    try:
        check()
    except InvalidInput:
        return False
    return True


def _birthday(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None

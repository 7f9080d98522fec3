"""Identity numbers, telephone numbers, credit codes. All numbers are made up to fit their check digits."""

from datetime import date

import pytest

from app.law import identity

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize("text", ["11010519491231002X", "11010519491231002x", " 110105 19491231 002X "])
def test_identity_numbers_are_read_in_capitals(text):
    assert identity.check_identity_number(text, TODAY) == "11010519491231002X"


def test_any_body_with_its_check_digit_fits():
    body = "53230119900101001"
    number = body + identity.identity_check_digit(body)
    assert identity.check_identity_number(number, TODAY) == number


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("110105194912310021", "校验位"),
        ("1101051949123100", "现为 16 位"),
        ("1101051949123100AX", "17位数字"),
        ("11010519491331002X", "出生日期"),
        ("11010520991231002X", "出生日期"),
    ],
)
def test_a_wrong_identity_number_is_explained(text, complaint):
    with pytest.raises(identity.InvalidIdentityNumber, match=complaint):
        identity.check_identity_number(text, TODAY)


@pytest.mark.parametrize("text", ["13800138000", "138 0013 8000", "+86 138-0013-8000", "8613800138000"])
def test_mobile_numbers_lose_their_ornaments(text):
    assert identity.check_mobile_number(text) == "13800138000"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("1380013800", "现为10位"),
        ("12800138000", "13至19"),
        ("1380013800a", "只能是数字"),
        ("", "只能是数字"),
    ],
)
def test_a_wrong_mobile_number_is_explained(text, complaint):
    with pytest.raises(identity.InvalidMobileNumber, match=complaint):
        identity.check_mobile_number(text)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("13800138000", True),
        ("0878-3389999", True),
        ("08783389999", True),
        ("（0878）3389999", True),
        ("0878-3389999-12", True),
        ("3389999", False),
        ("1234", False),
        ("0878-338", False),
    ],
)
def test_telephone_numbers(text, fits):
    assert identity.is_telephone(text) is fits


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("someone@example.gov.cn", True),
        ("a.b+c@example.com", True),
        ("someone@", False),
        ("a..b@c.cn", False),
        (".a@c.cn", False),
        ("@example.com", False),
        ("some one@example.com", False),
        ("someone@example", False),
        ("某人@example.com", False),
    ],
)
def test_email_addresses(text, fits):
    assert identity.is_email(text) is fits


def test_a_credit_code_fits_its_check_character():
    assert identity.check_credit_code("91350100M000100Y43") == "91350100M000100Y43"
    assert identity.check_credit_code("91350100m000100y43") == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("91350100M000100Y44", "校验位"),
        ("91350100M000100Y4", "现为 17 位"),
        ("91350100I000100Y43", "不含I"),
    ],
)
def test_a_wrong_credit_code_is_explained(text, complaint):
    with pytest.raises(identity.InvalidCreditCode, match=complaint):
        identity.check_credit_code(text)

"""Telephones as people really write them: at home, abroad, with an extension (the passport holder may apply too)."""

import pytest

from app.law.identity import is_telephone


@pytest.mark.parametrize(
    "text",
    ["13900000000", "+86 139 0000 0000", "0878-3122451", "0878-3122451转8012", "0878-3122451-12", "400-810-8888",
     "4008108888", "800-810-8888", "+44 20 7946 0958", "0085221234567", "+852 2123 4567", "+886-2-2345-6789",
     "+1 (202) 555-0100", "+86 0878-3122451"],
)  # fmt: skip
def test_is_one(text):
    assert is_telephone(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1387316662",
        "3122451",
        "+861390000000",
        "+",
        "00",
        "+44 20",
        "电话",
        "+123456789012345678",
        "转12",
    ],
)
def test_is_none(text):
    assert not is_telephone(text)

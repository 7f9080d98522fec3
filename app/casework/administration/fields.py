"""Field types that only administration needs: telephone, e-mail, postcode, code of a unit, login."""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from app.casework.contract.fields import Text
from app.law.channels import is_web_address


class Patterned(Text):
    """A text that follows a pattern when it is not empty."""

    pattern = re.compile(r".*")
    wrong = ""

    def fits(self, text: str) -> bool:
        """Whether it may be kept; `wrong` says why not."""
        return self.pattern.fullmatch(text) is not None

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text and not self.fits(text):
            raise ValidationError(self.wrong)
        return text


class Telephone(Patterned):
    """Numbers that can be dialled."""

    pattern = re.compile(r"[0-9+()（）、;；转 -]{5,60}")
    wrong = "电话只能有数字、空格、-、+、括号，例如 0878-1234567"


class Email(Patterned):
    """An address with a name, an @ and a host."""

    pattern = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
    wrong = "邮箱地址不完整，例如 name@example.gov.cn"


class WebAddress(Patterned):
    """A page that a browser opens."""

    wrong = "网址应以 http:// 或者 https:// 开头"

    def fits(self, text: str) -> bool:
        return is_web_address(text)


class Postcode(Patterned):
    pattern = re.compile(r"[0-9]{6}")
    wrong = "邮政编码为 6 位数字"


class UnitCode(Patterned):
    pattern = re.compile(r"[A-Z0-9]{1,12}(-[A-Z0-9]{1,12}){0,3}")
    wrong = "机构代码用大写字母、数字和短横线，例如 LF-ZRZY"

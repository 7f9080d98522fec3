"""Field types of forms, with Chinese titles and messages, for every page and for the API."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields

from app.casework.contract.typing_in import as_kept
from app.law.substance import says_nothing
from app.letters.facts import faults_of_words

REQUIRED = "请填写{title}"
TO_CHOOSE = "请选择{title}"
"""Where one of a list is asked for."""
LONGEST = 5000
MAX_INTEGER = 2**31 - 1
REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
LINE_BREAKS = frozenset("\n\r\t")


def is_row_id(text: str) -> bool:
    """Whether this is the id of a row that could exist."""
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_INTEGER))
    return digits and 1 <= int(text) <= MAX_INTEGER


def unprintable(text: str, *, multiline: bool = True) -> str | None:
    """The first character that no letter could print (control, bidi, private use, unassigned), or None."""
    for character in text:
        if multiline and character in LINE_BREAKS:
            continue
        if unicodedata.category(character) in REFUSED_CATEGORIES:
            return character
    return None


def told(title: str, widget: str, hint: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "widget": widget, "hint": hint, **more}


def sentences(title: str, wrong: str, asks: str = REQUIRED) -> dict[str, Any]:
    required = asks.format(title=title)
    return {"required": required, "null": required, "invalid": wrong, "invalid_string": wrong}


def enumerated(options: Mapping[str, str]) -> dict[str, Any]:
    """JSON Schema of one of these values, each with its Chinese title."""
    titles = [{"const": value, "title": label} for value, label in options.items()]
    return {"type": "string", "enum": list(options), "oneOf": titles} if options else {"type": "string"}


class Text(fields.String):
    """A text of bounded length, made one thing (typing_in.as_kept). Blank counts as missing.

    `quotes`: the words of an applicant, kept whatever signs they have; other texts are refused when no letter could
    print them. `is_number`: full-width digits become plain ones. `argues`: a filler (无、略、同意) is no answer.
    `for_letter`: a later act prints it in a letter as it is, so signs that no font has and gaps are refused here.
    """

    def __init__(self, title: str, *, maximum: int = 200, widget: str = "text", hint: str = "", required: bool = True,
                 quotes: bool = False, is_number: bool = False, argues: bool = False, for_letter: bool = False,
                 **options: Any) -> None:  # fmt: skip
        self.title, self.maximum, self.widget = title, maximum, widget
        self.quotes, self.is_number, self.argues, self.for_letter = quotes, is_number, argues, for_letter
        settings: dict[str, Any] = {"required": True} if required else {"load_default": ""}
        super().__init__(
            error_messages=sentences(title, f"{title}应为文字"),
            metadata=told(title, widget, hint, maximum=maximum, **options),
            **settings,
        )

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        text = self.as_kept(super()._deserialize(value, attr, data, **kwargs) or "")
        if self.required and not text:
            raise ValidationError(self.error_messages["required"])
        if fault := self.too_long(text):
            raise ValidationError(fault)
        if self.argues and text and says_nothing(text):
            raise ValidationError(f"{self.title}不能只写“{text}”，请写明具体内容")
        if not self.quotes and (bad := unprintable(text, multiline=self.widget == "textarea")):
            raise ValidationError(f"{self.title}中有无法打印的字符 U+{ord(bad):04X}，请删去")
        if self.for_letter and (faults := [words for _code, words in faults_of_words(self.title, text)]):
            raise ValidationError(f"{'；'.join(faults)}。这一项印入文书，请改正")
        return text

    def as_kept(self, text: str) -> str:
        """What was typed, in the form in which it is kept."""
        return as_kept(text, multiline=self.widget == "textarea", is_number=self.is_number)

    def too_long(self, text: str) -> str:
        """The sentence for a text beyond the maximum; empty for one that may be kept, at least as a draft."""
        length = len(text.replace("\r\n", "\n").strip())
        return f"{self.title}最多 {self.maximum} 字，现为 {length} 字" if length > self.maximum else ""

    def json_type(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.maximum}


class Choice(fields.String):
    """One of named options: value → Chinese label."""

    def __init__(self, title: str, options: Mapping[str, str], *, required: bool = True, hint: str = "",
                 widget: str = "radio", **more: Any) -> None:  # fmt: skip
        self.title, self.options = title, dict(options)
        settings: dict[str, Any] = {"required": True} if required else {"load_default": ""}
        super().__init__(
            error_messages={
                **sentences(title, f"请选择{title}"),
                "required": f"请选择{title}",
                "null": f"请选择{title}",
            },
            metadata=told(title, widget, hint, options=self.options, **more),
            **settings,
        )

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if not text and not self.required:
            return ""
        if text not in self.options:
            raise ValidationError(f"请选择{self.title}")
        return text

    def too_long(self, text: str) -> str:
        """As of a text: what is longer than any option is not kept even as a draft."""
        return f"请选择{self.title}" if len(text) > max(map(len, self.options)) else ""

    def json_type(self) -> dict[str, Any]:
        return enumerated(self.options if self.required else {"": "不选", **self.options})


class Day(fields.Date):
    """An office day, ISO form. An empty optional day is None."""

    def __init__(self, title: str, *, required: bool = True, hint: str = "", **more: Any) -> None:
        self.title = title
        settings: dict[str, Any] = (
            {"required": True} if required else {"load_default": None, "allow_none": True}
        )
        super().__init__(
            error_messages=sentences(title, f"{title}应为日期，如 2026-03-02"),
            metadata=told(title, "date", hint, **more),
            **settings,
        )

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        if value == "":
            if self.required:
                raise ValidationError(REQUIRED.format(title=self.title))
            return None
        day: date = super()._deserialize(value, attr, data, **kwargs)
        if not date(2000, 1, 1) <= day <= date(2099, 12, 31):
            raise ValidationError(f"{self.title}应在 2000 年至 2099 年之间")
        return day

    def json_type(self) -> dict[str, Any]:
        return {"type": "string" if self.required else ["string", "null"], "format": "date"}


class Whole(fields.Integer):
    """A whole number between bounds."""

    def __init__(self, title: str, *, minimum: int = 0, maximum: int = MAX_INTEGER, required: bool = True,
                 hint: str = "", asks: str = REQUIRED, **more: Any) -> None:  # fmt: skip
        self.title, self.minimum, self.maximum = title, minimum, maximum
        settings: dict[str, Any] = (
            {"required": True} if required else {"load_default": None, "allow_none": True}
        )
        super().__init__(
            error_messages=sentences(title, f"{title}应为整数", asks),
            metadata=told(title, "number", hint, minimum=minimum, maximum=maximum, **more),
            **settings,
        )

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        if value == "":
            if self.required:
                raise self.make_error("required")
            return None
        if isinstance(value, float) and not value.is_integer():
            raise self.make_error("invalid")  # marshmallow would cut the rest off
        number = super()._deserialize(value, attr, data, **kwargs)
        if number is not None and not self.minimum <= number <= self.maximum:
            raise ValidationError(f"{self.title}应在 {self.minimum} 至 {self.maximum} 之间")
        return number

    def json_type(self) -> dict[str, Any]:
        kind = "integer" if self.required else ["integer", "null"]
        return {"type": kind, "minimum": self.minimum, "maximum": self.maximum}


class Tick(fields.Boolean):
    """A check box. Not ticked is False; `must` makes ticking obligatory, with its own message."""

    def __init__(self, title: str, *, must: str = "", hint: str = "") -> None:
        self.title, self.must = title, must
        settings: dict[str, Any] = {"required": True} if must else {"load_default": False}
        super().__init__(
            error_messages={
                **sentences(title, f"{title}只能是“是”或“否”"),
                **({"required": must} if must else {}),
            },
            metadata=told(title, "checkbox", hint),
            **settings,
        )

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> bool:
        ticked = bool(super()._deserialize(value, attr, data, **kwargs))
        if self.must and not ticked:
            raise ValidationError(self.must)
        return ticked

    def json_type(self) -> dict[str, Any]:
        """What must be ticked is a constant: a program need not learn it from a refusal."""
        return {"type": "boolean", **({"const": True} if self.must else {})}

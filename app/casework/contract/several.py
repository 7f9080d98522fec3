"""Several answers out of named options."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import ValidationError, fields

from app.casework.contract.fields import LONGEST, enumerated, sentences, told

NUMBERED = re.compile(r"(?m)^\s*\d{1,2}[、.．)）]\s*(?=\D)")


def names_of_lines(typed: str) -> list[str]:
    """One entry a line, or parted by 、or commas, numbered or not; each once, in the order in which they stand."""
    parts = NUMBERED.sub("", typed).replace("、", "\n").replace("，", "\n").replace(",", "\n").splitlines()
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


class Several(fields.Field):
    """Any of named options: value → Chinese label. Loaded as a list in the order of the options, each once."""

    def __init__(self, title: str, options: Mapping[str, str], *, minimum: int = 1, maximum: int | None = None,
                 hint: str = "", **more: Any) -> None:  # fmt: skip
        self.title, self.options = title, dict(options)
        self.minimum, self.maximum = minimum, maximum or len(self.options)
        settings: dict[str, Any] = {"required": True} if minimum else {"load_default": list}
        asked = f"请选择{title}"
        super().__init__(
            error_messages={**sentences(title, asked), "required": asked, "null": asked},
            metadata=told(title, "checks", hint, options=self.options, **more),
            **settings,
        )

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> list[str]:
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.make_error("invalid")
        chosen = [one for one in value if one != ""]
        if not all(isinstance(one, str) and one in self.options for one in chosen):
            raise ValidationError(f"{self.title}中有不能选择的项，请重新选择")
        kept = [option for option in self.options if option in chosen]
        if len(kept) < self.minimum:
            raise ValidationError(
                f"请选择{self.title}" + (f"，至少 {self.minimum} 项" if self.minimum > 1 else "")
            )
        if len(kept) > self.maximum:
            raise ValidationError(f"{self.title}最多选 {self.maximum} 项，现为 {len(kept)} 项")
        return kept

    def json_type(self) -> dict[str, Any]:
        return {
            "type": "array", "items": enumerated(self.options), "uniqueItems": True,
            "minItems": self.minimum, "maxItems": self.maximum,
        }  # fmt: skip


class SeveralNamed(Several):
    """The same; programs may also send a text in which each option is named by value or label (`names_of_lines`)."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> list[str]:
        named = self._of_names(names_of_lines(value)) if isinstance(value, str) else value
        return super()._deserialize(named, attr, data, **kwargs)

    def _of_names(self, names: list[str]) -> list[str]:
        by_name = {label: value for value, label in self.options.items()} | {one: one for one in self.options}
        if unknown := [name for name in names if name not in by_name]:
            wrong = "、".join(f"“{name}”" for name in unknown)
            raise ValidationError(f"{wrong}不在可以选择的{self.title}之内，请核对名称")
        return [by_name[name] for name in names]

    def json_type(self) -> dict[str, Any]:
        return {"oneOf": [super().json_type(), {"type": "string", "maxLength": LONGEST}]}

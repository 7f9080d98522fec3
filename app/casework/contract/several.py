"""Several answers out of named options."""

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import ValidationError, fields

from app.casework.contract.fields import enumerated, sentences, told


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

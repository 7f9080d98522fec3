"""Files in a form: checked by content before they come here, kept in the act that completes the task."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields

from app.casework.contract.fields import sentences, told
from app.casework.papers.uploads import CheckedUpload

MOST_FILES = 10


class Files(fields.Field):
    """Up to `maximum` files that have passed `check_upload`. What the form's act gets are the case's documents.

    `reads`: they are texts of the case, so what they say is read and what was left in them refused (`materials`).
    """

    def __init__(
        self, title: str, *, minimum: int = 1, maximum: int = MOST_FILES, hint: str = "",
        reads: bool = False, **more: Any,
    ) -> None:  # fmt: skip
        self.title, self.minimum, self.maximum, self.reads = title, minimum, maximum, reads
        settings: dict[str, Any] = {"required": True} if minimum else {"load_default": list}
        asked = f"请选择{title}"
        super().__init__(
            error_messages={
                **sentences(title, f"{title}须作为文件上传（multipart/form-data）"),
                "required": asked,
                "null": asked,
            },
            metadata=told(title, "file", hint, multiple=maximum > 1, **more),
            **settings,
        )

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> list[CheckedUpload]:
        if not isinstance(value, list) or not all(isinstance(one, CheckedUpload) for one in value):
            raise self.make_error("invalid")
        if len(value) < self.minimum:
            raise ValidationError(
                f"请选择{self.title}" + (f"，至少 {self.minimum} 个" if self.minimum > 1 else "")
            )
        if len(value) > self.maximum:
            raise ValidationError(f"{self.title}最多 {self.maximum} 个文件，现为 {len(value)} 个")
        return value

    def json_type(self) -> dict[str, Any]:
        """Programs send the form as multipart/form-data, each file as a part of the field's name."""
        one = {"type": "string", "format": "binary", "contentMediaType": "application/octet-stream"}
        return {"type": "array", "items": one, "minItems": self.minimum, "maxItems": self.maximum}

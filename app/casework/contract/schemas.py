"""Base of all schemas, and their JSON Schema for programs."""

from collections.abc import Mapping
from typing import Any, ClassVar

from marshmallow import RAISE, Schema, ValidationError, validates_schema
from marshmallow.fields import Field

from app.casework.contract.tables import Rows


class OfficeSchema(Schema):
    """Refuses unknown fields, in Chinese.

    `members`: fields that this one form has beside those of its class. The library makes a class for them
    (`from_dict`) and looks through all that a class inherits, which takes longer than the rest of a form; what it
    reads of the class is `_declared_fields`, which may stand on the object as well.
    """

    error_messages: ClassVar[dict[str, str]] = {  # type: ignore[misc]  # marshmallow declares no ClassVar
        "unknown": "没有这一项",
        "type": "内容格式不对",
    }

    class Meta:
        unknown = RAISE

    def __init__(self, members: Mapping[str, Field] | None = None, **options: Any) -> None:
        if members is not None:
            self._declared_fields = {**self._declared_fields, **members}
        super().__init__(**options)


class ReturningSchema(OfficeSchema):
    """A form that may send the work back: then it needs a reason, and its other fields may stay blank.

    `returning` is the field that decides, and its value that sends back. The reason is the field `opinion`.
    """

    returning: ClassVar[tuple[str, str]] = ("decision", "send_back")
    reason_missing: ClassVar[str] = "退回修改的，请写明理由"
    kept_when_returning: ClassVar[frozenset[str]] = frozenset({"opinion", "signed_hash", "passage"})

    def load(self, data: Any, **options: Any) -> Any:
        if not self.returns(data):
            return super().load(data, **options)
        name, _value = self.returning
        kept = {key: data[key] for key in (name, *self.kept_when_returning) if data.get(key)}
        return super().load(kept, **{**options, "partial": True})

    def returns(self, data: Any) -> bool:
        """Whether this answer sends the work back."""
        name, value = self.returning
        return isinstance(data, Mapping) and data.get(name) == value

    @validates_schema
    def check_reason(self, data: Mapping[str, Any], **_options: Any) -> None:
        if self.returns(data) and not data.get("opinion"):
            raise ValidationError({"opinion": self.reason_missing})


def json_schema(schema: Schema) -> dict[str, Any]:
    """The schema as JSON Schema: types, required, enums with Chinese titles."""
    properties = {name: _property(field) for name, field in schema.fields.items()}
    required = [name for name, field in schema.fields.items() if field.required]
    return {"type": "object", "additionalProperties": False, "properties": properties, "required": required}


def _property(field: Any) -> dict[str, Any]:
    described: dict[str, Any] = {"title": field.metadata.get("title", field.name)}
    if field.metadata.get("hint"):
        described["description"] = field.metadata["hint"]
    if isinstance(field, Rows):
        rows = {"type": "array", "items": json_schema(field.row), "maxItems": field.maximum}
        return {**described, **rows, "minItems": field.minimum}
    return {**described, **field.json_type()}

"""Forms that nobody has explained are filled in from their JSON Schema."""

import random
from datetime import date

from app.demo.filling import filled

TODAY = date(2026, 3, 2)
SCHEMA = {
    "properties": {
        "decision": {"type": "string", "enum": ["approve", "default"]},
        "days": {"type": "integer", "minimum": 5, "maximum": 20},
        "on": {"type": "string", "format": "date"},
        "until": {"type": ["string", "null"], "format": "date"},
        "sure": {"type": "boolean"},
        "word": {"type": "string", "maxLength": 2},
    },
    "required": ["decision", "days", "on", "sure"],
}


def test_required_fields_get_values_that_the_schema_allows():
    values = filled(SCHEMA, {}, random.Random(1), TODAY)
    assert values.pop("decision") in ("approve", "default")
    assert values == {"days": 5, "on": "2026-03-02", "sure": True}


def test_what_is_known_stays_and_what_is_unknown_to_the_form_goes():
    values = filled(SCHEMA, {"days": 7, "stranger": 1}, random.Random(1), TODAY)
    assert values["days"] == 7
    assert "stranger" not in values


def test_optional_fields_are_filled_when_a_refusal_named_them():
    values = filled(SCHEMA, {}, random.Random(1), TODAY, also=["until", "word", "nowhere"])
    assert (values["until"], values["word"]) == ("2026-03-02", "演示")

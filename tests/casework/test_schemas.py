"""The base of all forms: fields of one form alone stand beside those of its class, and touch no other form."""

import pytest
from marshmallow import ValidationError

from app.casework.contract.fields import Choice, Text, Whole
from app.casework.contract.schemas import OfficeSchema, ReturningSchema


class NamedSchema(OfficeSchema):
    name = Text("名称", maximum=10)


def test_a_form_has_the_fields_of_its_class_and_its_own():
    schema = NamedSchema({"way": Choice("去向", {"a": "甲"})})
    assert list(schema.fields) == ["name", "way"]
    assert schema.load({"name": "某某", "way": "a"}) == {"name": "某某", "way": "a"}
    with pytest.raises(ValidationError) as refused:
        schema.load({"name": "某某", "way": "b", "more": "1"})
    assert set(refused.value.messages) == {"way", "more"}


def test_its_own_field_stands_for_that_of_its_class():
    assert NamedSchema({"name": Text("名称", required=False)}).load({}) == {"name": ""}


def test_no_other_form_of_the_class_has_them():
    members = {"way": Text("去向")}
    first = NamedSchema(members)
    assert list(NamedSchema().fields) == list(NamedSchema({}).fields) == ["name"]
    assert first.fields["way"] is not members["way"]


def test_what_the_class_checks_is_checked():
    schema = ReturningSchema(
        {"decision": Choice("意见", {"send_back": "退回"}), "opinion": Text("意见", required=False)}
    )
    with pytest.raises(ValidationError) as refused:
        schema.load({"decision": "send_back"})
    assert refused.value.messages == {"opinion": ReturningSchema.reason_missing}


@pytest.mark.parametrize("given", [5, "5", 5.0])
def test_a_whole_number_is_taken_as_pages_and_programs_write_it(given):
    assert OfficeSchema.from_dict({"days": Whole("工作日")})().load({"days": given}) == {"days": 5}


@pytest.mark.parametrize("given", [5.5, "5.5", True, 4.999999])
def test_part_of_a_number_is_never_cut_off(given):
    with pytest.raises(ValidationError) as refused:
        OfficeSchema.from_dict({"days": Whole("工作日")})().load({"days": given})
    assert refused.value.messages == {"days": ["工作日应为整数"]}

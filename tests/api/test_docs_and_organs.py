"""The page of the API says what its document says, and clients find the organs' codes."""

import pytest

from app.api.schema_rows import rows_of
from tests.support.browsing import Browser

pytestmark = pytest.mark.database


@pytest.fixture
def page(client, app):
    return Browser(client).get("/api/docs")


def test_every_operation_stands_there_with_its_parameters_bodies_and_answers(client, page):
    document = client.get("/api/v1/openapi.json").json
    for path, operations in document["paths"].items():
        for method in {"get", "post", "put", "delete"} & set(operations):
            told = operations[method]
            (section,) = page.tree.xpath(f"//section[@id='{told['operationId']}']")
            words = section.text_content()
            assert path in words
            assert all(one["name"] in words for one in told.get("parameters", ()))
            assert all(status in words for status in told["responses"])
            for body in told.get("requestBody", {}).get("content", {}).values():
                assert all(name in words for name in body["schema"].get("properties", ()))


def test_every_shape_that_is_pointed_at_stands_there(page):
    pointed = {address for address in page.tree.xpath("//a/@href") if address.startswith("#")}
    assert pointed
    assert pointed <= {f"#{one}" for one in page.tree.xpath("//@id")}


def test_members_are_told_under_their_path_with_what_they_may_hold():
    b = {"type": "object", "properties": {"b": {"type": "string", "maxLength": 5}}}
    words = [{"const": "x", "title": "甲"}, {"type": "null"}]
    c = {"type": ["string", "null"], "enum": ["x", None], "oneOf": words}
    d = {"oneOf": [{"$ref": "#/components/schemas/Case"}, {"type": "null"}]}
    members = {"a": {"type": "array", "items": b}, "c": c, "d": d}
    schema = {"type": "object", "required": ["a"], "properties": members}
    rows = {row.path: row for row in rows_of(schema)}
    assert list(rows) == ["a", "a[].b", "c", "d"]
    assert (rows["a"].is_required, rows["a[].b"].bounds) == (True, "最长 5")
    assert (rows["c"].type, rows["c"].values) == ("文本，可为空", (("x", "甲"),))
    assert (rows["d"].shape, rows["d"].type) == ("Case", "对象，可为空")


def test_organs_and_their_codes_are_listed_without_sections(client, county):
    organs = {one["code"]: one for one in client.get("/api/v1/organs").json["organs"]}
    assert organs["LF"]["above"] == "CX"
    assert organs["LF-ZRZY"]["name"] == "禄丰市自然资源局"
    assert "LF-ZG" not in organs, "a section acts in no name of its own"

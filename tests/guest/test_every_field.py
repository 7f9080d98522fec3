"""Every kind of field on the page and by the API: what is right is kept, what is wrong stands beside its field."""

import io
from uuid import uuid4

import jsonschema_rs
import pytest
from lxml import html
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from app import create_app
from app.casework.contract.errors import CardRefused
from app.casework.contract.fields import Text
from app.casework.contract.schemas import OfficeSchema, json_schema
from app.casework.contract.tables import Rows
from app.casework.models import Document, FormDraft
from app.casework.work import work_items
from app.database import db
from app.office.people import find_person
from tests.api.caller import Caller
from tests.desk.conftest import Browser, DeskOffice
from tests.guest.every_field import every_field
from tests.guest.visitor_pass import Visit, open_visit
from tests.support import databases
from tests.support.office import paper
from tests.support.settings import settings_for

GOOD = {
    "reason": "商谈档案移交", "at": "2026-03-03T09:30", "topics": ["water", "archives"], "host": "clerk2",
    "unit": "LF-ZRZY", "companions": [{"name": "来访人乙", "age": "40"}, {"name": "来访人丙", "age": ""}], "told": "1",
}  # fmt: skip
KEPT = "2026-03-03T09:30:00+08:00|None|archives,water|来访人乙、来访人丙|受理乙|LF-ZRZY|"


@pytest.fixture(scope="module")
def application(tmp_path_factory):
    folder = tmp_path_factory.mktemp("every")
    made = create_app(settings_for(folder, f"sqlite:///{folder / 'guest.db'}"), guests=[every_field])
    with made.app_context():
        databases.fill(made)
    return made


@pytest.fixture
def office(application):
    """A visit is announced, and its form waits."""
    with application.app_context():
        driver = DeskOffice()
        organ_id = find_person("clerk").appointments[0].unit_id
        announced = driver.run(open_visit, driver.person("clerk"), organ_id=organ_id, visitor="来访人甲")
        driver.number = announced["number"]
        driver.do_claim("clerk", "T_fill")
        yield driver
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def clerk(application, office):
    return Browser(application.test_client(), office, "clerk")


@pytest.fixture
def program(application, office):
    return Caller(application.test_client(), now=office.now)


def flat(values):
    """As a browser sends it."""
    sent = MultiDict()
    for name, value in values.items():
        if name == "companions":
            for number, row in enumerate(value):
                sent.update({f"companions.{number}.{column}": typed for column, typed in row.items()})
        elif isinstance(value, list):
            sent.setlist(name, value)
        else:
            sent[name] = value
    return sent


def post(clerk, office, act, *files, **values):
    item = office.item("T_fill").id
    data = MultiDict([*flat({**GOOD, **values}).items(multi=True), ("form_key", str(uuid4()))])
    if not files:
        return clerk.post(f"/desk/tasks/{item}/{act}", data)
    chosen = [("proof", FileStorage(io.BytesIO(content), name)) for name, content in files]
    boundary, body = encode_multipart(MultiDict([*data.items(multi=True), *chosen]))
    return clerk.post(
        f"/desk/tasks/{item}/{act}", body, content_type=f"multipart/form-data; boundary={boundary}"
    )


def complete(program, office, **values):
    return program.call(
        "POST", f"/tasks/{office.item('T_fill').id}/complete", "clerk", json={**GOOD, **values}
    )


def said(office):
    db.session.rollback()
    return db.session.get_one(Visit, office.case.id).reason


def beside(answer, name):
    """The sentence below a field, and the link to it at the top."""
    page = html.fromstring(answer.text)
    assert page.xpath(f"//a[@href='#f-{name}']"), name
    assert len(page.xpath(f"//*[@id='f-{name}']")) == 1
    return page.get_element_by_id(f"f-{name}-error").text_content().strip()


def test_the_page_keeps_every_kind_of_answer(office, clerk):
    answer = post(clerk, office, "complete", ("介绍信.pdf", paper("介绍信")))
    assert answer.status_code == 302, answer.text
    assert said(office) == KEPT + "True介绍信.pdf"
    [document] = db.session.query(Document).filter_by(case_id=office.case.id)
    assert (document.purpose, document.origin) == ("proof", "office")


def test_the_api_keeps_every_kind_of_answer(office, program):
    answer = complete(program, office)
    assert answer.status_code == 200, answer.json
    assert said(office) == KEPT


def test_the_api_takes_files_of_a_form(office, program):
    sent = [*flat(GOOD).items(multi=True), ("proof", FileStorage(io.BytesIO(paper("介绍信")), "介绍信.pdf"))]
    boundary, body = encode_multipart(MultiDict(sent))
    answer = program.call("POST", f"/tasks/{office.item('T_fill').id}/complete", "clerk", data=body,
                          content_type=f"multipart/form-data; boundary={boundary}")  # fmt: skip
    assert answer.status_code == 200, answer.json
    assert said(office) == KEPT + "True介绍信.pdf"


def test_a_file_of_an_unknown_name_is_refused_not_dropped(office, program):
    sent = [*flat(GOOD).items(multi=True), ("letter", FileStorage(io.BytesIO(paper("介绍信")), "介绍信.pdf"))]
    boundary, body = encode_multipart(MultiDict(sent))
    answer = program.call("POST", f"/tasks/{office.item('T_fill').id}/complete", "clerk", data=body,
                          content_type=f"multipart/form-data; boundary={boundary}")  # fmt: skip
    assert answer.json["fields"] == {"letter": "没有名为 letter 的文件项"}


WRONG = [
    ({"at": "后天上午"}, "at", "来访时间应为日期和时间，如 2026-03-02 09:30"),
    ({"at": "2026-02-30T09:30"}, "at", "来访时间应为日期和时间，如 2026-03-02 09:30"),
    ({"at": "1899-01-01T09:30"}, "at", "来访时间应在 2000 年至 2099 年之间"),
    ({"at": ""}, "at", "请填写来访时间"),
    ({"topics": []}, "topics", "请选择商谈内容"),
    ({"topics": ["archives", "gold"]}, "topics", "商谈内容中有不能选择的项，请重新选择"),
    ({"topics": ["archives", "roads", "water"]}, "topics", "商谈内容最多选 2 项，现为 3 项"),
    ({"host": "leader"}, "host", "请选择接待人"),
    ({"unit": "YX"}, "unit", "请选择接待单位"),
    ({"companions": [{"name": "乙"}, {"name": "", "age": "7"}]}, "companions.1.name", "请填写姓名"),
    ({"companions": [{"name": "乙", "age": "七"}]}, "companions.0.age", "年龄应为整数"),
    ({"companions": [{"name": name} for name in "乙丙丁戊"]}, "companions", "同行人员最多 3 行，现为 4 行"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "field", "sentence"), WRONG)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(office, clerk, values, field, sentence):
    answer = post(clerk, office, "complete", **values)
    assert answer.status_code == 422
    assert beside(answer, field) == sentence
    assert "商谈档案移交" in answer.text
    assert office.open_nodes() == {"T_fill"}


@pytest.mark.parametrize(("values", "field", "sentence"), WRONG)
def test_the_api_says_the_same_by_field(office, program, values, field, sentence):
    answer = complete(program, office, **values)
    assert (answer.status_code, answer.json["fields"]) == (422, {field: sentence})


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03-03 09:30",
        "2026-3-3 9:30",
        "2026-03-03T09：30",
        "2026-03-03T01:30:00Z",
        "2026-03-03T09:30:00+08:00",
    ],
)
def test_a_moment_may_be_typed_where_the_browser_has_no_control_for_it(office, program, typed):
    assert complete(program, office, at=typed).status_code == 200
    assert said(office) == KEPT


@pytest.mark.parametrize("nonsense", [5, None, {}, [], ["x"], [[]], [None], "x", True])
@pytest.mark.parametrize("name", ["at", "topics", "companions", "host", "unit", "proof"])
def test_nonsense_of_every_type_is_refused_in_form(office, program, name, nonsense):
    if (name, nonsense) in [("companions", []), ("proof", []), ("unit", "")]:
        return
    answer = complete(program, office, **{name: nonsense})
    assert answer.status_code == 422, answer.json
    assert next(iter(answer.json["fields"])).startswith(name)


def test_rows_come_and_go_without_losing_what_was_typed(office, clerk):
    page = html.fromstring(post(clerk, office, "rows", row_act="companions:add").text)
    assert [page.get_element_by_id(f"f-companions.{n}.name").value for n in range(3)] == [
        "来访人乙",
        "来访人丙",
        "",
    ]
    assert page.get_element_by_id("f-at").value == "2026-03-03T09:30"
    assert page.xpath("//input[@name='topics'][@checked]/@value") == ["archives", "water"]
    assert not page.xpath("//button[@value='companions:add']")  # three rows are the most

    page = html.fromstring(post(clerk, office, "rows", row_act="companions:remove:0").text)
    assert page.get_element_by_id("f-companions.0.name").value == "来访人丙"
    assert office.open_nodes() == {"T_fill"}


@pytest.mark.parametrize(
    "act", ["", "x", "companions:remove:99", "companions:remove:²", "reason:add", "companions:"]
)
def test_a_strange_row_act_changes_nothing(office, clerk, act):
    answer = post(clerk, office, "rows", row_act=act)
    assert answer.status_code == 200
    assert "来访人乙" in answer.text
    assert "来访人丙" in answer.text


def test_the_return_key_never_adds_or_removes_a_row_nor_decides(office, clerk):
    form = html.fromstring(clerk.case().text).xpath("//form[contains(@class, 'task-form')]")[0]
    first = form.xpath(".//button[@type='submit']")[0]
    assert first.get("formaction").endswith("/draft")
    assert first.get("name") == "save"


def test_a_draft_keeps_answers_rows_and_files(office, clerk):
    answer = post(clerk, office, "draft", ("介绍信.pdf", paper("介绍信")), save="1")
    assert answer.status_code == 302
    kept = db.session.query(FormDraft).filter_by(work_item_id=office.item("T_fill").id).one().data
    assert (kept["topics"], kept["companions"]) == (["water", "archives"], GOOD["companions"])
    page = html.fromstring(clerk.case().text)
    assert page.get_element_by_id("f-companions.1.name").value == "来访人丙"
    [note] = page.xpath("//input[@name='kept.proof']/@value")
    assert post(clerk, office, "complete", **{"kept.proof": note}).status_code == 302
    assert said(office) == KEPT + "True介绍信.pdf"


def test_a_good_file_need_not_be_chosen_again_when_another_field_was_wrong(office, clerk):
    answer = post(clerk, office, "complete", ("介绍信.pdf", paper("介绍信")), at="")
    assert answer.status_code == 422
    [note] = html.fromstring(answer.text).xpath("//input[@name='kept.proof']/@value")
    assert post(clerk, office, "complete", **{"kept.proof": note}).status_code == 302
    assert said(office) == KEPT + "True介绍信.pdf"


def test_a_bad_file_is_named_beside_its_field(office, clerk):
    answer = post(clerk, office, "complete", ("x.pdf", b"no pdf"))
    assert answer.status_code == 422
    assert "不能上传" in beside(answer, "proof")


def test_who_was_slower_reads_rows_and_answers_in_words(office, application):
    item = office.item("T_fill")
    slow = Browser(application.test_client(), office, "clerk")
    office.run(work_items.complete, office.person("clerk"), case_id=item.case_id, item_id=item.id, data=GOOD)
    answer = slow.post(f"/desk/tasks/{item.id}/complete", flat(GOOD))
    assert answer.status_code == 409
    assert "水利、档案" in answer.text
    assert "来访人乙　40" in answer.text


def test_the_json_schema_says_types_required_and_titles(office, program):
    form = program.call("GET", f"/tasks/{office.item('T_fill').id}", "clerk").json["form"]
    told = form["properties"]
    assert set(form["required"]) == {"reason", "at", "topics", "host", "told"}
    assert (told["at"]["type"], told["at"]["format"]) == ("string", "date-time")
    assert told["topics"]["items"]["oneOf"][0] == {"const": "archives", "title": "档案"}
    assert told["companions"]["items"]["required"] == ["name"]
    assert {"const": "LF-ZRZY", "title": told["unit"]["oneOf"][-1]["title"]} in told["unit"]["oneOf"]
    assert "clerk2" in told["host"]["enum"]
    assert told["told"]["const"] is True
    answer = {**GOOD, "companions": [{"name": "乙", "age": 40}], "told": True}
    assert jsonschema_rs.is_valid(form, answer)
    assert not jsonschema_rs.is_valid(form, {**answer, "host": "leader"})


def test_a_table_in_a_table_is_refused_when_the_form_is_declared():
    inner = OfficeSchema({"a": Text("甲")})
    outer = OfficeSchema({"rows": Rows("表", inner)})
    with pytest.raises(CardRefused):
        Rows("外表", outer)
    assert json_schema(outer)["properties"]["rows"]["maxItems"] == 60

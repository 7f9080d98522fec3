import pytest

from app.web.fields import Choice, FieldView, new_form_key

KINDS = [
    "text",
    "textarea",
    "select",
    "date",
    "email",
    "tel",
    "password",
    "file",
    "checkbox",
    "datetime-local",
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_label_and_its_error_beside_it(render, kind):
    view = FieldView("reason", "延期理由", error="请写明延期理由", hint="不超过一段", type=kind)
    page = render("fields.html", "field(f)", f=view)
    control = page.get_element_by_id("f-reason")
    assert page.xpath("//label[@for='f-reason']")
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby") == "f-reason-hint f-reason-error"
    assert "请写明延期理由" in page.get_element_by_id("f-reason-error").text_content()


def test_a_dict_does_as_well_as_a_view(render):
    page = render("fields.html", "field(f)", f={"name": "title", "label": "名称", "value": "甲"})
    assert page.get_element_by_id("f-title").get("value") == "甲"


def test_typed_text_is_kept_and_escaped(render):
    typed = '<b>"甲"</b>\n第二行'
    page = render("fields.html", "field(f)", f=FieldView("a", "甲", typed, type="textarea"))
    assert page.get_element_by_id("f-a").text.lstrip("\n") == typed
    page = render("fields.html", "field(f)", f=FieldView("a", "甲", '"><script>x</script>'))
    assert page.get_element_by_id("f-a").get("value") == '"><script>x</script>'


def test_a_password_is_never_sent_back(render):
    page = render("fields.html", "field(f)", f=FieldView("p", "密码", "secret", type="password"))
    assert page.get_element_by_id("f-p").get("value") == ""


def test_long_text_is_counted_but_never_cut(render):
    page = render("fields.html", "field(f)", f=FieldView("a", "甲", "字", type="textarea", maxlength=500))
    assert page.get_element_by_id("f-a").get("maxlength") is None
    assert page.xpath("//*[@data-count-for='f-a']/@data-limit") == ["500"]


def test_radio_tiles_keep_the_choice_and_the_clause(render):
    choices = (Choice("granted", "予以公开", "第三十六条（二）"), Choice("denied", "不予公开", disabled=True))
    view = FieldView("outcome", "答复类型", "granted", type="radio", choices=choices)
    page = render("fields.html", "field(f)", f=view)
    assert page.xpath("//input[@checked]/@value") == ["granted"]
    assert page.xpath("//input[@disabled]/@value") == ["denied"]
    assert page.xpath("//label[@for='f-outcome']/small/text()") == ["第三十六条（二）"]


def test_check_tiles_keep_several_answers(render):
    view = FieldView("ways", "途径", ["post"], type="checks", choices=(("post", "邮寄"), ("mail", "邮件")))
    page = render("fields.html", "field(f)", f=view)
    assert page.xpath("//input[@checked]/@value") == ["post"]


def test_a_table_names_each_row_and_button_for_those_who_hear_it(render):
    inner = FieldView("people.0.name", "姓名", error="请填写姓名")
    view = FieldView("people", "同行人员", type="rows", lines=[[inner]], lines_action="/rows", most_lines=2)
    page = render("fields.html", "field(f)", f=view)
    assert page.xpath("//div[@role='group']/@aria-label") == ["同行人员第 1 行"]
    assert page.get_element_by_id("f-people.0.name-error").text_content().strip() == "请填写姓名"
    acts = [(one.get("value"), one.get("formaction")) for one in page.xpath("//button[@name='row_act']")]
    assert acts == [("people:remove:0", "/rows#f-people"), ("people:add", "/rows#f-people")]


def test_a_table_that_is_full_offers_no_further_row(render):
    view = FieldView("people", "同行人员", type="rows", lines=[[]], lines_action="/rows", most_lines=1)
    assert not render("fields.html", "field(f)", f=view).xpath("//button[@value='people:add']")


def test_a_select_asks_until_something_is_chosen(render):
    view = FieldView("unit", "单位", "", type="select", required=True, choices=((7, "财政局"),))
    assert render("fields.html", "field(f)", f=view).xpath("//option/text()") == ["请选择", "财政局"]
    view.value = "7"
    assert render("fields.html", "field(f)", f=view).xpath("//option[@selected]/text()") == ["财政局"]


def test_form_keys_are_long_and_never_the_same():
    keys = {new_form_key() for _ in range(100)}
    assert len(keys) == 100
    assert min(map(len, keys)) >= 20


@pytest.mark.parametrize(
    "choices", [((7, "财政局"),), (Choice("7", "财政局"),), ({"value": 7, "label": "财政局"},), ()]
)
def test_a_select_whose_value_is_not_offered_asks_and_preselects_nothing(render, choices):
    """A browser would mark the first choice, which nobody has chosen."""
    view = FieldView("unit", "单位", "8", type="select", required=True, choices=choices)
    page = render("fields.html", "field(f)", f=view)
    assert page.xpath("//option[1]/@value") == [""]
    assert page.xpath("//option[@selected]") == []

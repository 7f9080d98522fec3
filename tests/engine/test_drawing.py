import re

import pytest
from lxml import etree
from weasyprint import HTML

from app.engine.drawing import draw
from app.engine.errors import DiagramError
from tests.engine.helpers import DIAGRAMS, diagrams_of, request_case_in_signing, sign

SVG = {"svg": "http://www.w3.org/2000/svg"}
GREEN = "#2e8b57"


def drawn(name="small", file="small.bpmn", **options):
    return draw(diagrams_of(name).files[file], **options)


def parsed(svg):
    return etree.fromstring(svg.encode())


def all_files():
    return sorted(DIAGRAMS.glob("*/*.bpmn"))


@pytest.mark.parametrize("path", all_files(), ids=lambda path: path.stem)
def test_every_diagram_is_drawn_as_well_formed_svg(path):
    root = parsed(draw(path.read_bytes(), title=path.stem))
    assert root.tag.endswith("svg")
    assert len(root.get("viewBox").split()) == 4


@pytest.mark.parametrize("path", all_files(), ids=lambda path: path.stem)
def test_a_strict_content_security_policy_lets_it_pass(path):
    svg = draw(path.read_bytes(), notes={"T_check": "x"})
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|javascript:|href=|url\(", svg)


@pytest.mark.parametrize("path", all_files(), ids=lambda path: path.stem)
def test_every_node_is_there_once_with_its_name(path):
    diagrams = diagrams_of(path.parent.name)
    model = next(model for model in diagrams.models.values() if model.file == path.name)
    root = parsed(draw(path.read_bytes(), uid="d"))
    groups = [group.get("id") for group in root.iterfind(".//svg:g[@id]", SVG)]
    assert sorted(groups) == sorted(f"d-{node_id}" for node_id in model.nodes)
    text = "".join(root.itertext())
    for node in model.nodes.values():
        assert node.name in text


def group(svg, node_id):
    return parsed(svg).find(f".//svg:g[@id='bpmn-{node_id}']", SVG)


def test_states_differ_by_word_by_class_and_by_sign():
    svg = drawn(done=["T_check"], active=["T_decide"])
    done, active, todo = (group(svg, node_id) for node_id in ("T_check", "T_decide", "S_note"))
    assert [each.get("class") for each in (done, active, todo)] == [
        "bpmn-userTask is-done",
        "bpmn-userTask is-active",
        "bpmn-serviceTask is-todo",
    ]
    assert done.findtext("svg:title", namespaces=SVG) == "核对：已完成"
    assert active.findtext("svg:title", namespaces=SVG) == "决定：办理中"
    signs = [len(each.findall("svg:g/svg:circle[@r='8']", SVG)) for each in (done, active)]
    assert signs == [1, 1]
    assert etree.tostring(done) != etree.tostring(active)


def test_what_is_active_again_is_not_shown_as_done():
    assert "is-active" in group(drawn(done=["T_check"], active=["T_check"]), "T_check").get("class")


def test_only_the_flows_that_were_walked_are_coloured():
    svg = drawn(done=["G_check", "S_note", "E_refused"], taken=["f_G_check__S_note"])
    lines = parsed(svg).findall(".//svg:polyline", SVG)
    assert [line.get("stroke") for line in lines].count(GREEN) == 1


def test_the_way_of_a_case_is_coloured_in_both_diagrams():
    case = sign(request_case_in_signing("denied"), "unit_head")
    trail = case.run.trail()
    for name, active in (("request.bpmn", "CA_signing"), ("signing.bpmn", "T_sign_legal")):
        svg = draw(case.diagrams.files[name], done=trail.done, active=trail.active, taken=trail.taken)
        assert "is-active" in group(svg, active).get("class")
        assert GREEN in svg


def test_the_description_tells_the_same_in_words():
    svg = drawn(done=["E_begin", "T_check"], active=["T_decide"], title="小流程")
    assert parsed(svg).findtext("svg:desc", namespaces=SVG) == "已完成：开始、核对；办理中：决定"
    assert parsed(svg).findtext("svg:title", namespaces=SVG) == "小流程"


@pytest.mark.parametrize("path", all_files(), ids=lambda path: path.stem)
def test_no_id_is_read_aloud_where_a_node_has_no_name(path):
    read = {
        title.text.split("：")[0] for title in parsed(draw(path.read_bytes())).iterfind(".//svg:title", SVG)
    }
    ids = {
        node.id for model in diagrams_of(path.parent.name).models.values() for node in model.nodes.values()
    }
    assert read
    assert not read & ids


def test_a_note_is_written_above_its_node():
    svg = drawn(active=["T_decide"], notes={"T_decide": "承办人 · 剩 3 个工作日", "T_unknown": "x"})
    assert "承办人 · 剩 3 个工作日" in svg
    assert ">x<" not in svg


def test_two_drawings_on_a_page_keep_their_ids_apart():
    ids = [set(re.findall(r'id="([^"]+)"', drawn(uid=uid))) for uid in ("a", "b")]
    assert not ids[0] & ids[1]


def test_names_titles_and_notes_are_escaped():
    evil = "<script>alert(1)</script>\"'&amp;"
    data = diagrams_of("small").files["small.bpmn"].decode()
    data = data.replace('name="核对"', 'name="&lt;script&gt;alert(1)&lt;/script&gt;"')
    data = data.replace('name="受理岗"', 'name="&lt;b&gt;"').replace('name="齐全"', 'name="&lt;i&gt;"')
    svg = draw(data.encode(), title=evil, notes={"T_check": evil}, uid='u"><x')
    assert not re.search(r"<(script|b|i|x)[ >]", svg)
    assert parsed(svg).findtext("svg:title", namespaces=SVG) == evil


def test_everything_lies_inside_the_view():
    svg = drawn("request", "request.bpmn", notes={"T_register": "承办人姓名很长很长 · 剩 13 个工作日"})
    x, y, width, height = map(float, parsed(svg).get("viewBox").split())
    for shape in parsed(svg).iter("{http://www.w3.org/2000/svg}rect"):
        left, top = float(shape.get("x")), float(shape.get("y"))
        assert x <= left <= left + float(shape.get("width")) <= x + width
        assert y <= top <= top + float(shape.get("height")) <= y + height


def test_a_long_name_is_wrapped_and_made_smaller_to_fit():
    long = "对拟公开信息进行保密审查并征求第三方以及其他有关行政机关的意见后提出处理建议"
    data = diagrams_of("small").files["small.bpmn"].decode().replace('name="决定"', f'name="{long}"')
    texts = group(draw(data.encode()), "T_decide").findall("svg:text", SVG)
    assert "".join(text.text for text in texts) == long
    assert len(texts) * float(texts[0].get("font-size")) * 1.24 < 80


def test_a_gateway_and_an_interrupting_event_differ_from_the_others():
    svg = drawn("reminder", "reminder.bpmn")
    assert "stroke-dasharray" in etree.tostring(group(svg, "BT_warn")).decode()
    assert "stroke-dasharray" not in etree.tostring(group(svg, "BT_over")).decode()


@pytest.mark.parametrize("data", [b"<a/>", b"not xml", b"<!DOCTYPE a><a/>"])
def test_what_is_no_diagram_is_refused(data):
    with pytest.raises(DiagramError):
        draw(data)


def test_a_position_that_is_no_number_is_refused():
    data = diagrams_of("small").files["small.bpmn"].replace(b'x="', b'x="?', 1)
    with pytest.raises(DiagramError, match="不是数字"):
        draw(data)


def test_weasyprint_prints_it():
    assert HTML(string=drawn("request", "request.bpmn", done=["T_register"])).write_pdf().startswith(b"%PDF-")

"""The drawing part (DI): what is executed must be what is seen."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree

from app.engine.findings import Finding
from app.engine.rules.sheets import Context, Sheet
from app.engine.safe_xml import NAMESPACES


def check_picture(sheet: Sheet, context: Context) -> Iterator[Finding]:
    """Every node, lane and participant has a shape, every flow an edge, and nothing else is drawn."""
    shapes = {shape.get("bpmnElement", ""): shape for shape in sheet.each("bpmndi:BPMNShape")}
    edges = {edge.get("bpmnElement", ""): edge for edge in sheet.each("bpmndi:BPMNEdge")}
    boxes = [
        element.get("id", "") for tag in ("participant", "lane") for element in sheet.each(f"bpmn:{tag}")
    ]
    boxes += [node_id for model in sheet.models for node_id in model.nodes]
    arrows = [flow_id for model in sheet.models for flow_id in model.flows]
    for element_id in boxes:
        if element_id not in shapes:
            yield sheet.found(element_id, "没有画在图上（缺少图形信息）")
        elif not _has_bounds(shapes[element_id]):
            yield sheet.found(element_id, "图形的位置或大小无效")
    for flow_id in arrows:
        if flow_id not in edges:
            yield sheet.found(flow_id, "连线没有画在图上（缺少图形信息）")
        elif not _has_points(edges[flow_id]):
            yield sheet.found(flow_id, "连线的折点无效")
    for element_id in (shapes.keys() - set(boxes)) | (edges.keys() - set(arrows)):
        fault = "画在图上，但不会执行" if element_id in sheet.ids else "图上画了不存在的元素"
        yield sheet.found(element_id or "BPMNDiagram", fault)


def _has_bounds(shape: etree._Element) -> bool:
    bounds = shape.find("dc:Bounds", NAMESPACES)
    if bounds is None:
        return False
    x, y, width, height = (_number(bounds.get(name)) for name in ("x", "y", "width", "height"))
    return math.isfinite(x) and math.isfinite(y) and 0 < width < math.inf and 0 < height < math.inf


def _has_points(edge: etree._Element) -> bool:
    points = edge.findall("di:waypoint", NAMESPACES)
    numbers = [_number(point.get(name)) for point in points for name in ("x", "y")]
    return len(points) >= 2 and all(map(math.isfinite, numbers))


def _number(text: str | None) -> float:
    try:
        return float(text or "nan")
    except ValueError:
        return math.nan

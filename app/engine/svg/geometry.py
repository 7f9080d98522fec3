"""Where things stand: the DI part of a diagram. Raises DiagramError for what is no number."""

from lxml import etree

from app.engine.errors import DiagramError
from app.engine.safe_xml import NAMESPACES
from app.engine.svg.symbols import Box, Point


def box_of(shape: etree._Element | None) -> Box | None:
    """Where a shape, or a label, stands; None where the file does not say."""
    bounds = None if shape is None else shape.find("dc:Bounds", NAMESPACES)
    if bounds is None:
        return None
    return Box(*(_number(bounds, name) for name in ("x", "y", "width", "height")))


def label_box_of(shape: etree._Element) -> Box | None:
    """Where the author put the name of an element."""
    return box_of(shape.find("bpmndi:BPMNLabel", NAMESPACES))


def points_of(edge: etree._Element) -> list[Point]:
    """The way of an arrow."""
    return [(_number(point, "x"), _number(point, "y")) for point in edge.iterfind("di:waypoint", NAMESPACES)]


def _number(element: etree._Element, name: str) -> float:
    try:
        return float(element.get(name, ""))
    except ValueError as error:
        raise DiagramError(f"图形信息中的 {name} 不是数字") from error

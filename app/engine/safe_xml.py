"""The only door for XML from outside: no document type, no entities, no network, bounded size."""

from __future__ import annotations

from lxml import etree

from app.engine.errors import DiagramError

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
DMN_MODELS = (
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
)
NAMESPACES = {"bpmn": BPMN, "spiff": SPIFF, "bpmndi": BPMNDI, "dc": DC, "di": DI}
LARGEST_FILE = 2 * 1024 * 1024  # bytes; the largest diagram of the product is under 100 KB


def parse_xml(data: bytes) -> etree._Element:
    """The root element of one diagram or decision table. DiagramError says in Chinese what is refused."""
    if len(data) > LARGEST_FILE:
        raise DiagramError("文件超过 2 MB，拒绝读取")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DiagramError("文件不是 UTF-8 编码") from error
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise DiagramError("文件中不允许出现 DOCTYPE 或 ENTITY 声明")
    # The encoding is given, so that a declaration in the file cannot smuggle a DOCTYPE past the line above.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise DiagramError(f"不是合法的 XML（第 {error.lineno} 行）：{error.msg}") from error
    if root.getroottree().docinfo.doctype:
        raise DiagramError("文件中不允许出现 DOCTYPE 声明")
    return root


def local_name(element: etree._Element) -> str:
    """The tag without its name space; comments and processing instructions have an empty name."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def name_space(element: etree._Element) -> str:
    """The name space of an element, or an empty string."""
    return (etree.QName(element).namespace or "") if isinstance(element.tag, str) else ""

import pytest

from app.engine.errors import DiagramError
from app.engine.safe_xml import LARGEST_FILE, local_name, parse_xml

BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(10))


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        f"<!DOCTYPE a [{BOMB}]><a>&e9;</a>",
        f'<!DOCTYPE a [{BOMB}]><a b="&e9;"/>',
    ],
    ids=["external DTD", "external entity", "entity bomb", "entity bomb in an attribute"],
)
def test_a_document_type_is_refused(text):
    with pytest.raises(DiagramError, match="DOCTYPE"):
        parse_xml(text.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_only_utf8_is_read(encoding):
    with pytest.raises(DiagramError):
        parse_xml("<!DOCTYPE a><a/>".encode(encoding))


def test_a_declared_encoding_cannot_smuggle_a_document_type():
    with pytest.raises(DiagramError):
        parse_xml(b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE a+AD4<a/>')


@pytest.mark.parametrize("data", [b"", b"<a>", b"not xml", b"<a></b>", b"\x00"])
def test_what_is_not_xml_is_refused_with_a_reason(data):
    with pytest.raises(DiagramError, match="不是合法的 XML"):
        parse_xml(data)


def test_a_huge_file_is_refused_unread():
    with pytest.raises(DiagramError, match="2 MB"):
        parse_xml(b"<a>" + b" " * LARGEST_FILE + b"</a>")


def test_a_plain_file_is_read_also_with_a_byte_order_mark():
    assert local_name(parse_xml(b"\xef\xbb\xbf<a xmlns='urn:b'/>")) == "a"

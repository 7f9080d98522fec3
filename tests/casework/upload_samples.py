"""Small genuine files of every kind, and hostile ones."""

import io
import json
import struct
import zipfile
import zlib
from functools import cache

import pikepdf
from PIL import Image

CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="urn:types">{}</Types>'
MACRO_TYPE = '<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
DOCUMENT = "<?xml version='1.0'?><w:document xmlns:w='urn:w'><w:body/></w:document>"
BILLION_LAUGHS = "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><d>&b;</d>"


def pdf(change=None) -> bytes:
    """One empty page; `change(document)` may add to it."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def pdf_with_script() -> bytes:
    """JavaScript in a compressed object stream, invisible to a search of the bytes."""

    def change(document):
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        document.Root.OpenAction = document.make_indirect(action)

    return pdf(change)


def pdf_with_password() -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def pdf_of_many(objects: int) -> bytes:
    """One page and so many small objects beside it, as a drawing program writes them."""

    def change(document):
        small = (document.make_indirect(pikepdf.Dictionary(N=number)) for number in range(objects))
        document.Root.Many = document.make_indirect(pikepdf.Array(list(small)))

    return pdf(change)


def pdf_bomb(megabytes: int = 100) -> bytes:
    """An object stream that inflates without end."""
    squeeze = zlib.compressobj(9)
    parts = [squeeze.compress(b"5 0 <</A 1>>")]
    parts += [squeeze.compress(b" " * 2**20) for _ in range(megabytes)]
    body = b"".join([*parts, squeeze.flush()])
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/X 5 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream"
        % (len(body), body),
    ]
    out, rows = b"%PDF-1.5\n", _row(0, 0)
    for number, text in enumerate(objects, 1):
        rows += _row(1, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    rows += _row(2, 4) + _row(1, len(out))
    head = b"<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>" % len(rows)
    table = b"6 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % (head, rows, len(out))
    return out + table


def _row(kind: int, place: int) -> bytes:
    return bytes([kind]) + place.to_bytes(4, "big") + b"\0"


def open_document() -> bytes:
    """As LibreOffice writes it: the kind of file comes first and is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<office:document-content xmlns:office='urn:o'/>")
    return out.getvalue()


def package(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def docx(types: str = "", **more: str | bytes) -> bytes:
    parts = {"[Content_Types].xml": CONTENT_TYPES.format(types), "word/document.xml": DOCUMENT}
    return package({**parts, **more})


def xlsx() -> bytes:
    return package({"[Content_Types].xml": CONTENT_TYPES.format(""), "xl/workbook.xml": "<workbook/>"})


def ofd() -> bytes:
    return package({"OFD.xml": "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'/>"})


def zip_bomb(megabytes: int = 200) -> bytes:
    """200 MB of zeros in some 200 kB, inside a genuine docx."""
    return docx(**{"word/media/image1.png": b"\0" * 2**20 * megabytes})


def picture(kind: str = "PNG", size: tuple[int, int] = (16, 16)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def linked_docx(kind: str = "attachedTemplate", mode: str = ' TargetMode="External"') -> bytes:
    """A document whose template, picture or link lies elsewhere."""
    relation = f'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    text = f'<?xml version="1.0"?><Relationships xmlns="urn:r">{relation} Target="http://203.0.113.1/t.dotm"{mode}/>'
    return docx(**{"word/_rels/settings.xml.rels": f"{text}</Relationships>"})


def declared_png(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and has nothing in it."""
    return _png(width, height, zlib.compress(b""))


@cache
def large_png(width: int = 7000, height: int = 7000) -> bytes:
    """A genuine PNG with transparency: 49 megapixels in some 200 kB."""
    return _png(width, height, zeros((1 + 4 * width) * height))


def _png(width: int, height: int, pixels: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = b"".join(_chunk(*each) for each in ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b"")))
    return b"\x89PNG\r\n\x1a\n" + parts


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def zeros(size: int) -> bytes:
    """So many zero bytes, deflated without deflating them all: the same block again and again."""
    squeeze = zlib.compressobj(9)
    head = squeeze.compress(b"") or b"\x78\xda"
    block = zlib.compressobj(9, wbits=-15)
    megabyte = block.compress(bytes(2**20)) + block.flush(zlib.Z_FULL_FLUSH)
    rest = zlib.compressobj(9, wbits=-15)
    end = rest.compress(bytes(size % 2**20)) + rest.flush()
    return head[:2] + megabyte * (size // 2**20) + end + struct.pack(">HH", size % 65521, 1)


@cache
def letter_bomb(megabytes: int = 1500) -> bytes:
    """A PDF of 1.5 MB that claims to be a letter: its attachment inflates to 1.5 GB."""
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page(page_size=(200, 200))
    stream = pikepdf.Stream(document, zeros(megabytes * 2**20), Filter=pikepdf.Name.FlateDecode)
    stream.Type = pikepdf.Name.EmbeddedFile
    name = pikepdf.String("letter.json")
    file = pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec, F=name, UF=name, EF=pikepdf.Dictionary(F=document.make_indirect(stream))
    )
    tree = pikepdf.Dictionary(Names=pikepdf.Array([name, document.make_indirect(file)]))
    document.Root.Names = pikepdf.Dictionary(EmbeddedFiles=document.make_indirect(tree))
    document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def pdf_with_data(content: object) -> bytes:
    """A PDF that tells this about itself as a letter does."""

    def attach(document):
        text = json.dumps(content).encode()
        document.attachments["letter.json"] = pikepdf.AttachedFileSpec(document, text)

    return pdf(attach)


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def written_docx(*body: str, **parts: str) -> bytes:
    """A docx with these paragraphs: plain text, or the XML of a paragraph."""
    lines = [
        each if each.startswith("<w:p>") else f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in body
    ]
    document = (
        f"<?xml version='1.0'?><w:document xmlns:w='{W}'><w:body>{''.join(lines)}</w:body></w:document>"
    )
    return docx(**{"word/document.xml": document, **parts})


def written_pdf(*pages: str) -> bytes:
    """A PDF with a page for each text; an empty text is a blank page."""
    from weasyprint import HTML

    style = "<style>@page{size:A5;margin:1cm} p{font:12pt 'Noto Serif CJK SC';break-after:page}</style>"
    lines = "".join(f"<p>{page or '&nbsp;'}</p>" for page in pages)
    return HTML(string=f"<html lang=zh><title>t</title>{style}{lines}").write_pdf()


def scanned_pdf(pages: int = 1) -> bytes:
    """Pictures of pages, as a scanner makes them."""
    out = io.BytesIO()
    sheets = [Image.new("L", (300, 420), 200) for _ in range(pages)]
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()

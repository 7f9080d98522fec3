"""Where the signature stands in a letter: a field without a picture that keeps PDF/A-3a and PDF/UA-1 valid.

PDF/A forbids hidden fields, PDF/UA wants one that is not hidden to have a name and a place in the structure tree.
"""

from __future__ import annotations

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
    TextStringObject,
    pdf_name,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

FIELD = "OrganSignature"
SPOKEN_NAME = "机关数字签名"
LAST_PAGE = -1


class LetterWriter(IncrementalPdfFileWriter):
    """Adds to a letter and leaves its metadata alone.

    pyHanko's own update writes XMP in a form that PDF/A does not allow, and its name into the letter.
    """

    def _update_meta(self) -> None:
        """Does nothing; the letter's metadata stay as they are."""


def add_signature_field(writer: LetterWriter) -> None:
    """An empty signature field on the last page, tagged. Raises LookupError, PdfError, TypeError or ValueError.

    A letter whose structure tree is not as the press makes it raises one of these.
    """
    append_signature_field(writer, SigFieldSpec(FIELD, on_page=LAST_PAGE, readable_field_name=SPOKEN_NAME))
    field = writer.root["/AcroForm"]["/Fields"].raw_get(-1)
    tree = writer.root["/StructTreeRoot"]
    form = _append_element(writer, tree["/K"].raw_get(0), field)
    numbers = tree["/ParentTree"]["/Nums"]
    number = NumberObject(max(list(numbers)[::2]) + 1)
    numbers.extend([number, form])
    writer.update_container(numbers)
    field.get_object()[pdf_name("/StructParent")] = number


def _append_element(writer: LetterWriter, document: IndirectObject, field: IndirectObject) -> IndirectObject:
    """A `Form` that holds the field, as the last element of the document's structure."""
    page = field.get_object().raw_get("/P")
    held = {"/Type": pdf_name("/OBJR"), "/Obj": field, "/Pg": page}
    element = {
        "/Type": pdf_name("/StructElem"),
        "/S": pdf_name("/Form"),
        "/P": document,
        "/Pg": page,
        "/Alt": TextStringObject(SPOKEN_NAME),
        "/K": ArrayObject([_dictionary(held)]),
    }
    form = writer.add_object(_dictionary(element))
    elements = document.get_object()["/K"]
    elements.append(form)
    writer.update_container(elements)
    return form


def _dictionary(entries: dict) -> DictionaryObject:
    return DictionaryObject({pdf_name(name): value for name, value in entries.items()})

"""文本与版本: every version of every text with its hash and author, what it says, and the difference of any two."""

from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.casework.acts.errors import NotFound
from app.casework.models import Case, Document, TextVersion
from app.casework.papers.documents import documents_of, read_document, readings_of
from app.casework.papers.materials import notices
from app.casework.texts.changes import change
from app.casework.texts.versions import slots_of, versions_of
from app.casework.texts.words import words_of
from app.casework.work.reading import readable_case
from app.desk.blueprint import bp
from app.desk.case_papers import document_row
from app.desk.text_rows import name_of, version_row
from app.quarantine.readings import Unreadable, draw_page
from app.quarantine.turns import turn
from app.web.access import current_standing, signed_in
from app.web.fields import Choice, FieldView

PDF = "application/pdf"


@bp.get("/cases/<number>/texts")
@signed_in
def show_texts(number: str) -> str:
    """All versions of the texts that were written, the newest first, and a choice of two to be compared."""
    case = readable_case(number, current_standing())
    versions = versions_of(case)
    texts = [
        {"title": slot.title, "rows": [version_row(case, one) for one in versions[::-1] if one.slot == slot.key]}
        for slot in slots_of(case) if any(one.slot == slot.key for one in versions)
    ]  # fmt: skip
    return render_template(
        "desk/texts.html", case=case, texts=texts, choices=_two(case, versions, None, None)
    )


@bp.get("/cases/<number>/texts/<slot>/<int:version>")
@signed_in
def show_text(number: str, slot: str, version: int) -> str:
    """What one version says: its words, its files for download, their pages as pictures."""
    case = readable_case(number, current_standing())
    found = _version(case, f"{slot}.{version}")
    files = [_file(case, found, one) for one in _files(case, found)]
    return render_template(
        "desk/text.html", case=case, title=_titles(case)[found.slot], row=version_row(case, found),
        words=words_of([found])[found.id], files=files, kind=found.kind,
    )  # fmt: skip


def _file(case: Case, version: TextVersion, document: Document) -> dict[str, Any]:
    reading = readings_of([document.file_hash]).get(document.file_hash)
    pages = (reading.pages or 0) if reading is not None and document.file.media_type == PDF else 0
    page = min(max(page_number(), 1), pages) if pages else 0
    return {
        **document_row(case, document), "notices": notices(reading) if reading is not None else [], "pages": pages,
        "size_words": f"{reading.width}×{reading.height} 像素" if reading is not None and reading.width else "",
        "page": page, "drawn": _page_url(case, version, document, page) if page else "",
    }  # fmt: skip


def page_number() -> int:
    """The page of a file that is shown: one at a time, since each is drawn in the quarantine."""
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _page_url(case: Case, version: TextVersion, document: Document, page: int) -> str:
    return url_for(
        "desk.draw_text_page", number=case.number, slot=version.slot, version=version.number, document_id=document.id,
        page=page,
    )  # fmt: skip


@bp.get("/cases/<number>/texts/<slot>/<int:version>/files/<int:document_id>/pages/<int:page>.jpg")
@signed_in
def draw_text_page(number: str, slot: str, version: int, document_id: int, page: int) -> ResponseReturnValue:
    """A page of a PDF, drawn in the quarantine. A content never changes, so the reader's browser keeps the picture."""
    case = readable_case(number, current_standing())
    document = _document(case, f"{slot}.{version}", document_id)
    try:
        with turn() as mine:
            picture = draw_page(mine, read_document(document), page)
    except Unreadable as error:
        raise NotFound() from error
    headers = {"Cache-Control": "private, max-age=86400, immutable", "X-Content-Type-Options": "nosniff"}
    return Response(picture, mimetype="image/jpeg", headers=headers)


@bp.get("/cases/<number>/texts/difference")
@signed_in
def compare_texts(number: str) -> str:
    """Word by word, for page and print: any two versions, of one text or of two (`before`, `after`: slot.number)."""
    case = readable_case(number, current_standing())
    before, after = (_version(case, request.args.get(name, "")) for name in ("before", "after"))
    return render_template(
        "desk/difference.html", case=case, change=change(before, after), before=_words(case, before),
        after=_words(case, after), choices=_two(case, versions_of(case), before, after),
    )  # fmt: skip


def _two(
    case: Case, versions: list[TextVersion], before: TextVersion | None, after: TextVersion | None
) -> list[FieldView]:
    """Two choices among all versions; empty where there are no two."""
    if len(versions) < 2:
        return []
    options = [Choice(name_of(one), _words(case, one)) for one in versions]
    chosen = [name_of(one) if one is not None else "" for one in (before, after)]
    return [
        FieldView(name, label, value, type="select", choices=options)
        for name, label, value in (("before", "原版本", chosen[0]), ("after", "新版本", chosen[1]))
    ]


def _titles(case: Case) -> dict[str, str]:
    return {slot.key: slot.title for slot in slots_of(case)}


def _words(case: Case, version: TextVersion) -> str:
    return f"{_titles(case)[version.slot]}第 {version.number} 版"


def _version(case: Case, name: str) -> TextVersion:
    """The version of this name. Raises NotFound for one that the case does not have."""
    known = _titles(case)
    for version in versions_of(case):
        if name_of(version) == name and version.slot in known:
            return version
    raise NotFound()


def _files(case: Case, version: TextVersion) -> list[Document]:
    known = {one.id: one for one in documents_of(case)}
    named = [row["document_id"] for row in version.content.get("files", ())]
    return [known[one] for one in named if one in known]


def _document(case: Case, name: str, document_id: int) -> Document:
    """A file of this version. Raises NotFound for any other paper."""
    for document in _files(case, _version(case, name)):
        if document.id == document_id:
            return document
    raise NotFound()

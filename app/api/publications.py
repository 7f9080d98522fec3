"""What stands in public, without sign-in: the list, one entry, feeds."""

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from app import timekeeping
from app.api.parsing import page_number
from app.api.shapes import iso
from app.casework.acts.errors import NotFound
from app.casework.publications import lists
from app.casework.publications.lists import Row, Wanted
from app.casework.publications.standing import SHOWN, Standing
from app.law.errors import InvalidInput
from app.web import feeds
from app.web.access import public

bp = Blueprint("api_publications", __name__, url_prefix="/api/v1/publications", description="公开内容")
GONE = frozenset({Standing.WITHDRAWN, Standing.ENDED})


def _asked(name: str, description: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    schema = {"type": kind, **more}
    return {"in": "query", "name": name, "required": False, "description": description, "schema": schema}


NARROWING = [
    _asked("q", "标题、文号、正文中的词，空格隔开的每个词都须出现", maxLength=100),
    _asked("kind", "类别"),
    _asked("organ", "机关代码"),
]
LISTING = [
    *NARROWING,
    _asked("topic", "主题"),
    _asked("year", "发布年份", "integer"),
    _asked("standing", "状态，默认 current；all 为全部", enum=[*SHOWN, "all"]),
    _asked("page", "页码", "integer", minimum=1),
]


class PublicationFileShape(Schema):
    filename = fields.String(required=True)
    media_type = fields.String(required=True)
    size = fields.Integer(required=True)
    sha256 = fields.String(required=True)


class PublicationRowShape(Schema):
    """One entry in a list."""

    id = fields.Integer(required=True)
    url = fields.Url(required=True)
    kind = fields.String(required=True)
    organ = fields.String(required=True)
    headline = fields.String(required=True)
    summary = fields.String(required=True)
    document_number = fields.String(required=True)
    topics = fields.List(fields.String(), required=True)
    language = fields.String(required=True)
    standing = fields.String(required=True, metadata={"enum": list(SHOWN)})
    published_at = fields.String(required=True, metadata={"format": "date-time"})
    until = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    withdrawn_at = fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    withdrawn_reason = fields.String(required=True)
    supersedes = fields.Integer(required=True, allow_none=True)


class PublicationListShape(Schema):
    publications = fields.List(fields.Nested(PublicationRowShape), required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    total = fields.Integer(required=True)


class BlockShape(Schema):
    kind = fields.String(required=True, metadata={"enum": ["heading", "paragraph", "item", "closing"]})
    text = fields.String(required=True)


class CorrectionShape(Schema):
    on = fields.String(required=True, metadata={"format": "date"})
    note = fields.String(required=True)


class PublicationShape(PublicationRowShape):
    """One entry; body and files are empty when its content no longer stands."""

    version = fields.Integer(required=True)
    content_hash = fields.String(required=True, allow_none=True)
    body = fields.List(fields.Nested(BlockShape), required=True)
    files = fields.List(fields.Nested(PublicationFileShape), required=True)
    corrections = fields.List(fields.Nested(CorrectionShape), required=True)


@bp.get("")
@bp.doc(parameters=LISTING)
@bp.response(200, PublicationListShape)
@public
def list_publications() -> dict[str, Any]:
    """对外公开的内容，新的在前。"""
    page = lists.list_publications(_wanted(), timekeeping.now(), page_number())
    rows = [_row(row) for row in page.rows]
    return {"publications": rows, "page": page.number, "pages": page.pages, "total": page.total}


@bp.get("/<int:publication_id>")
@bp.response(200, PublicationShape)
@public
def show(publication_id: int) -> dict[str, Any]:
    """一项公开内容：正文、附件、更正记录。"""
    found = lists.find(publication_id, timekeeping.now())
    if found is None:
        raise NotFound()
    return _whole(found)


@bp.get("/feed.atom")
@bp.doc(parameters=NARROWING)
@public
def feed_atom() -> Response:
    """最新公开内容，Atom。"""
    return feeds.atom(lists.newest(feeds.wanted_in_feed(), timekeeping.now()))


@bp.get("/feed.json")
@bp.doc(parameters=NARROWING)
@public
def feed_json() -> Response:
    """最新公开内容，JSON Feed。"""
    return feeds.json_feed(lists.newest(feeds.wanted_in_feed(), timekeeping.now()))


def _wanted() -> Wanted:
    asked, year = request.args.get("standing", Standing.CURRENT), request.args.get("year", "0")
    faults = {}
    if asked not in (*SHOWN, "all"):
        faults["standing"] = f"应为 {'、'.join([*SHOWN, 'all'])} 之一"
    if not (year.isascii() and year.isdecimal() and len(year) <= 4 and int(year) < 9999):
        faults["year"] = "应为四位数的年份"
    if faults:
        raise InvalidInput(fields=faults)
    narrowed = {name: request.args.get(name, "")[:100] for name in ("kind", "organ", "topic")}
    return Wanted(
        words=request.args.get("q", "")[:100], year=int(year), **narrowed,
        standing=None if asked == "all" else Standing(asked),
    )  # fmt: skip


def _row(row: Row) -> dict[str, Any]:
    one = row.publication
    return {
        "id": one.id, "url": feeds.url_of(one), "kind": one.kind, "organ": one.organ.code, "headline": one.headline,
        "summary": "" if row.standing in GONE else one.summary, "document_number": one.document_number,
        "topics": one.topics, "language": one.language, "standing": row.standing.value,
        "published_at": iso(one.from_at), "until": iso(one.until_at), "withdrawn_at": iso(one.withdrawn_at),
        "withdrawn_reason": one.withdrawn_why, "supersedes": one.supersedes_id,
    }  # fmt: skip


def _whole(row: Row) -> dict[str, Any]:
    text, gone = row.publication.text, row.standing in GONE
    files = [
        {
            "filename": one.filename,
            "media_type": one.file.media_type,
            "size": one.file.size,
            "sha256": one.file_hash,
        }
        for one in text.files
    ]
    return {
        **_row(row), "version": text.number, "content_hash": None if gone else text.content_hash,
        "body": [] if gone else text.content["body"], "files": [] if gone else files,
        "corrections": [] if gone else [
            {"on": iso(one.since.date()), "note": one.note} for one in row.publication.texts[1:]
        ],
    }  # fmt: skip

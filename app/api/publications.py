"""What stands in public, without sign-in: the list, one entry, feeds."""

from typing import Any

from flask import Response, request

from app import timekeeping
from app.api.described import PAGE, ApiBlueprint, asked, described
from app.api.kinds import Schema, day, moment, one_of, paged, rows, text, thing, whole, with_more
from app.api.shapes import iso
from app.casework.acts.errors import NotFound
from app.casework.publications import lists
from app.casework.publications.lists import GONE, Row, Wanted
from app.casework.publications.standing import SHOWN, Standing
from app.web import feeds
from app.web.access import public
from app.web.page_number import page_number

bp = ApiBlueprint("api_publications", __name__, url_prefix="/api/v1/publications", description="公开内容")
STANDINGS = {**{str(one): words for one, words in SHOWN.items()}, "all": "全部"}
NARROWING = (
    asked("q", text("字词", maxLength=100), "标题、文号、正文中的词，空格隔开的每个词都须出现"),
    asked("kind", text("类别"), "只列一个类别"),
    asked("organ", text("机关代码"), "只列一个机关的"),
)
LISTING = (
    *NARROWING,
    asked("topic", text("主题"), "只列一个主题的"),
    asked("year", {**whole("年份"), "minimum": 1, "maximum": 9998}, "只列这一年发布的"),
    asked("standing", {**one_of("状态", STANDINGS), "default": "current"}, "只列这一状态的"),
    PAGE,
)
FILE = thing(
    filename=text("文件名"), media_type=text("媒体类型"), size=whole("字节数"), sha256=text("SHA-256")
)
ROW = thing(
    "公开内容",
    id=whole("编号"),
    url=text("网址", format="uri"),
    kind=text("类别"),
    organ=text("机关代码"),
    headline=text("标题"),
    summary=text("摘要；内容已不再公开的为空"),
    document_number=text("文号"),
    topics={"type": "array", "title": "主题", "items": text("主题")},
    language=text("语言"),
    standing=one_of("状态", SHOWN),
    published_at=moment("发布时间"),
    until=moment("公开至", null=True),
    withdrawn_at=moment("撤回时间", null=True),
    withdrawn_reason=text("撤回原因"),
    supersedes=whole("替代的公开内容编号", null=True),
)
BLOCKS = {"heading": "小标题", "paragraph": "段落", "item": "分项", "closing": "落款"}
WHOLE = with_more(
    ROW,
    version=whole("第几稿"),
    content_hash=text("内容 SHA-256", null=True),
    body=rows("正文", thing(kind=one_of("段落种类", BLOCKS), text=text("文字"))),
    files=rows("附件", FILE),
    corrections=rows("更正", thing(on=day("日期"), note=text("说明"))),
    companions=rows(
        "同一办件一并公开的内容", thing(id=whole("编号"), kind=text("类别"), url=text("网址", format="uri"))
    ),
)
FEED: Schema = {"type": "object", "title": "JSON Feed 1.1"}


@bp.get("")
@described(paged("publications", "公开内容", ROW), query=LISTING)
@public
def list_publications() -> dict[str, Any]:
    """对外公开的内容，新的在前。"""
    page = lists.list_publications(_wanted(), timekeeping.now(), page_number())
    found = [_row(row) for row in page.rows]
    return {"publications": found, "page": page.number, "pages": page.pages, "total": page.total}


@bp.get("/<int:publication_id>")
@described(WHOLE)
@public
def show(publication_id: int) -> dict[str, Any]:
    """一项公开内容：正文、附件、更正记录。"""
    found = lists.find(publication_id, timekeeping.now())
    if found is None:
        raise NotFound()
    return _whole(found)


@bp.get("/feed.atom")
@described(None, media="application/atom+xml", query=NARROWING)
@public
def feed_atom() -> Response:
    """最新公开内容，Atom。"""
    return feeds.atom(lists.newest(feeds.wanted_in_feed(), timekeeping.now()))


@bp.get("/feed.json")
@described(FEED, media="application/feed+json", query=NARROWING)
@public
def feed_json() -> Response:
    """最新公开内容，JSON Feed。"""
    return feeds.json_feed(lists.newest(feeds.wanted_in_feed(), timekeeping.now()))


def _wanted() -> Wanted:
    asked, year = request.args.get("standing") or Standing.CURRENT, request.args.get("year") or "0"
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
        "companions": [] if gone else [
            {"id": one.id, "kind": one.kind, "url": feeds.url_of(one)}
            for one in lists.companions(row.publication, timekeeping.now())
        ],
        "corrections": [] if gone else [
            {"on": iso(one.since.date()), "note": one.note} for one in row.publication.texts[1:]
        ],
    }  # fmt: skip

"""政策与公开信息: what stands in public, of all processes: lists, one page per entry, files, feeds, sitemap."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, make_response, render_template, request, url_for

from app import timekeeping
from app.casework.contract.publications import PublicationKind
from app.casework.publications import kinds, lists
from app.casework.publications.content import Content
from app.casework.publications.lists import GONE, Row, Wanted
from app.casework.publications.standing import SHOWN, Standing
from app.casework.store.files import file_store
from app.portal.blueprint import bp
from app.portal.frame import otherwise, portal_frame
from app.web import feeds
from app.web.access import public
from app.web.downloads import attachment
from app.web.public_cache import shortly_kept

POLICIES = "policies"
LONGEST_QUERY = 100
ANY = "all"


@bp.get("/publications")
@public
def publications() -> Response:
    """Everything that stands in public."""
    return list_page(None)


@bp.get("/publications/<word>")
@public
def publications_of(word: str) -> Response:
    """One kind."""
    return list_page(kinds.kind_at(word) or abort(404))


@bp.get("/publications/<int:publication_id>")
@public
def publication(publication_id: int) -> Response:
    """One entry; 410 when its content no longer stands, with the reason."""
    now = timekeeping.now()
    found = lists.find(publication_id, now) or abort(404)
    page = render_template("portal/publications/entry.html", **_entry(found))
    return shortly_kept(make_response(page, 410 if found.standing in GONE else 200))


@bp.get("/publications/<int:publication_id>/files/<int:file_id>")
@public
def publication_file(publication_id: int, file_id: int) -> Response:
    """A file of the wording that stands."""
    found = lists.file_of(publication_id, file_id, timekeeping.now()) or abort(404)
    answer = attachment(file_store().get(found.file_hash), found.filename, found.file.media_type)
    return shortly_kept(answer)


@bp.get("/feed.atom")
@public
def feed_atom() -> Response:
    """The newest, for readers of feeds."""
    return feeds.atom(lists.newest(feeds.wanted_in_feed(), timekeeping.now()))


@bp.get("/feed.json")
@public
def feed_json() -> Response:
    """The newest, for programs."""
    return feeds.json_feed(lists.newest(feeds.wanted_in_feed(), timekeeping.now()))


@bp.get("/sitemap.xml")
@public
def sitemap() -> Response:
    """All pages that everybody may read."""
    found = lists.addresses(timekeeping.now())
    of_kinds = [url_for(".publications_of", word=kind.word) for kind in kinds.all_kinds()]
    entries = [(url_for(".publication", publication_id=number), changed) for number, changed in found]
    fixed = list(dict.fromkeys(href for _title, href, _endpoint in portal_frame().menu))
    return feeds.sitemap([*fixed, *of_kinds], entries)


def policies_page() -> Response | None:
    """/policies, once a kind claims it."""
    claimed = kinds.kind_at(POLICIES)
    return list_page(claimed) if claimed else None


def list_page(kind: PublicationKind | None) -> Response:
    """A list with its filters."""
    now, wanted = timekeeping.now(), _wanted(kind)
    page = lists.list_publications(wanted, now, _number("page", 1))
    here = url_for(".publications_of", word=kind.word) if kind else url_for(".publications")
    return shortly_kept(make_response(render_template(
        "portal/publications/list.html", kind=kind, kinds=kinds.all_kinds(), page=page, wanted=wanted, here=here,
        choices=lists.choices(now, kind.key if kind else ""), standings=SHOWN, title_of=kinds.title_of,
        address=lambda number: _address(here, page=number), otherwise=otherwise(), page_of=_page_of,
    )))  # fmt: skip


def _page_of(row: Row) -> str:
    """Where an entry of a list is read: with what was published beside it, as long as all of that stands."""
    key = row.publication.kind
    together = next((kind.together for kind in kinds.all_kinds() if kind.key == key), "")
    return together if together and row.standing == Standing.CURRENT else ".publication"


def _wanted(kind: PublicationKind | None) -> Wanted:
    asked = request.args.get("standing", "")
    standing = Standing(asked) if asked in SHOWN else None if asked == ANY else Standing.CURRENT
    return Wanted(
        words=request.args.get("q", "")[:LONGEST_QUERY], kind=kind.key if kind else request.args.get("kind", ""),
        organ=request.args.get("organ", ""), topic=request.args.get("topic", ""), year=_number("year", 0),
        standing=standing,
    )  # fmt: skip


def _number(name: str, otherwise: int) -> int:
    """A small number of the query; nonsense counts as not given."""
    text = request.args.get(name, "")
    is_small = text.isascii() and text.isdecimal() and len(text) <= 4
    return int(text) if is_small and 1 <= int(text) < 9999 else otherwise


def _address(here: str, **changes: Any) -> str:
    kept = {name: value for name, value in request.args.items() if value}
    return f"{here}?{urlencode({**kept, **changes})}"


def _entry(found: Row) -> dict[str, Any]:
    entry, gone = found.publication, found.standing in GONE
    kind = next((kind for kind in kinds.all_kinds() if kind.key == entry.kind), None)
    return {
        "entry": entry, "standing": found.standing, "standing_words": SHOWN[found.standing], "kind": kind,
        "content": None if gone else Content.from_mapping(entry.text.content),
        "files": [] if gone else entry.text.files, "corrections": [] if gone else entry.texts[:0:-1],
        "successors": lists.successors(entry, timekeeping.now()), "title_of": kinds.title_of,
        "companions": [] if gone else lists.companions(entry, timekeeping.now()),
        "earlier": lists.find(entry.supersedes_id, timekeeping.now()) if entry.supersedes_id else None,
    }  # fmt: skip

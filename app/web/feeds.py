"""Atom (RFC 4287) and JSON Feed 1.1 of what stands in public; and the sitemap. Text only: nothing is ever markup."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as Xml

from flask import Response, current_app, request, url_for

from app.casework.models import Publication
from app.casework.publications.lists import Row, Wanted
from app.web.public_cache import shortly_kept
from app.web.site import current_site

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
EMPTY_SINCE = "2000-01-01T00:00:00+08:00"  # a feed without entries still needs the instant of its last change


def public_url(path: str) -> str:
    """The absolute address of a page, as the public reaches it."""
    return f"{current_app.config['PUBLIC_URL']}{path}"


def url_of(publication: Publication) -> str:
    """The page of an entry."""
    return public_url(url_for("portal.publication", publication_id=publication.id))


def wanted_in_feed() -> Wanted:
    """What ?q=, ?kind= and ?organ= narrow a feed to."""
    return Wanted(
        words=request.args.get("q", "")[:100], kind=request.args.get("kind", ""), organ=request.args.get("organ", ""),
        standing=None,
    )  # fmt: skip


def feed_address(path: str) -> str:
    """Address of this feed with its filters, for `self` links."""
    asked = {name: value for name in ("q", "kind", "organ") if (value := request.args.get(name))}
    return public_url(path + ("?" + urlencode(asked) if asked else ""))


def atom(rows: Sequence[Row]) -> Response:
    """The newest as Atom."""
    Xml.register_namespace("", ATOM)
    feed = Xml.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", feed_address("/feed.atom"))
    _add(feed, "title", _title())
    _add(feed, "updated", max((_iso(_changed(row.publication)) for row in rows), default=EMPTY_SINCE))
    _add(feed, "link", href=feed_address("/feed.atom"), rel="self", type="application/atom+xml")
    _add(feed, "link", href=public_url("/publications"), rel="alternate", type="text/html")
    for row in rows:
        _add_entry(feed, row.publication)
    return _xml(feed, "application/atom+xml")


def _add_entry(feed: Xml.Element, found: Publication) -> None:
    entry = Xml.SubElement(feed, f"{{{ATOM}}}entry")
    url = url_of(found)
    for name, words in (
        ("id", url), ("title", found.headline), ("published", _iso(found.from_at)), ("updated", _iso(_changed(found))),
        ("summary", found.summary),
    ):  # fmt: skip
        if words:
            _add(entry, name, words)
    _add(entry, "link", href=url, rel="alternate", type="text/html")
    _add(Xml.SubElement(entry, f"{{{ATOM}}}author"), "name", found.organ.name)
    for topic in found.topics:
        _add(entry, "category", term=topic)
    _add(entry, "content", _text(found), type="text")


def json_feed(rows: Sequence[Row]) -> Response:
    """The newest as JSON Feed."""
    body = {
        "version": "https://jsonfeed.org/version/1.1", "title": _title(), "language": "zh-CN",
        "home_page_url": public_url("/publications"), "feed_url": feed_address("/feed.json"),
        "items": [_item(row.publication) for row in rows],
    }  # fmt: skip
    return shortly_kept(Response(json.dumps(body, ensure_ascii=False), mimetype="application/feed+json"))


def _item(found: Publication) -> dict[str, Any]:
    return {
        "id": url_of(found), "url": url_of(found), "title": found.headline, "content_text": _text(found),
        "summary": found.summary, "date_published": _iso(found.from_at), "date_modified": _iso(_changed(found)),
        "authors": [{"name": found.organ.name}], "tags": found.topics, "language": found.language,
        "attachments": [
            {"url": public_url(url_for("portal.publication_file", publication_id=found.id, file_id=file.id)),
             "mime_type": file.file.media_type, "title": file.filename, "size_in_bytes": file.file.size}
            for file in found.text.files
        ],
    }  # fmt: skip


def sitemap(pages: Sequence[str], entries: Sequence[tuple[str, datetime]]) -> Response:
    """Fixed pages, and entries with their last change."""
    Xml.register_namespace("", SITEMAP)
    root = Xml.Element(f"{{{SITEMAP}}}urlset")
    for path in pages:
        Xml.SubElement(Xml.SubElement(root, f"{{{SITEMAP}}}url"), f"{{{SITEMAP}}}loc").text = public_url(path)
    for path, changed in entries:
        place = Xml.SubElement(root, f"{{{SITEMAP}}}url")
        Xml.SubElement(place, f"{{{SITEMAP}}}loc").text = public_url(path)
        Xml.SubElement(place, f"{{{SITEMAP}}}lastmod").text = _iso(changed)
    return _xml(root, "application/xml")


def _add(parent: Xml.Element, name: str, words: str | None = None, **attributes: str) -> None:
    Xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes).text = words


def _text(found: Publication) -> str:
    return "\n".join(block["text"] for block in found.text.content["body"])


def _changed(found: Publication) -> datetime:
    """What was planned changed for the public when it appeared."""
    return max(found.from_at, found.changed_at)


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")


def _title() -> str:
    return f"{current_site().organ_name} 政策与公开信息"


def _xml(root: Xml.Element, media_type: str) -> Response:
    body = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return shortly_kept(Response(body, content_type=f"{media_type}; charset=utf-8"))

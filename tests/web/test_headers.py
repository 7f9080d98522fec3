import pytest
from flask import Response

from app.web.headers import add_headers
from tests.web.gallery.application import PAGES

NOTHING_INLINE = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@pytest.mark.parametrize("path", [f"/gallery/{name}" for name in PAGES] + ["/fail/404", "/fail/bug"])
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"] == NOTHING_INLINE
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_are_not_kept_by_anybody(client):
    assert client.get("/gallery/case").headers["Cache-Control"] == "private, no-store"


def test_a_versioned_file_is_kept_for_a_year(client):
    with client.get("/static/css/base.css?v=12345678") as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_without_version_is_asked_for_again(client):
    with client.get("/static/css/base.css") as answer:
        assert answer.headers["Cache-Control"] == "public, no-cache"


def test_a_missing_file_is_not_remembered(client):
    assert client.get("/static/css/none.css?v=1").headers["Cache-Control"] == "private, no-store"


def test_downloads_are_sandboxed(gallery):
    answer = Response(b"%PDF", headers={"Content-Disposition": "attachment; filename=a.pdf"})
    with gallery.test_request_context("/"):
        assert add_headers(answer).headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_what_a_view_has_set_itself_stays(gallery):
    answer = Response("", headers={"Content-Security-Policy": "default-src 'none'"})
    with gallery.test_request_context("/"):
        assert add_headers(answer).headers["Content-Security-Policy"] == "default-src 'none'"


def test_a_form_under_tls_needs_no_referrer(gallery):
    assert gallery.config["WTF_CSRF_SSL_STRICT"] is False

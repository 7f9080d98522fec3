"""Security headers and caching of every answer.

A view may set a header itself (an attachment, a page for developers); what it has set is left alone.
"""

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
DOWNLOAD_POLICY = "sandbox; default-src 'none'"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
}
ONE_YEAR = 365 * 24 * 3600


def add_headers(response: Response) -> Response:
    """Last step of every request."""
    is_download = response.headers.get("Content-Disposition", "").startswith("attachment")
    policy = DOWNLOAD_POLICY if is_download else CONTENT_SECURITY_POLICY
    response.headers.setdefault("Content-Security-Policy", policy)
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    _set_caching(response)
    return response


def _set_caching(response: Response) -> None:
    """Static files with a version stay for a year; pages may hold personal data and are not kept anywhere."""
    if request.endpoint == "static" and response.status_code in (200, 206, 304):
        versioned = "v" in request.args
        response.headers["Cache-Control"] = (
            f"public, max-age={ONE_YEAR}, immutable" if versioned else "public, no-cache"
        )
    elif not response.cache_control.public:
        response.headers["Cache-Control"] = "private, no-store"


def init_app(app: Flask) -> None:
    """Add the headers after every request.

    `Referrer-Policy: no-referrer` leaves Flask-WTF without the Referer that it would compare under TLS, so
    that comparison is switched off; the token is what counts.
    """
    app.config["WTF_CSRF_SSL_STRICT"] = False
    app.after_request(add_headers)

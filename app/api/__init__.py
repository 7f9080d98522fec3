"""JSON API v1 with OpenAPI: the same use cases as the pages, for programs.

`Authorization: Bearer <token>`; `Idempotency-Key` on every POST; errors `{code, message, fields}` in Chinese.
"""

from flask import Flask
from flask_smorest import Api
from flask_wtf.csrf import CSRFProtect

from app.api import access, board, cases, clocks, docs, public, registration, tasks, tokens

BLUEPRINTS = (public.bp, registration.bp, cases.bp, tasks.bp, tokens.bp, clocks.bp, board.bp)
for _blueprint in BLUEPRINTS:
    _blueprint.before_request(access.load_caller)


class OfficeApi(Api):
    """Errors are answered by app.web.errors, in one form for the whole application."""

    def _register_error_handlers(self) -> None:
        """Nothing here on purpose."""


def init_app(app: Flask, csrf: CSRFProtect) -> None:
    """Register the API; it is authorised by tokens, never by cookies, so it needs no CSRF token."""
    app.config.update(
        API_TITLE="明白 政务公开办理平台接口",
        API_VERSION="v1",
        OPENAPI_VERSION="3.0.3",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = OfficeApi(app, spec_kwargs={"components": {"securitySchemes": access.SECURITY_SCHEMES}})
    for blueprint in BLUEPRINTS:
        csrf.exempt(blueprint)
        api.register_blueprint(blueprint)
    app.register_blueprint(docs.bp)

"""JSON API v1 with OpenAPI: the same use cases as the pages, for programs.

`Authorization: Bearer <token>`; `Idempotency-Key` on every POST; errors `{code, message, fields}` in Chinese.
"""

from flask import Blueprint, Flask
from flask_smorest import Api
from flask_wtf.csrf import CSRFProtect

from app.api import (
    access,
    answers,
    board,
    case_files,
    cases,
    clocks,
    docs,
    letters,
    mail_room,
    organs,
    publications,
    reports,
    tasks,
    tokens,
)
from app.api.kinds import Schema
from app.api.queries import check_query
from app.casework.contract.platform import Platform

BLUEPRINTS = (
    cases.bp, case_files.bp, letters.bp, tasks.bp, mail_room.bp, tokens.bp, clocks.bp, board.bp,
    publications.bp, organs.bp, reports.bp,
)  # fmt: skip
PREFIX = "/api/v1"

for _blueprint in BLUEPRINTS:
    _blueprint.before_request(access.load_caller)
    _blueprint.before_request(check_query)


class OfficeApi(Api):
    """Errors are answered by app.web.errors, in one form for the whole application."""

    def _register_error_handlers(self) -> None:
        """Nothing here on purpose."""


def init_app(app: Flask, csrf: CSRFProtect, platform: Platform) -> None:
    """Register the API and the calls of each process; authorised by tokens, never by cookies, so without CSRF token."""
    app.config.update(
        API_TITLE="明白 政务公开办理平台接口",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
    )
    components = {
        "securitySchemes": access.SECURITY_SCHEMES,
        "schemas": answers.shapes_with(_more_of_cases(platform)),
    }
    api = OfficeApi(app, spec_kwargs={"components": components, "servers": [{"url": "/"}]})
    for blueprint in (*BLUEPRINTS, *_of_processes(platform)):
        csrf.exempt(blueprint)
        api.register_blueprint(blueprint)
    app.register_blueprint(docs.bp)


def _more_of_cases(platform: Platform) -> dict[str, Schema]:
    return {
        name: dict(shape)
        for process in platform.processes.values()
        for name, shape in process.api.more.items()
    }


def _of_processes(platform: Platform) -> list[Blueprint]:
    """The processes' own calls. Who calls, and what is asked behind the ?, is read here: no process can forget it."""
    found = [one for process in platform.processes.values() for one in process.api.blueprints]
    for blueprint in found:
        if access.load_caller not in blueprint.before_request_funcs.get(None, []):
            blueprint.before_request(access.load_caller)
            blueprint.before_request(check_query)
    return found

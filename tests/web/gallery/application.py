"""The gallery: layouts and components under the real headers, without database or sign-in.

Look at it with `python -m flask --app tests.web.gallery.application run`.
"""

from pathlib import Path

from flask import Flask, abort, flash, render_template, request
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader

from app import web
from app.law.errors import InvalidInput, RuleViolation
from tests.web.gallery import content

HERE = Path(__file__).parent
APP = Path(web.__file__).parents[1]
PAGES = (
    "inbox",
    "empty",
    "case",
    "board",
    "apply",
    "home",
    "receipt",
    "signin",
    "confirm",
    "print",
    "parts",
    "fields",
)


def create_gallery(**settings: object) -> Flask:
    """The gallery with every page of PAGES and routes that fail in every known way."""
    app = Flask("gallery", template_folder=str(APP / "templates"), static_folder=str(APP / "static"))
    app.config.update(SECRET_KEY="for the gallery only", SITE=content.SITE)
    app.config.update(MAX_CONTENT_LENGTH=20 * 1024 * 1024)
    app.config.update(settings)
    folders = (APP / "templates", APP / "processes" / "disclosure" / "templates", HERE / "templates")
    app.jinja_loader = ChoiceLoader([FileSystemLoader(folder) for folder in folders])
    web.init_app(app)
    CSRFProtect(app)
    app.add_template_global(content.portal_frame)
    app.add_template_global(lambda: content.WORDS, "house_words")
    _add_pages(app)
    _add_failures(app)
    return app


def _add_pages(app: Flask) -> None:
    @app.get("/gallery/<name>")
    def page(name: str) -> str:
        if name not in PAGES:
            abort(404)
        if "flash" in request.args:
            flash("已提交合法性审查，下一步由法制审查岗办理", "success")
        return render_template(f"gallery/{name}.html", **content.for_pages())

    @app.post("/gallery/echo")
    def echo() -> str:
        return "收到"


def _add_failures(app: Flask) -> None:
    @app.route("/fail/<int:status>")
    @app.route("/desk/fail/<int:status>", endpoint="fail_desk")
    @app.route("/api/v1/fail/<int:status>", endpoint="fail_api")
    def fail(status: int) -> str:
        abort(status)

    @app.get("/fail/rule")
    def fail_rule() -> str:
        raise RuleViolation("该申请已延期一次，不得再次延期", code="already_extended")

    @app.get("/api/v1/fail/input", endpoint="fail_input_api")
    @app.get("/fail/input")
    def fail_input() -> str:
        raise InvalidInput("填写的内容需要修改", fields={"reason": "请写明延期理由"})

    @app.get("/fail/bug")
    def fail_bug() -> str:
        raise KeyError("a fault in the program")


def app() -> Flask:
    """Factory for `flask run`."""
    return create_gallery()

"""The gallery application and readers of its pages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from tests.web.gallery.application import create_gallery

APP_FOLDER = Path(__file__).parents[2] / "app"


@pytest.fixture(scope="session")
def gallery() -> Flask:
    return create_gallery(PROPAGATE_EXCEPTIONS=False)


@pytest.fixture
def client(gallery: Flask) -> FlaskClient:
    return gallery.test_client()


@pytest.fixture
def read(client: FlaskClient) -> Callable[[str], html.HtmlElement]:
    """A page of the gallery as a tree."""

    def read_page(name: str) -> html.HtmlElement:
        return html.fromstring(client.get(f"/gallery/{name}").text)

    return read_page


@pytest.fixture
def render(gallery: Flask) -> Callable[..., html.HtmlElement]:
    """One macro rendered by itself: render("lamp.html", "lamp('today')", …names)."""

    def render_macro(file: str, call: str, **names: object) -> html.HtmlElement:
        macro = call.split("(")[0]
        source = f'{{% from "components/{file}" import {macro} %}}<div>{{{{ {call} }}}}</div>'
        with gallery.test_request_context("/"):
            return html.fromstring(gallery.jinja_env.from_string(source).render(**names))

    return render_macro

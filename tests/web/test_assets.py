import pytest
from flask import Flask

from app.web.assets import Assets, page_url


@pytest.fixture
def assets(tmp_path):
    (tmp_path / "a.css").write_text("a{}", "utf-8")
    return Assets(tmp_path)


def test_the_version_is_eight_digits_and_follows_the_content(assets, tmp_path):
    before = assets.version("a.css")
    (tmp_path / "a.css").write_text("b{color:red}", "utf-8")
    assert len(before) == 8
    assert assets.version("a.css") != before


def test_the_address_carries_the_version(assets):
    app = Flask(__name__, static_url_path="/static")
    with app.test_request_context("/"):
        assert assets.url("a.css") == f"/static/a.css?v={assets.version('a.css')}"


def test_a_missing_file_has_no_version(assets):
    app = Flask(__name__)
    with app.test_request_context("/"):
        assert not assets.exists("vendor/none.css")
        assert assets.url("vendor/none.css") == "/static/vendor/none.css"


def test_fixed_pages_keep_the_prefix_of_the_application():
    app = Flask(__name__)
    with app.test_request_context("/desk", environ_overrides={"SCRIPT_NAME": "/mingbai"}):
        assert page_url("/desk") == "/mingbai/desk"

"""A letter can fetch fonts and its seal, and nothing else."""

import pytest

from app.letters import LetterRefused, RenderingFailed, render
from app.letters.catalogue import LAYOUTS
from app.letters.fetching import FetchRefused, LockedFetcher, seal_address
from app.letters.fonts import FONT_FOLDER
from app.letters.templating import letter_html

FONTS = FONT_FOLDER.resolve().as_uri()


@pytest.fixture
def fetcher():
    return LockedFetcher([FONT_FOLDER], [b"seal"])


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://example.gov.cn/x.png",
        "ftp://x/y",
        "data:text/plain,hello",
        "file:///etc/hostname",
        FONTS + "/../config.py",
        FONTS + "/%2e%2e/config.py",
        "file://localhost" + FONTS[7:] + "/FandolFang-Regular.otf",
        LAYOUTS.as_uri() + "/letter.css",
        "seal:0000",
    ],
)
def test_everything_else_is_refused(fetcher, url):
    with pytest.raises(FetchRefused):
        fetcher.fetch(url)


def test_a_symbolic_link_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "fonts").mkdir()
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "fonts" / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(FetchRefused):
        LockedFetcher([tmp_path / "fonts"]).fetch((tmp_path / "fonts" / "link").as_uri())


def test_fonts_and_the_seal_are_served(fetcher):
    assert fetcher.fetch(FONTS + "/FandolFang-Regular.otf").read(4) == b"OTTO"
    assert fetcher.fetch(seal_address(b"seal")).read() == b"seal"


def test_markup_in_a_fact_stays_text(granted):
    name = '<img src="http://127.0.0.1/x"><style>p{color:red}</style>'
    html = letter_html(granted, granted.sample_facts() | {"applicant_name": name})
    assert "<img" not in html
    assert "&lt;img src=" in html


def test_template_syntax_in_a_fact_stays_text(granted):
    html = letter_html(granted, granted.sample_facts() | {"applicant_name": "{{ 7*7 }}"})
    assert "{{ 7*7 }}" in html


def test_a_template_that_fetches_a_picture_fails(press, catalogue, tmp_path):
    from app.letters import Catalogue

    folder = tmp_path / "fetching"
    folder.mkdir()
    source = catalogue.kind("reply_plain").folder
    (folder / "letter.toml").write_bytes((source / "letter.toml").read_bytes())
    (folder / "letter.html").write_text(
        '{% extends layout %}{% block text %}<p><img src="http://127.0.0.1:9/x.png" alt=""></p>{% endblock %}'
    )
    kind = Catalogue([tmp_path]).kind("fetching")
    with pytest.raises(RenderingFailed, match="无法读取"):
        press.render(kind, kind.sample_facts())


def test_a_template_that_reaches_into_python_is_stopped(catalogue, tmp_path):
    from jinja2.exceptions import SecurityError

    from app.letters import Catalogue

    folder = tmp_path / "escaping"
    folder.mkdir()
    source = catalogue.kind("reply_plain").folder
    (folder / "letter.toml").write_bytes((source / "letter.toml").read_bytes())
    (folder / "letter.html").write_text(
        "{% extends layout %}{% block text %}{{ ''.__class__.__mro__ }}{% endblock %}"
    )
    kind = Catalogue([tmp_path]).kind("escaping")
    with pytest.raises(SecurityError):
        letter_html(kind, kind.sample_facts())


def test_a_glyph_that_no_font_has_is_refused_by_the_press_too(press, catalogue, tmp_path):
    """The second net: text of a template is not checked like facts, but WeasyPrint's .notdef is an error."""
    from app.letters import Catalogue

    folder = tmp_path / "glyphless"
    folder.mkdir()
    source = catalogue.kind("reply_plain").folder
    (folder / "letter.toml").write_bytes((source / "letter.toml").read_bytes())
    (folder / "letter.html").write_text("{% extends layout %}{% block text %}<p>ي</p>{% endblock %}", "utf-8")
    kind = Catalogue([tmp_path]).kind("glyphless")
    with pytest.raises(LetterRefused, match="字体不含"):
        render(kind, kind.sample_facts())

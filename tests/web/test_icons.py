from app.web.icons import read_icons

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="16" class="bi"><path d="M1 1h2"/></svg>'


def test_an_icon_is_inlined_and_hidden_from_screen_readers(tmp_path):
    (tmp_path / "inbox.svg").write_text(DRAWING, "utf-8")
    icon = read_icons(tmp_path)["inbox"]
    assert '<path d="M1 1h2"/>' in icon
    assert 'aria-hidden="true"' in icon
    assert "style=" not in icon


def test_a_missing_folder_gives_no_icons(tmp_path):
    assert read_icons(tmp_path / "absent") == {}


def test_a_file_that_is_no_drawing_is_left_out(tmp_path):
    (tmp_path / "inbox.svg").write_text("not a drawing", "utf-8")
    assert read_icons(tmp_path) == {}


def test_a_page_asks_for_an_unknown_icon_and_gets_nothing(gallery):
    icon = gallery.jinja_env.globals["icon"]
    assert icon("no-such-icon") == ""
    assert icon(None) == ""

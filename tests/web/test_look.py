"""The gallery in a real Chromium: nothing blocked by the policy, nothing wider than the screen."""

import logging
import threading

import pytest
from werkzeug.serving import make_server

from tests.web.gallery.application import PAGES

WIDTHS = {"desk": (1366, 768), "phone": (390, 844), "small phone": (360, 640)}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture(scope="module")
def address(gallery):
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, gallery, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways_or_breaks_the_policy(page, address, width):
    page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[width], strict=True)))
    wide = []
    for name in PAGES:
        page.goto(f"{address}/gallery/{name}")
        root = "document.documentElement"
        if page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"):
            wide.append(name)
    assert wide == []
    assert page.complaints == []


def test_the_menu_of_the_phone_opens_by_a_plain_link(page, address):
    page.goto(f"{address}/gallery/inbox")
    assert not page.is_visible("#side")
    page.click(".menu-open")
    assert page.is_visible("#side")
    page.click(".menu-close")
    assert not page.is_visible("#side")


def test_a_second_click_sends_nothing(page, address):
    page.goto(f"{address}/gallery/signin")
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.route("**/gallery/echo", lambda route: route.fulfill(status=204))
    page.evaluate("() => { const b = document.querySelector('.btn-primary'); b.click(); b.click(); }")
    page.wait_for_selector(".btn-primary:disabled")
    assert sent.count("POST") == 1


def test_a_field_called_method_does_not_disarm_the_guard(page, address):
    page.goto(f"{address}/gallery/signin")
    page.route("**/gallery/echo", lambda route: route.fulfill(status=204))
    page.evaluate("() => { document.querySelector('form[data-form] input').name = 'method'; }")
    page.evaluate("() => document.querySelector('.btn-primary').click()")
    page.wait_for_selector(".btn-primary:disabled")
    assert page.complaints == []


def test_the_counter_says_by_how_much_a_text_is_too_long(page, address):
    page.goto(f"{address}/gallery/apply")
    page.fill("#f-description", "字" * 503)
    assert page.inner_text("[data-count-for=f-description]") == "已超出 3 字"


def test_a_phrase_is_added_to_the_opinion(page, address):
    page.goto(f"{address}/gallery/case")
    page.fill("#f-opinion", "已核对")
    page.click("text=拟同意")
    assert page.input_value("#f-opinion") == "已核对；拟同意"


def test_a_file_that_is_too_large_is_refused_at_once(page, address):
    page.goto(f"{address}/gallery/apply")
    big = {"name": "大.pdf", "mimeType": "application/pdf", "buffer": b"0" * (6 * 1024 * 1024)}
    page.set_input_files("#f-id_back", [big])
    assert "超过 5.0 MB" in page.inner_text(".upload:has(#f-id_back) .upload-chosen")
    assert page.evaluate("document.querySelector('#f-id_back').files.length") == 0


def test_touch_targets_of_the_phone_are_large_enough(page, address):
    page.goto(f"{address}/gallery/apply")
    heights = page.evaluate(
        "Array.from(document.querySelectorAll('main .btn, main .form-control, main .tile > label'))"
        ".map((element) => Math.round(element.getBoundingClientRect().height))"
    )
    assert min(heights) >= 44

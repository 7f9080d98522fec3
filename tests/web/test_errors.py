import logging
import re

import pytest
from werkzeug.exceptions import TooManyRequests

from tests.web.gallery.application import create_gallery

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "提交的内容无法识别"),
        (403, "没有查看或办理的权限"),
        (404, "没有找到这个页面"),
        (405, "不能直接打开这个页面"),
        (409, "内容已有变化"),
        (413, "不能超过 20 MB"),
        (422, "填写的内容需要修改"),
        (429, "请过几分钟再试"),
        (503, "系统正在维护"),
    ],
)
def test_each_refusal_has_its_own_words_and_a_way_back(client, status, words):
    answer = client.get(f"/fail/{status}")
    assert answer.status_code == status
    assert words in answer.text
    assert "回到首页" in answer.text


def test_staff_are_led_back_to_their_inbox(client):
    assert "回到工作页面" in client.get("/desk/fail/404").text


def test_the_missing_right_names_whom_to_call(client):
    assert "0878-4120000" in client.get("/fail/403").text


def test_a_broken_rule_is_shown_as_it_stands(client):
    answer = client.get("/fail/rule")
    assert answer.status_code == 409
    assert "该申请已延期一次，不得再次延期" in answer.text


def test_invalid_input_lists_each_fault(client):
    answer = client.get("/fail/input")
    assert answer.status_code == 422
    assert "请写明延期理由" in answer.text


def test_an_htmx_call_gets_one_line(client):
    answer = client.get("/fail/rule", headers=HTMX)
    assert answer.text.strip().startswith('<p class="request-error"')
    assert "<html" not in answer.text


def test_a_program_gets_code_message_and_fields(client):
    answer = client.get("/api/v1/fail/input")
    assert answer.get_json() == {
        "code": "invalid_input",
        "message": "填写的内容需要修改",
        "fields": {"reason": "请写明延期理由"},
    }
    assert client.get("/api/v1/nothing").get_json()["code"] == "not_found"


def test_a_fault_shows_a_number_that_the_log_knows(client, caplog):
    with caplog.at_level(logging.ERROR):
        answer = client.get("/fail/bug")
    reference = re.search(r"E-[0-9A-F]{6}", answer.text)
    assert answer.status_code == 500
    assert reference is not None
    assert reference.group() in caplog.text
    assert "KeyError" not in answer.text


def test_an_old_page_is_told_apart_from_bad_input(client):
    answer = client.post("/gallery/echo")
    assert answer.status_code == 400
    assert "本页打开太久" in answer.text


def test_the_waiting_time_is_said_in_minutes():
    app = create_gallery()

    @app.get("/wait")
    def wait():
        raise TooManyRequests(retry_after=90)

    assert "请在 2 分钟后再试" in app.test_client().get("/wait").text


def test_error_pages_do_without_context_processors():
    app = create_gallery(PROPAGATE_EXCEPTIONS=False)

    @app.context_processor
    def needs_the_database():
        raise RuntimeError("the database is down")

    answer = app.test_client().get("/fail/503")
    assert answer.status_code == 503
    assert "系统正在维护" in answer.text

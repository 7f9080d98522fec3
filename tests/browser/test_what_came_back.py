"""A form that came back with its faults is kept when the page is left; a file too large is told before it is sent."""

import pytest

from tests.browser.people import Stage
from tests.browser.walking import Walk

WORDS = "请写明所需信息的文件名称或者文号"
OPENED = 10


@pytest.fixture
def walk(stage: Stage) -> Walk:
    return Walk(stage)


def test_what_stands_in_a_form_that_came_back_is_there_again(walk):
    walk.apply()
    walk.do("clerk", title="申请公开补贴发放明细")
    reviewer = walk.task("reviewer").fill(opinion=WORDS)
    walk.submit(reviewer)  # no conclusion was chosen
    reviewer.see("有 1 处需要修改")
    reviewer.press("待办任务")
    # it is sent while the page is being left, so a page that is opened at once may be faster
    seen = (walk.task("reviewer").page.locator("#task [name=opinion]").input_value() for _ in range(OPENED))
    assert WORDS in seen


def test_a_file_too_large_is_told_in_the_page(walk, tmp_path):
    large = tmp_path / "检索材料.pdf"
    with large.open("wb") as file:
        file.truncate(31 * 1024 * 1024)
    walk.apply()
    walk.accepted()
    walk.do("reviewer", unit="LF-ZRZY", person="handler")
    page = walk.task("handler").page
    chooser = page.locator("#task input[type=file]").first
    chooser.set_input_files(large)
    assert "超过 30.0 MB" in page.locator("#task .upload-chosen").first.inner_text()
    assert chooser.input_value() == ""

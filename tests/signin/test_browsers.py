"""Names of browsers."""

import pytest

from app.signin.browsers import browser_words


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/86.0 Safari/537.36 UOS", "统信系统，Chrome 内核浏览器"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Windows 电脑，Edge 浏览器"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0", "苹果手机，微信"),
        ("", "其他设备，其他程序"),
    ],
)  # fmt: skip
def test_device_and_browser_are_named_as_their_owner_knows_them(user_agent, words):
    assert browser_words(user_agent) == words

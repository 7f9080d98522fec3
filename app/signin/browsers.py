"""A browser's name in words that its owner recognises."""

BROWSERS = (
    ("QIHU", "360浏览器"),
    ("360SE", "360浏览器"),
    ("MicroMessenger", "微信"),
    ("Edg", "Edge 浏览器"),
    ("Firefox", "火狐浏览器"),
    ("Chrome", "Chrome 内核浏览器"),
    ("Safari", "Safari 浏览器"),
)
SYSTEMS = (
    ("UOS", "统信系统"),
    ("Kylin", "麒麟系统"),
    ("Android", "安卓手机"),
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("Windows", "Windows 电脑"),
    ("Mac OS", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)


def browser_words(user_agent: str) -> str:
    """For example “Windows 电脑，Edge 浏览器”."""
    system = next((words for mark, words in SYSTEMS if mark in user_agent), "其他设备")
    browser = next((words for mark, words in BROWSERS if mark in user_agent), "其他程序")
    return f"{system}，{browser}"

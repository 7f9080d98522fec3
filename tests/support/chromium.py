"""One Chromium for all browser tests of a process: Playwright's driver can run only once in it."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

# The browser without windows of its own takes half the processor time of the whole one for the same pages.
CHROMIUM = (
    shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("chromium-browser")
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Launcher:
    """Starts the browser when it is first asked for, and again should it have crashed."""

    def __init__(self, playwright: Playwright) -> None:
        self.playwright = playwright
        self.started: Browser | None = None

    def browser(self) -> Browser:
        if self.started is None or not self.started.is_connected():
            self.started = self.playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        return self.started


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    with sync_playwright() as playwright:
        found = Launcher(playwright)
        yield found
        if found.started is not None:
            found.started.close()


@pytest.fixture
def chromium(launcher: Launcher) -> Browser:
    """A running browser without a page."""
    return launcher.browser()


def skip_without_browser(items: list[pytest.Item]) -> None:
    for item in items:
        if CHROMIUM is None and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium installed"))

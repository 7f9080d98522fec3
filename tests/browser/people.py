"""People in front of browsers: an applicant and the clerks, each with cookies of their own."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.support.county import PASSWORD

DESKTOP = {"width": 1366, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 30_000  # milliseconds until a page counts as broken
ARE_KEPT = os.environ.get("PICTURES") == "1"
Cookies = list[dict[str, Any]]


@dataclass
class Visitor:
    """One person in one browser window."""

    page: Page
    base: str
    name: str
    shots: Path

    def go(self, path: str) -> "Visitor":
        """Open a page; a clerk whose session has ended meanwhile signs in again and arrives there."""
        self.page.goto(self.base + path)
        return self.sign_in() if "/signin?" in self.page.url else self

    def takes(self, cookies: Cookies) -> "Visitor":
        """The browser has these cookies and no others."""
        self.page.context.clear_cookies()
        self.page.context.add_cookies(cookies)  # type: ignore[arg-type]
        return self

    def sign_in(self) -> "Visitor":
        """On the sign-in page, under this visitor's name."""
        self.page.locator("input[name=login]").fill(self.name)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("main button[type=submit]").first.click()
        self.page.wait_for_url(lambda url: "/signin" not in url)
        return self

    def see(self, words: str) -> Locator:
        """The words are on the page."""
        found = self.page.get_by_text(words, exact=False).filter(visible=True).first
        found.wait_for()
        return found

    def press(self, words: str) -> "Visitor":
        """A button or a link with these words: with no others beside them, where there is one."""
        alike = [
            self.page.get_by_role(role, name=words, exact=exact)
            for exact in (True, False)
            for role in ("button", "link")
        ]
        target = next((found for found in alike if found.count()), alike[-1])
        target.first.click()
        self.page.wait_for_load_state()
        return self

    def agree_to_letters(self, picture: str = "核对文书") -> "Visitor":
        """What an act would number is shown first: looked at and agreed to, where there is such a page."""
        if self.page.locator("main input[name=letters_seen]").count():
            self.picture(picture).press("确认制发")
        return self

    def fill(self, **values: str) -> "Visitor":
        """Fields of the task's form by name: texts, dates, choices (by value) and check boxes (yes)."""
        for name, value in values.items():
            self._fill(name, value)
        return self

    def _fill(self, name: str, value: str) -> None:
        found = self.page.locator(f'main [name="{name}"]:not([type=hidden])')
        kind = found.first.evaluate("e => e.type || e.tagName")
        if kind == "radio":
            self.page.locator(f'main [name="{name}"][value="{value}"]').check(force=True)
        elif kind == "checkbox" and found.count() > 1 and value != "yes":
            for one in value.splitlines():
                self.page.locator(f'main [name="{name}"][value="{one}"]').check(force=True)
        elif kind == "checkbox":
            found.first.check(force=True)
        elif kind == "select-one":
            found.first.select_option(value)
        else:
            found.first.fill(value)

    def picture(self, name: str) -> "Visitor":
        """Kept for people to look at, where they ask for it."""
        if ARE_KEPT:
            self.page.screenshot(path=self.shots / f"{name}.png", full_page=True)
        return self


@dataclass
class Stage:
    """The county's office with its server and its clock."""

    browser: Browser
    instance: Path
    shots: Path
    test: str
    ask: Callable[[str], None]
    """The server, to do what a word stands for (tests.browser.server)."""
    enter: Callable[[str, datetime], list[tuple[str, str]]]
    """What a browser has in which this person has signed in at this moment."""
    contexts: list[BrowserContext] = field(default_factory=list)
    people: dict[str, Visitor] = field(default_factory=dict)
    entered: dict[str, Cookies] = field(default_factory=dict)
    """What people have who have signed in, whether or not their browser has been needed."""
    complaints: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{(self.instance / 'port').read_text('ascii')}"

    def at(self, text: str) -> "Stage":
        """Move the office's clock, e.g. 2026-03-17T09:00."""
        instant = datetime.fromisoformat(f"{text}:00+08:00")
        return self.set(instant)

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat((self.instance / "now").read_text("ascii"))

    def tick(self, minutes: int = 1) -> "Stage":
        """A little later."""
        return self.set(self.now + timedelta(minutes=minutes))

    def set(self, instant: datetime) -> "Stage":
        """In one step: a page that polls meanwhile must not read half a moment."""
        fresh = self.instance / "now.fresh"
        fresh.write_text(instant.isoformat(), encoding="ascii")
        fresh.replace(self.instance / "now")
        return self

    def run_jobs(self) -> "Stage":
        """What the scheduler does at this moment."""
        self.ask("jobs")
        return self

    def visitor(self, name: str, *, phone: bool = False, script: bool = True) -> Visitor:
        """Somebody with a fresh browser. Console errors and policy violations are remembered."""
        context = self.browser.new_context(
            viewport=PHONE if phone else DESKTOP, locale="zh-CN", timezone_id="Asia/Shanghai",
            java_script_enabled=script, is_mobile=phone, accept_downloads=True,
        )  # fmt: skip
        self.contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda message: self._note(message.type, message.text))
        return Visitor(page, self.base, name, self.shots)

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" and "status of 4" not in text:
            self.complaints.append(text)

    def person(self, login: str, *, phone: bool = False) -> Visitor:
        """A clerk, signed in; no page is open yet. The page for that has journeys of its own, and whoever comes back
        when the session has ended signs in there."""
        key = f"{login}{'-phone' if phone else ''}"
        if key not in self.people:
            if key not in self.entered:
                kept = self.enter(login, self.now)
                self.entered[key] = [{"name": name, "value": value, "url": self.base} for name, value in kept]
            self.people[key] = self.visitor(login, phone=phone).takes(self.entered[key])
        return self.people[key]

    def close(self) -> None:
        for context in self.contexts:
            context.close()

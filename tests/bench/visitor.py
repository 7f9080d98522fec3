"""A client with a connection that is kept open: a program with its token, or a browser with its session."""

import http.client
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from tests.support.browsing import seen_letters
from tests.support.county import PASSWORD

CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"


class Unexpected(RuntimeError):
    """An answer that the benchmark did not count on."""


@dataclass
class Visitor:
    """One person at one server. `complete` is what is timed; everything else is preparation."""

    port: int
    login: str
    token: str = ""
    csrf: str = ""
    location: str = ""  # where the last answer sent us
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def take_token(self) -> "Visitor":
        """Ask for an API token."""
        body = json.dumps({"login": self.login, "password": PASSWORD})
        status, text = self._send(
            "POST", "/api/v1/tokens", body, {"Content-Type": "application/json", **_key()}
        )
        self._expect(201, status, text)
        self.token = json.loads(text)["token"]
        return self

    def sign_in(self) -> "Visitor":
        """Sign in as a browser does, and read the form token of the session."""
        first = self._csrf_of("/signin")
        form = urlencode({"login": self.login, "password": PASSWORD, "csrf_token": first})
        status, text = self._send("POST", "/signin", form, {"Content-Type": FORM}, keep_cookies=True)
        self._expect(302, status, text)
        self.csrf = self._csrf_of("/desk")
        return self

    def touch(self) -> None:
        """Open the connection anew: the server closes those that were quiet for some seconds."""
        self.connection.close()
        status, text = self._send("GET", "/healthz")
        self._expect(200, status, text)

    def get(self, path: str) -> str:
        """A page of the office; its text."""
        status, text = self._send("GET", quote(path, safe="/?=&%"))
        self._expect(200, status, text)
        return text

    def complete_by_api(self, item_id: str, data: dict[str, Any]) -> None:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}", **_key()}
        status, text = self._send("POST", f"/api/v1/tasks/{item_id}/complete", json.dumps(data), headers)
        self._expect(200, status, text)

    def complete_at_desk(self, item_id: str, data: dict[str, Any]) -> str:
        """The click, with the look at the letters where it numbers any; the address that it leads to, not fetched."""
        path, sent = (
            f"/desk/tasks/{item_id}/complete",
            {**data, "csrf_token": self.csrf, "form_key": str(uuid4())},
        )
        status, text = self._send("POST", path, urlencode(sent), {"Content-Type": FORM})
        if seen := seen_letters(text):
            status, text = self._send("POST", path, urlencode({**sent, **seen}), {"Content-Type": FORM})
        self._expect(302, status, text)
        return self.location

    def _csrf_of(self, path: str) -> str:
        status, text = self._send("GET", path, keep_cookies=True)
        self._expect(200, status, text)
        found = CSRF.search(text)
        if found is None:
            raise Unexpected(f"{path} has no form")
        return found[1]

    def _send(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None,
        keep_cookies: bool = False,
    ) -> tuple[int, str]:  # fmt: skip
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {**(headers or {}), **({"Cookie": cookie} if cookie else {})}
        self.connection.request(method, path, body.encode() if body is not None else None, sent)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.location = answer.headers.get("Location", "")
        if keep_cookies:  # left out when timing: messages for the next page would pile up in the cookie
            for line in answer.msg.get_all("Set-Cookie", ()):
                name, _, rest = line.partition("=")
                self.cookies[name] = rest.partition(";")[0]
        return answer.status, text

    def _expect(self, wanted: int, status: int, text: str) -> None:
        if status != wanted:
            raise Unexpected(f"{self.login}: {status} instead of {wanted}: {text[:300]}")


def _key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}

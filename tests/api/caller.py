"""A program that knows the API only by its contract."""

import io
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app import timekeeping
from app.database import db
from tests.api.description import hold_to_its_word
from tests.support.door import token_for
from tests.support.office import APPLICATION, MORNING, PAPER


@dataclass
class Caller:
    """Calls with tokens, at a chosen moment."""

    client: FlaskClient
    now: datetime = MORNING
    number: str = ""
    code: str = ""
    tokens: dict[str, str] = field(default_factory=dict)

    def later(self, **more: int) -> "Caller":
        self.now += timedelta(**more)
        return self

    def call(self, method: str, path: str, login: str = "", key: str = "", **options: Any) -> Any:
        """One call, in an application context of its own; the answer as it came."""
        headers = {**options.pop("headers", {})}
        if login:
            headers["Authorization"] = f"Bearer {self.token(login)}"
        if method == "POST":
            headers["Idempotency-Key"] = key or str(uuid4())
        db.session.rollback()  # the test's own reading must not hold the database while the call writes
        with timekeeping.moved_to(self.now), self.client.application.app_context():
            self.later(minutes=1)
            answer = self.client.open(f"/api/v1{path}", method=method, headers=headers, **options)
        hold_to_its_word(self.client.application, method, f"/api/v1{path}", answer)
        return answer

    def token(self, login: str) -> str:
        if login not in self.tokens:
            self.tokens[login] = token_for(self.client, login, self.now)
        return self.tokens[login]

    def apply(self, **changes: Any) -> Any:
        answer = self.call("POST", "/public/requests", json={**APPLICATION, **changes})
        if answer.status_code == 201:
            self.number, self.code = answer.json["number"], answer.json["query_code"]
        return answer

    def register(self, login: str = "clerk", **changes: Any) -> Any:
        data = {**PAPER, "arrived_on": self.now.date().isoformat(), "organ": "LF", **changes}
        answer = self.call("POST", "/requests", login, json=data)
        if answer.status_code == 201:
            self.number, self.code = answer.json["number"], answer.json["query_code"]
        return answer

    def public(self, method: str = "GET", act: str = "", **options: Any) -> Any:
        """A call of the applicant on the request."""
        path = f"/public/requests/{self.number}{'/' + act if act else ''}"
        return self.call(method, path, headers={"X-Query-Code": self.code}, **options)

    def attach(self, login: str, name: str, data: bytes) -> Any:
        """Add a file to the reply."""
        chosen = {"files": [FileStorage(io.BytesIO(data), name)]}
        boundary, body = encode_multipart(chosen)
        return self.call("POST", f"/cases/{self.number}/enclosures", login, data=body,
                         content_type=f"multipart/form-data; boundary={boundary}")  # fmt: skip

    def case(self, login: str = "reviewer") -> Any:
        return self.call("GET", f"/cases/{self.number}", login).json

    def tasks(self) -> dict[str, Any]:
        """The open tasks of the case by node."""
        return {task["name"]: task for task in self.case()["tasks"]}

    def do(self, login: str, node: str, **values: Any) -> Any:
        """Fill the form of a task as its JSON Schema describes it, and complete it: nothing is refused."""
        task = self.call("GET", f"/tasks/{self.tasks()[node]['id']}", login)
        assert task.status_code == 200, task.json
        allowed = set(task.json["form"]["properties"])
        assert set(values) <= allowed, (node, set(values) - allowed)
        marks = {
            name: task.json["initial"][name] for name in ("signed_hash",) if task.json["initial"].get(name)
        }
        answer = self.call("POST", f"/tasks/{task.json['id']}/complete", login, json={**marks, **values})
        assert answer.status_code == 200, (node, answer.json)
        return answer

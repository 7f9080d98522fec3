"""An applicant with a browser: walks the portal's forms as a person does, at a chosen moment."""

import io
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask import current_app
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app import timekeeping
from tests.desk.browsing import hidden
from tests.support.door import Cookies, cookies_of, give, has_cookies
from tests.support.office import MORNING, Office
from tests.support.walks import walked

TYPED = {
    "organ": "LF", "applicant_kind": "natural_person", "name": "申请人甲", "identity_document": "other",
    "identity_number": "T0000001", "telephone": "13900000000", "email": "", "address": "", "postcode": "",
    "contact_name": "", "document_title": "", "document_reference": "",
    "description": "禄丰市金山镇2024年度耕地地力保护补贴发放明细", "reply_form": "electronic", "reply_way": "portal",
}  # fmt: skip


class Applicant:
    """A browser of an applicant and the office's clock."""

    def __init__(self, client, now: datetime):
        self.client, self.now = client, now

    def later(self, **more) -> "Applicant":
        self.now += timedelta(**more)
        return self

    def get(self, path: str, **options):
        with timekeeping.moved_to(self.now):
            return self.client.get(path, **options)

    def post(self, path: str, data=None, **options):
        with timekeeping.moved_to(self.now):
            return self.client.post(path, data=data or {}, **options)

    def starts(self) -> "Applicant":
        assert self.post("/apply", {"has_read_guide": "1"}).status_code == 302
        return self

    def fills(self, *files, **changes):
        chosen = [FileStorage(io.BytesIO(content), name) for name, content in files]
        return self.send("/apply/form", {**TYPED, **changes, "files": chosen})

    def send(self, path: str, data: dict):
        """As a browser sends a form with files. (The client's own way leaves temporary files open.)"""
        boundary, body = encode_multipart(data)
        return self.post(path, body, content_type=f"multipart/form-data; boundary={boundary}")

    def applies(self, *files, **changes) -> tuple[str, str]:
        """All four steps; number and query code."""
        if files or has_cookies(self.client):
            return self.walks_the_forms(*files, **changes)
        stranger = Stranger(self.now)
        number, code, cookies = stranger.applied(**changes)
        self.now = stranger.now
        give(self.client, cookies)
        return number, code

    def walks_the_forms(self, *files, **changes) -> tuple[str, str]:
        self.starts().later(minutes=2).fills(*files, **changes)
        self.submits()
        return self.receipt()

    def submits(self):
        """The button of the page on which everything is read back."""
        return self.post("/apply/check", self.shown())

    def shown(self) -> dict[str, str]:
        """What that page sends."""
        return {"form_key": hidden(self.get("/apply/check").text, "form_key")}

    def receipt(self) -> tuple[str, str]:
        page = self.get("/apply/done").text
        number = re.search(r'申请编号 <span class="num">([^<]+)<', page)
        code = re.search(r"data-query-code>([^<]+)<", page)
        assert number is not None, page
        assert code is not None, page
        return number[1], code[1]

    def looks_up(self, number: str, code: str):
        return self.post("/progress", {"number": number, "code": code})


@dataclass
class Stranger:
    """Somebody with a browser that has no cookies yet."""

    now: datetime

    @walked
    def applied(self, **changes) -> tuple[str, str, Cookies]:
        """Number, query code and what the browser has then."""
        applicant = Applicant(current_app.test_client(), self.now)
        number, code = applicant.walks_the_forms(**changes)
        self.now = applicant.now
        return number, code, cookies_of(applicant.client)


@pytest.fixture
def applicant(client):
    return Applicant(client, MORNING)


@pytest.fixture
def office():
    return Office(now=MORNING)

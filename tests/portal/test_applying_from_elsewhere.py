"""Forms that did not come from our pages: refused; large files with the page's own token come through."""

import re

import pytest

from tests.casework.upload_samples import pdf


class TestForgery:
    @pytest.fixture(autouse=True)
    def checked(self, app):
        app.config["WTF_CSRF_ENABLED"] = True
        yield
        app.config["WTF_CSRF_ENABLED"] = False

    @pytest.mark.parametrize(
        "path", ["/apply", "/apply/form", "/apply/check", "/progress", "/progress/signout", "/verify"]
    )
    def test_a_form_from_elsewhere_is_refused(self, applicant, path):
        assert applicant.post(path, {"has_read_guide": "1"}).status_code == 400

    def test_large_files_come_through_with_the_pages_own_token(self, applicant):
        token = re.search(r'name="csrf_token" value="([^"]+)"', applicant.get("/apply").text)[1]
        applicant.post("/apply", {"has_read_guide": "1", "csrf_token": token})
        answer = applicant.fills(("扫描件.pdf", pdf() + b"\n" * 3 * 1024 * 1024), csrf_token=token)
        assert answer.location == "/apply/check"

"""The attacks of strangers through the doors that are open to everybody: refused in a sentence, and nothing kept."""

import io
import resource

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.casework.models import Case, Document
from app.casework.papers.uploads import turn
from app.casework.store.files import file_store
from app.database import db
from app.quarantine import limits
from tests.api.caller import Caller
from tests.casework import upload_samples as samples
from tests.portal.conftest import Applicant
from tests.support.office import APPLICATION, MORNING

MEGABYTE_IN_KB = 1024


@pytest.fixture
def applicant(client):
    return Applicant(client, MORNING)


def peak() -> int:
    """Most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE_IN_KB


def pictures(number: int) -> list[FileStorage]:
    return [
        FileStorage(io.BytesIO(samples.large_png()), f"{i}.png", content_type="image/png")
        for i in range(number)
    ]


def kept() -> set[str]:
    return {str(path) for path in file_store().folder.rglob("*") if path.is_file()}


def apply_with(client, files) -> object:
    boundary, body = encode_multipart({**APPLICATION, "has_read_guide": "1", "files": files})
    return Caller(client).call(
        "POST", "/public/requests", data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )


@pytest.mark.database
class TestVerification:
    def send(self, applicant, data: bytes):
        return applicant.send("/verify/file", {"pdf": FileStorage(io.BytesIO(data), "文书.pdf")})

    def test_a_letter_of_one_and_a_half_megabytes_that_inflates_to_as_many_gigabytes(self, applicant):
        bomb, before = samples.letter_bomb(), peak()
        assert len(bomb) < 2 * limits.MEGABYTE
        answer = self.send(applicant, bomb)
        assert answer.status_code == 422
        assert "解开后过大或者过于复杂" in answer.text
        assert peak() - before < 64

    def test_a_file_larger_than_any_letter_is_refused_before_it_is_read(self, applicant):
        answer = self.send(applicant, bytes(limits.LETTER_BYTES + 1))
        assert answer.status_code == 413
        assert "超过 20 MB，不是本平台制发的文书" in answer.text

    def test_a_body_far_above_it_is_not_even_taken_in(self, applicant):
        answer = self.send(applicant, bytes(limits.LETTER_BYTES + 2 * limits.MEGABYTE))
        assert answer.status_code == 413
        assert "提交的内容太大" in answer.text

    def test_a_code_that_no_database_can_look_for_is_unknown(self, applicant):
        data = samples.pdf_with_data(
            {"kind": "x", "version": "1", "facts": {"verification_code": "\0\ud800"}}
        )
        assert "不是本平台的存档文书" in self.send(applicant, data).text

    def test_while_others_have_theirs_opened_one_is_told_when_to_come_back(self, applicant, monkeypatch):
        monkeypatch.setattr("app.quarantine.turns._gate", _taken())
        answer = self.send(applicant, samples.pdf())
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == str(limits.COME_BACK_SECONDS)
        assert f"{limits.COME_BACK_SECONDS} 秒后再试" in answer.text


@pytest.mark.database
class TestPictures:
    def test_ten_of_49_megapixels_by_the_api(self, client):
        before, files = peak(), kept()
        answer = apply_with(client, pictures(10))
        assert answer.status_code == 413
        assert answer.json["code"] == "file_too_large"
        assert "合计不能超过 12500 万像素" in answer.json["fields"]["files"]
        assert kept() == files
        assert db.session.scalar(select(func.count()).select_from(Case)) == 0
        assert peak() - before < 64

    def test_ten_of_49_megapixels_on_the_portal(self, applicant):
        before = peak()
        applicant.starts()
        answer = applicant.fills(*[(each.filename, each.read()) for each in pictures(10)])
        assert answer.status_code == 422
        assert "合计不能超过 12500 万像素" in answer.text
        assert "多出的 5 个没有保存" in answer.text
        assert db.session.scalar(select(func.count()).select_from(Document)) == 0
        assert peak() - before < 64

    def test_while_others_have_theirs_opened_programs_are_told_when_to_come_back(self, client, monkeypatch):
        monkeypatch.setattr("app.quarantine.turns._gate", _taken())
        files = kept()
        answer = apply_with(client, pictures(1))
        assert (answer.status_code, answer.json["code"]) == (429, "too_many_files_at_once")
        assert answer.headers["Retry-After"] == str(limits.COME_BACK_SECONDS)
        assert kept() == files

    def test_and_on_the_portal_nothing_typed_is_lost(self, applicant, monkeypatch):
        monkeypatch.setattr("app.quarantine.turns._gate", _taken())
        applicant.starts()
        files = kept()
        answer = applicant.fills(("证明.png", samples.picture()), description="要打字很久的内容")
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == str(limits.COME_BACK_SECONDS)
        assert "要打字很久的内容" in answer.text
        assert "秒后再试" in answer.text
        assert kept() == files


@pytest.mark.database
def test_nobody_is_kept_from_writing_while_files_are_opened(app):
    db.session.scalar(select(func.count()).select_from(Case))
    with turn():
        assert not db.session().in_transaction()


def _taken():
    """A gate through which nobody comes."""
    from app.quarantine.gate import Gate

    return Gate(at_once=0, waiting=0)

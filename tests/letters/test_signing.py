"""Signatures on letters: by a service over HTTP (a stub on the loopback), by a certificate."""

import io
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import page
import pikepdf
import pytest

from app.letters import Drawn, render
from app.letters.reading import Verdict, read_letter, verify
from app.letters.seals import draw_test_seal
from app.letters.signatures import are_sound, read_signatures
from app.letters.signing import CertificateSigner, ServiceSigner, SignerAway, SigningFailed
from tests.test_bounded_call import dripping

ROOT = Path(__file__).parents[2]
NOW = datetime.now(UTC)
MONTH = timedelta(days=30)


@pytest.fixture(scope="module")
def pdf():
    from app.letters import Catalogue

    kind = Catalogue().kind("withdrawal_confirmation")
    return render(kind, kind.sample_facts())


@contextmanager
def service(answer):
    """A signature service here: `answer(body) -> (status, body, head)`. Yields its address and what it got."""
    seen = []

    class Stub(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            seen.append((dict(self.headers), body))
            status, content, head = answer(body)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **head}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args):
            """Keeps the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sign", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def other_facts(body):
    with pikepdf.open(io.BytesIO(body)) as document:
        data = (
            document.attachments["letter.json"]
            .get_file()
            .read_bytes()
            .replace("申请人甲".encode(), "申请人乙".encode())
        )
        assert "申请人乙".encode() in data
        document.attachments["letter.json"] = pikepdf.AttachedFileSpec(document, data)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def test_the_service_gets_the_letter_and_its_answer_is_the_record(pdf):
    with service(lambda body: (200, body + b"\n% signed\n", {})) as (address, seen):
        signed = ServiceSigner(address, "LF", "secret").sign(pdf, NOW)
    head, body = seen[0]
    assert (head["Authorization"], head["X-Organ-Code"], body) == ("Bearer secret", "LF", pdf)
    letter = read_letter(signed)
    assert verify(signed, {letter.code: letter.sha256}.get)[0] is Verdict.GENUINE
    assert verify(pdf, {letter.code: letter.sha256}.get)[0] is Verdict.ALTERED


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda body: (500, b"", {}), "500"),
        (lambda body: (302, b"", {"Location": "http://127.0.0.1:9/"}), "302"),
        (lambda body: (200, b"<html>", {}), "不是所送的文书"),
        (lambda body: (200, body, {}), "没有签名"),
        (lambda body: (200, other_facts(body), {}), "不一致"),
        (lambda body: (200, b"%PDF-", {"Content-Length": "999"}), "没有回应|不是所送的文书"),
    ],
)
def test_an_answer_that_is_not_the_signed_letter_is_refused(pdf, answer, why):
    with service(answer) as (address, _seen), pytest.raises(SigningFailed, match=why):
        ServiceSigner(address, "LF").sign(pdf, NOW)


def test_a_service_that_is_away_or_no_service_is_told_as_such(pdf):
    with service(lambda body: (200, body, {})) as (address, _seen):
        pass
    with pytest.raises(SignerAway, match="没有回应"):
        ServiceSigner(address, "LF").sign(pdf, NOW)
    with pytest.raises(SigningFailed, match="地址"):
        ServiceSigner("file:///etc/passwd", "LF").sign(pdf, NOW)


@pytest.mark.parametrize(
    ("status", "is_away"), [(500, True), (503, True), (429, True), (401, False), (204, False)]
)
def test_a_service_in_trouble_is_away_and_one_that_refuses_is_not(pdf, status, is_away):
    with service(lambda body: (status, b"", {})) as (address, _seen), pytest.raises(SigningFailed) as found:
        ServiceSigner(address, "LF").sign(pdf, NOW)
    assert isinstance(found.value, SignerAway) is is_away


def test_a_service_that_answers_byte_by_byte_is_cut_off(pdf):
    """Each byte comes within the time of one step: without an end to all of them it would hold the jobs for ever."""
    with dripping(b"HTTP/1.0 200 OK\r\n\r\n") as address, pytest.raises(SignerAway, match="没有回应"):
        ServiceSigner(address, "LF", time_limit=0.5).sign(pdf, NOW)


def pkcs12(folder, password=b"open", since=NOW - MONTH, until=NOW + MONTH, with_key=True):
    """A certificate signed by itself, for tests alone."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption
    from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "测试机关")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    certificate = builder.not_valid_before(since).not_valid_after(until).sign(key, hashes.SHA256())
    sealed_by = BestAvailableEncryption(password) if password else NoEncryption()
    holder = (key, certificate, None) if with_key else (None, None, [certificate])
    file = folder / "LF.p12"
    file.write_bytes(serialize_key_and_certificates(b"LF", *holder, sealed_by))
    return file


@pytest.fixture(scope="module")
def signed(pdf, tmp_path_factory):
    return CertificateSigner(pkcs12(tmp_path_factory.mktemp("certificate")), b"open").sign(pdf, NOW)


def test_a_certificate_signs_the_letter_as_it_stands(pdf, signed):
    assert signed.startswith(pdf)
    with pikepdf.open(io.BytesIO(signed)) as document:
        (field,) = document.Root.AcroForm.Fields
        assert (field.FT, field.V.SubFilter) == ("/Sig", "/adbe.pkcs7.detached")
    letter = read_letter(signed)
    assert letter.facts == read_letter(pdf).facts
    assert verify(signed, {letter.code: letter.sha256}.get)[0] is Verdict.GENUINE


def test_a_certificate_without_a_password_signs_too(pdf, tmp_path):
    assert are_sound(read_signatures(CertificateSigner(pkcs12(tmp_path, b""), b"").sign(pdf, NOW)))


@pytest.mark.parametrize("name", ["withdrawal_confirmation", "reply_granted"])
def test_a_signed_letter_is_still_valid_pdf_a_3a_and_pdf_ua_1(catalogue, name, tmp_path):
    kind = catalogue.kind(name)
    facts = kind.sample_facts()
    plain = render(kind, facts, Drawn(draw_test_seal(facts["organ_name"])))
    signed = CertificateSigner(pkcs12(tmp_path), b"open").sign(plain, NOW)
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(signed, profile=profile)
        assert report.is_compliant, str(report)


def test_the_signers_program_leaves_no_name_in_the_letters_metadata(pdf, signed):
    def metadata(content):
        with pikepdf.open(io.BytesIO(content)) as document:
            return document.Root.Metadata.read_bytes(), dict(document.docinfo)

    assert metadata(signed) == metadata(pdf)


@pytest.mark.parametrize(
    ("since", "until", "why"), [(-2, -1, "过期"), (1, 2, "尚未生效")], ids=["expired", "not yet valid"]
)
def test_a_certificate_out_of_its_time_is_refused(pdf, tmp_path, since, until, why):
    file = pkcs12(tmp_path, since=NOW + since * MONTH, until=NOW + until * MONTH)
    with pytest.raises(SigningFailed, match=why):
        CertificateSigner(file, b"open").sign(pdf, NOW)


def test_a_certificate_that_cannot_be_read_is_refused(pdf, tmp_path):
    file = pkcs12(tmp_path)
    with pytest.raises(SigningFailed, match="口令"):
        CertificateSigner(file, b"wrong").sign(pdf, NOW)
    file.write_bytes(file.read_bytes()[:-50])
    with pytest.raises(SigningFailed, match="已损坏"):
        CertificateSigner(file, b"open").sign(pdf, NOW)
    with pytest.raises(SigningFailed, match="没有私钥"):
        CertificateSigner(pkcs12(tmp_path, with_key=False), b"open").sign(pdf, NOW)
    file.unlink()
    with pytest.raises(SigningFailed, match="不能打开"):
        CertificateSigner(file, b"open").sign(pdf, NOW)


def test_the_start_does_not_pay_for_signing():
    script = "import sys, app.casework.letters.signers, app.cli.letters; print('pyhanko' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"

"""One that answers byte by byte, or not at all, holds nobody longer than the whole of its time."""

import socket
import ssl
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.bounded_call import NotAnswered, NotReached, post

SHORT = {"patience": 5.0, "longest": 0.4, "largest": 4096}


@contextmanager
def dripping(begin: bytes, scheme: str = "http", drop: bytes = b"x", tls: ssl.SSLContext | None = None):
    """A server that sends `begin`, and then for ever one byte every 50 ms."""
    stopped = threading.Event()

    def serve():
        try:
            line, _ = listening.accept()
            with tls.wrap_socket(line, server_side=True) if tls else line as spoken:
                spoken.sendall(begin)
                while not stopped.wait(0.05):
                    spoken.sendall(drop)
        except OSError:
            return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = threading.Thread(target=serve, daemon=True)
        server.start()
        yield f"{scheme}://127.0.0.1:{listening.getsockname()[1]}/"
        stopped.set()
        server.join(5)


@pytest.fixture
def tls(tmp_path, monkeypatch):
    """What a server on this machine needs for TLS; its certificate is one of those that are trusted."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    form, plain = PrivateFormat.PKCS8, NoEncryption()
    (tmp_path / "server.key").write_bytes(key.private_bytes(Encoding.PEM, form, plain))
    (tmp_path / "server.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem", tmp_path / "server.key")
    return context


@pytest.mark.parametrize(
    "begin",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n",
    ],
    ids=["first line", "head", "body", "body of a line that is closed", "body of HTTP/1.0", "chunk"],
)
def test_who_answers_byte_by_byte_is_cut_and_nothing_counts_as_an_answer(begin):
    began = time.monotonic()
    with dripping(begin) as url, pytest.raises(NotAnswered):
        post(url, b"{}", {}, **SHORT)
    assert time.monotonic() - began < 5


def test_who_drags_out_the_greeting_of_tls_is_cut():
    """A record of the greeting is announced with 4,000 bytes, which come one by one."""
    with dripping(b"\x16\x03\x03\x0f\xa0", "https", b"\0") as url, pytest.raises(NotReached):
        post(url, b"{}", {}, **SHORT)


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.0 200 OK\r\n\r\n"], ids=["first line", "body"])
def test_who_answers_byte_by_byte_over_tls_is_cut_too(tls, begin):
    with dripping(begin, "https", tls=tls) as url, pytest.raises(NotAnswered):
        post(url, b"{}", {}, **SHORT)


WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"


def test_over_tls_a_certificate_that_is_trusted_and_bears_the_name_is_asked_for(tls, monkeypatch, tmp_path):
    with dripping(WHOLE, "https", tls=tls) as url:
        assert post(url, b"{}", {}, **SHORT) == (200, b"body")
    with (
        dripping(WHOLE, "https", tls=tls) as url,
        pytest.raises(NotReached, match="SSLCertVerificationError"),
    ):
        post(url.replace("127.0.0.1", "localhost"), b"{}", {}, **SHORT)
    (tmp_path / "nobody.pem").touch()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "nobody.pem"))
    with (
        dripping(WHOLE, "https", tls=tls) as url,
        pytest.raises(NotReached, match="SSLCertVerificationError"),
    ):
        post(url, b"{}", {}, **SHORT)


def test_an_answer_that_ends_before_its_length_is_none():
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}") as url, pytest.raises(NotAnswered):
        post(url, b"{}", {}, **SHORT)


def test_a_whole_answer_comes_as_it_is_and_no_more_than_is_wanted():
    with answering(b"HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 4\r\n\r\nbody") as url:
        assert post(url, b"{}", {}, **SHORT) == (302, b"body")
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody") as url:
        assert post(url, b"{}", {}, **{**SHORT, "largest": 2}) == (200, b"bo")


@contextmanager
def answering(answer: bytes):
    """A server that answers once and closes the line."""

    def serve():
        line, _ = listening.accept()
        with line:
            while b"{}" not in line.recv(4096):
                pass
            line.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = threading.Thread(target=serve, daemon=True)
        server.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.join(5)

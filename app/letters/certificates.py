"""Signing with a certificate (PKCS#12) by pyHanko: is it usable now, and the signed letter.

Importing pyHanko takes half a second: `app.letters.signing` reads this module when it signs, never before.
"""

from __future__ import annotations

import io
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import signers
from pyhanko.sign.general import SigningError

from app.letters.signature_field import FIELD, LetterWriter, add_signature_field
from app.letters.signing import SigningFailed

OFFICE_TIME = timezone(timedelta(hours=8))


def sign_with(certificate: Path, password: bytes, pdf: bytes, now: datetime) -> bytes:
    """The letter with a signature after it, its own bytes as they were. Raises SigningFailed."""
    holder = _holder_of(certificate, password, now)
    about = signers.PdfSignatureMetadata(field_name=FIELD, md_algorithm="sha256")
    try:
        writer = LetterWriter(io.BytesIO(pdf))
        add_signature_field(writer)
        signed = signers.sign_pdf(writer, about, signer=holder, existing_fields_only=True)
    except (SigningError, PdfError, LookupError, TypeError, ValueError) as error:
        raise SigningFailed(f"数字签名失败：{type(error).__name__}") from error
    return signed.getvalue()


def _holder_of(file: Path, password: bytes, now: datetime) -> signers.SimpleSigner:
    """Certificate and key, ready to sign. Raises SigningFailed when they cannot be read or are not valid now."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise SigningFailed(f"数字证书 {file.name} 不能打开：{error.strerror}") from error
    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(content, password)
    except ValueError as error:
        raise SigningFailed(f"数字证书 {file.name} 已损坏或者口令不对，请核对文件和口令") from error
    if key is None or certificate is None:
        raise SigningFailed(f"数字证书 {file.name} 不能用于签名：文件中没有证书或者没有私钥")
    _refuse_unless_valid(file, certificate, now)
    try:
        return signers.SimpleSigner.load_pkcs12_data(content, [], password)
    except (TypeError, ValueError) as error:
        raise SigningFailed(f"数字证书 {file.name} 不能用于签名：不支持其密钥的种类") from error


def _refuse_unless_valid(file: Path, certificate: x509.Certificate, now: datetime) -> None:
    since, until = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now < since:
        raise SigningFailed(f"数字证书 {file.name} 尚未生效，自 {_in_office(since)} 起有效")
    if now > until:
        raise SigningFailed(f"数字证书 {file.name} 已于 {_in_office(until)} 过期，请更换")


def _in_office(instant: datetime) -> str:
    return f"{instant.astimezone(OFFICE_TIME):%Y-%m-%d %H:%M}"

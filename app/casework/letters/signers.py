"""Who signs an organ's letters: its certificate in the instance folder, else the county's service, else nobody."""

import re
from pathlib import Path

from flask import current_app

from app.letters.signing import CertificateSigner, ServiceSigner, Signer

FOLDER = "certificates"
SAFE_CODE = re.compile(r"[A-Za-z0-9-]+")


def signer_for(organ_code: str) -> Signer | None:
    """`INSTANCE/certificates/<code>.p12` with its password in `<code>.password`; SIGNING_URL; or None."""
    certificate = _certificate_of(organ_code)
    if certificate is not None:
        password = certificate.with_suffix(".password")
        return CertificateSigner(certificate, password.read_bytes().strip() if password.is_file() else b"")
    address = current_app.config["SIGNING_URL"]
    if address:
        return ServiceSigner(address, organ_code, current_app.config["SIGNING_TOKEN"])
    return None


def _certificate_of(organ_code: str) -> Path | None:
    if not SAFE_CODE.fullmatch(organ_code):
        return None
    file = Path(current_app.config["INSTANCE"]) / FOLDER / f"{organ_code}.p12"
    return file if file.is_file() else None

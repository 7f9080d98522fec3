"""Digital signatures (数字签名、电子签章) on finished letters: PDF in, signed PDF out.

Two ways behind one interface: a certificate of the organ (PKCS#12, `app.letters.certificates`), or a signature
service of the county over HTTP. The signed bytes are the record. A signer that changes what the letter says is refused.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app import bounded_call
from app.bounded_call import NotAnswered, NotReached
from app.letters.errors import LetterError
from app.letters.reading import LARGEST, NotOurLetter, read_letter, read_own_letter
from app.quarantine.errors import TooManyAtOnce

TIME_LIMIT = 30.0  # seconds for one letter at the service, from the first byte to the last
TOO_MANY = 429


class SigningFailed(LetterError):
    """The letter could not be signed; it is tried again later. The message is for administrators."""


class SignerAway(SigningFailed):
    """The service is away, in trouble or busy, not the letter: it is signed when the service is back."""


class Signer(Protocol):
    """Signs one finished letter."""

    @property
    def title(self) -> str:
        """The way, in Chinese."""

    def sign(self, pdf: bytes, now: datetime) -> bytes:
        """The signed letter; a certificate must be valid at this instant. Raises SigningFailed, SignerAway."""


@dataclass(frozen=True)
class CertificateSigner:
    """With the organ's own certificate: a PKCS#12 file and its password. The signature has no picture of its own."""

    certificate: Path
    password: bytes = field(repr=False)
    title: str = "机关数字证书"

    def sign(self, pdf: bytes, now: datetime) -> bytes:
        # Read here: pyHanko takes half a second, which no start of the web server should pay.
        from app.letters.certificates import sign_with

        # In a thread of its own: pyHanko runs an event loop, and a thread can have only one.
        with ThreadPoolExecutor(max_workers=1) as thread:
            signed = thread.submit(sign_with, self.certificate, self.password, pdf, now).result()
        return unchanged(pdf, signed)


@dataclass(frozen=True)
class ServiceSigner:
    """An external service (电子签章系统): POST of the PDF, the signed PDF comes back with status 200.

    The head carries `X-Organ-Code`, and `Authorization: Bearer …` where a token is set. Neither proxies nor redirects
    are followed: a letter goes to this address or nowhere.
    """

    address: str
    organ_code: str
    token: str = field(default="", repr=False)
    time_limit: float = TIME_LIMIT
    title: str = "电子签章服务"

    def sign(self, pdf: bytes, now: datetime) -> bytes:
        if not self.address.startswith(("https://", "http://")):
            raise SigningFailed("电子签章服务的地址须以 https:// 或者 http:// 开头")
        try:
            status, signed = bounded_call.post(
                self.address, pdf, self._head(), patience=self.time_limit, longest=self.time_limit,
                largest=LARGEST + 1,
            )  # fmt: skip
        except (NotReached, NotAnswered) as error:
            raise SignerAway(f"电子签章服务没有回应：{error}") from error
        if status != 200:
            is_away = status == TOO_MANY or status >= 500
            raise (SignerAway if is_away else SigningFailed)(f"电子签章服务回应状态 {status}")
        return unchanged(pdf, signed)

    def _head(self) -> dict[str, str]:
        head = {
            "Content-Type": "application/pdf",
            "Accept": "application/pdf",
            "X-Organ-Code": self.organ_code,
        }
        return head | ({"Authorization": f"Bearer {self.token}"} if self.token else {})


def unchanged(before: bytes, signed: bytes) -> bytes:
    """The signed letter, if it is another file that still says the same. Raises SigningFailed, SignerAway."""
    try:
        first, second = read_own_letter(before), read_letter(signed)
    except NotOurLetter as error:
        raise SigningFailed("签名后的文件不是所送的文书") from error
    except TooManyAtOnce as busy:
        raise SignerAway("签名后的文件没有轮到核对") from busy
    if (first.kind, first.version, first.facts) != (second.kind, second.version, second.facts):
        raise SigningFailed("签名后的文件与所送文书的内容不一致")
    if first.sha256 == second.sha256:
        raise SigningFailed("送回的文件没有签名")
    return signed

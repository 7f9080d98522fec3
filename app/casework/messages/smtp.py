"""The way to an SMTP server: smtp://, smtps:// or smtp+starttls://user:password@host:port."""

import logging
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

from app.bounded_call import cut_after
from app.casework.messages.dispatch import NotNow, NotSent, WayIsShut
from app.casework.messages.quiet_logging import trace_of

logger = logging.getLogger(__name__)
TIMEOUT = 20  # seconds for each answer of the server; a lease lasts more than ten times as long
LONGEST = 200.0  # seconds for one mail, however the server spends them; less than a lease
CLOSING = 421  # RFC 5321, 3.8: the server ends the conversation
PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


class AddressRefused(NotSent):
    """The server knows no such mailbox: trying the same again cannot help."""


class MailMisconfigured(ValueError):
    """SMTP_URL cannot be used; found at the start of the application, not at the first mail."""


@dataclass(frozen=True)
class Relay:
    """A mail server that takes our messages."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""

    @classmethod
    def from_url(cls, url: str) -> "Relay":
        """Raises MailMisconfigured; the message never shows the password."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise MailMisconfigured("SMTP_URL: the port must be a number") from error
        if parts.scheme not in PORTS or not parts.hostname:
            raise MailMisconfigured("SMTP_URL: smtp://, smtps:// or smtp+starttls://user:password@host:port")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.scheme, parts.hostname, port or PORTS[parts.scheme], user, password)

    def send(self, message: EmailMessage) -> None:
        """Hand the message over.

        Raises AddressRefused (5xx to the address), NotNow (any other 4xx than 421), WayIsShut (421, or a line that
        broke before the message), NotSent (any other 5xx); other errors: unclear, the message was on its way.
        """
        talk: list[_Conversation] = []
        with cut_after(LONGEST, lambda: talk[0].sock if talk else None):
            server = self._connect(talk)
            try:
                server.send_message(message)
            except (smtplib.SMTPException, OSError) as error:
                raise _outcome_of(error, server.has_begun) from error
            finally:
                _say_goodbye(server)

    def _connect(self, talk: list["_Conversation"]) -> "_Conversation":
        try:
            server = self._open(talk)
        except (smtplib.SMTPException, OSError) as error:
            raise WayIsShut(f"无法连接邮件服务器（{type(error).__name__}）") from error
        try:
            server.ehlo_or_helo_if_needed()
            if self.scheme == "smtp+starttls":
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
        except (smtplib.SMTPException, OSError) as error:
            server.close()
            raise WayIsShut(f"邮件服务器不接受问候、加密或登录（{type(error).__name__}）") from error
        return server

    def _open(self, talk: list["_Conversation"]) -> "_Conversation":
        if self.scheme == "smtps":
            context = ssl.create_default_context()
            return _SecureConversation(talk, self.host, self.port, timeout=TIMEOUT, context=context)
        return _Conversation(talk, self.host, self.port, timeout=TIMEOUT)


class _Conversation(smtplib.SMTP):
    """Knows whether the message itself may be on its way: before, a broken line leaves nothing open.

    It joins `talk` before the first byte, so that it can be cut in the midst of the server's greeting.
    """

    has_begun = False

    def __init__(self, talk: list["_Conversation"], *where: Any, **how: Any) -> None:
        talk.append(self)
        super().__init__(*where, **how)

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.has_begun = True
        return super().data(msg)


class _SecureConversation(_Conversation, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


def _outcome_of(error: Exception, has_begun: bool) -> Exception:
    """What an error at sending means for the message; the error itself where nobody knows."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NotSent("邮件服务器不支持邮箱地址中的文字")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next(code for code, _words in error.recipients.values())
    elif isinstance(error, (smtplib.SMTPSenderRefused, smtplib.SMTPDataError)):
        code = error.smtp_code
    else:
        return error if has_begun else WayIsShut(f"邮件服务器中断了连接（{type(error).__name__}）")
    if code == CLOSING:
        return WayIsShut(f"邮件服务器现在不接收，回应 {code}")
    if 400 <= code < 500:
        return NotNow(f"邮件服务器要求稍后再试，回应 {code}")
    if not 500 <= code < 600:
        return error if has_begun else WayIsShut("邮件服务器的回应无法识别")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return AddressRefused("收件地址被邮件服务器拒绝")
    return NotSent(f"邮件服务器回应 {code}")


def _say_goodbye(server: smtplib.SMTP) -> None:
    """Once the message is taken, how the connection ends does not matter."""
    try:
        server.quit()
    except (smtplib.SMTPException, OSError) as error:
        logger.debug("mail connection ended badly: %s", trace_of(error))

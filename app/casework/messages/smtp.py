"""The way to an SMTP server: smtp://, smtps:// or smtp+starttls://user:password@host:port."""

import logging
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from app.casework.messages.dispatch import NotSent, WayIsShut
from app.casework.messages.quiet_logging import trace_of

logger = logging.getLogger(__name__)
TIMEOUT = 20  # seconds for each answer of the server; a lease lasts more than ten times as long
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
        """Hand the message over. NotSent: the server surely did not take it; other errors: unclear."""
        server = self._connect()
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise AddressRefused("收件地址被邮件服务器拒绝") from error
        except smtplib.SMTPResponseException as error:
            raise NotSent(f"邮件服务器回应 {error.smtp_code}") from error
        finally:
            _say_goodbye(server)

    def _connect(self) -> smtplib.SMTP:
        try:
            server = self._open()
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

    def _open(self) -> smtplib.SMTP:
        if self.scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)


def _say_goodbye(server: smtplib.SMTP) -> None:
    """Once the message is taken, how the connection ends does not matter."""
    try:
        server.quit()
    except (smtplib.SMTPException, OSError) as error:
        logger.debug("mail connection ended badly: %s", trace_of(error))

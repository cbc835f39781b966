"""Sending through a mail server, encrypted unless the settings say otherwise."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage

from service_desk.usecases.delivery.deliver_mail import PostOfficeClosedError

TIMEOUT_SECONDS = 20
TLS_PORT = 465
"""The port on which servers expect encryption from the first byte."""


class SmtpTransport:
    """One mail server and how to sign in to it; every letter takes a connection of its own."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        user: str = "",
        password: str = "",
        starttls: bool = True,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self._host, self._port, self._timeout = host, port, timeout
        self._user, self._password, self._starttls = user, password, starttls

    def __call__(self, message: EmailMessage) -> None:
        """Hand a letter to the server.

        Raises PostOfficeClosedError when the server is not reached, not trusted or does not let us in, SMTPException
        when it refuses this letter.
        """
        server = self._connect()
        try:
            server.send_message(message)
        finally:
            _hang_up(server)

    def _connect(self) -> smtplib.SMTP:
        name = f"{self._host}:{self._port}"
        server: smtplib.SMTP | None = None
        try:
            if self._port == TLS_PORT:
                context = ssl.create_default_context()
                server = smtplib.SMTP_SSL(self._host, self._port, timeout=self._timeout, context=context)
            else:
                server = smtplib.SMTP(self._host, self._port, timeout=self._timeout)
                if self._starttls:
                    server.starttls(context=ssl.create_default_context())
            if self._user:
                server.login(self._user, self._password)
        except (OSError, smtplib.SMTPException) as error:
            if server is not None:
                _hang_up(server)
            raise PostOfficeClosedError(f"{name}: {error}") from error
        return server


def _hang_up(server: smtplib.SMTP) -> None:
    """End the conversation; what the server says to that no longer matters."""
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()

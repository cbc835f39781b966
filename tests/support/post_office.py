"""A real mail server on this machine that keeps what it is given, and a guard against any other being reached."""

from __future__ import annotations

import smtplib
import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Address = tuple[str, int]


class PostOffice:
    """The running server: its address, and the letters it took in the order they came."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        self.letters: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self.refuse_with: str | None = None
        self._arrival = threading.Condition()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter, or answer with `refuse_with` ("451 try later") where a test has set it."""
        if self.refuse_with is not None:
            return self.refuse_with
        content = envelope.original_content or b""
        with self._arrival:
            self.letters.append(message_from_bytes(content, policy=policy.default))
            self.envelopes.append(envelope)
            self._arrival.notify_all()
        return "250 OK"

    def letters_to(self, recipient: str) -> list[EmailMessage]:
        """Return the letters whose envelope names the recipient."""
        pairs = zip(self.letters, self.envelopes, strict=True)
        return [letter for letter, envelope in pairs if recipient in envelope.rcpt_tos]

    def wait_for(self, recipient: str, words: str, within: float = 30) -> EmailMessage:
        """Return the first letter to the recipient with the words in its subject, waiting for it to arrive."""

        def found() -> EmailMessage | None:
            letters = self.letters_to(recipient)
            return next((letter for letter in letters if words in str(letter["subject"])), None)

        with self._arrival:
            letter = self._arrival.wait_for(found, timeout=within)
        there = [str(each["subject"]) for each in self.letters_to(recipient)]
        assert letter is not None, f"no letter “{words}” for {recipient} within {within} s; there are {there}"
        return letter


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def post_office(smtp_addresses: set[Address]) -> Iterator[PostOffice]:
    """A mail server the test may send to, and read from."""
    office = PostOffice("127.0.0.1", free_port())
    # The server's own thread would otherwise look up this machine's name, which may ask the network.
    controller = Controller(
        office, hostname=office.host, port=office.port, server_hostname="post-office.test"
    )
    controller.start()
    smtp_addresses.add((office.host, office.port))
    try:
        yield office
    finally:
        controller.stop()


@pytest.fixture
def smtp_addresses() -> set[Address]:
    """The mail servers a test has opened; every other address is forbidden."""
    return set()


@pytest.fixture(autouse=True)
def no_mail_goes_elsewhere(smtp_addresses: set[Address], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that reaches for a mail server it did not start, even where the code swallows the error."""
    forbidden: list[Address] = []
    real_connect = smtplib.SMTP.connect

    def connect(self: smtplib.SMTP, host: str = "localhost", port: int = 0, *rest: Any, **more: Any) -> Any:
        if (host, port) not in smtp_addresses:
            forbidden.append((host, port))
            raise ConnectionRefusedError(f"a test may not send mail through {host}:{port}")
        return real_connect(self, host, port, *rest, **more)

    monkeypatch.setattr(smtplib.SMTP, "connect", connect)
    yield
    assert not forbidden, f"this test tried to send mail through {forbidden}"

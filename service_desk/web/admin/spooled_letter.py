"""A letter as it was laid down in the spool: its headers, both its texts, its pictures and attachments."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from pathlib import Path
from typing import Any

SHOWN_HEADERS = ("From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID")
_PICTURE = re.compile(r"""(?P<quote>["'(])cid:(?P<name>[^"')\s>]+)""")
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Attachment:
    """A file that travels with the letter; `content` is its bytes."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class SpooledLetter:
    """One .eml file taken apart; `html` is None where the letter has plain text only."""

    headers: tuple[tuple[str, str], ...]
    text: str
    html: str | None
    attachments: tuple[Attachment, ...]
    size: int


def read_spooled(path: Path) -> SpooledLetter | None:
    """Read a letter from the spool; None where there is no such file."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(raw)
    html = message.get_body(("html",))
    plain = message.get_body(("plain",))
    return SpooledLetter(
        headers=tuple((name, str(message[name])) for name in SHOWN_HEADERS if message[name]),
        text=_words(plain),
        html=_self_contained(_words(html), _pictures(message)) if html is not None else None,
        attachments=tuple(_attachments(message)),
        size=len(raw),
    )


def _words(part: MIMEPart[Any, Any] | None) -> str:
    content = part.get_content() if part is not None else ""
    return content if isinstance(content, str) else ""


def _pictures(message: EmailMessage) -> dict[str, str]:
    """Return the pictures inside the letter as data addresses, by their content id."""
    pictures = {}
    for part in message.walk():
        name, kind = str(part.get("Content-ID", "")).strip("<> "), part.get_content_type()
        if name and kind.startswith("image/"):
            pictures[name] = f"data:{kind};base64,{base64.b64encode(_bytes(part)).decode('ascii')}"
    return pictures


def _self_contained(html: str, pictures: dict[str, str]) -> str:
    """Put the pictures into the page and let its links open beside it; what is inside the frame needs nothing else."""

    def inline(match: re.Match[str]) -> str:
        return match["quote"] + pictures.get(match["name"], "data:,")

    page = _PICTURE.sub(inline, html)
    return _HEAD.sub(lambda head: head[0] + '<base target="_blank">', page, count=1)


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    for part in message.iter_attachments():
        if part.get_content_disposition() == "attachment":
            name = part.get_filename() or "attachment"
            yield Attachment(name, part.get_content_type(), _bytes(part))


def _bytes(part: MIMEPart[Any, Any]) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""

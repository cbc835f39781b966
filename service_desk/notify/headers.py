"""Safe header lines: nothing anybody typed can end one, begin another or turn its reading direction."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from email.headerregistry import Address

_BLANKS = re.compile(r"\s+")
_LONGEST_SUBJECT = 200


def one_line(text: str) -> str:
    """Return a text without control, formatting and separator characters, blanks drawn together.

    Line ends of every kind become blanks; direction marks and zero-width characters disappear.
    """
    kept = (" " if _breaks(char) else char for char in text if unicodedata.category(char) != "Cf")
    return _BLANKS.sub(" ", "".join(kept)).strip()


def _breaks(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs")


def subject_line(text: str) -> str:
    """Return a subject on one line, at most 200 characters long."""
    line = one_line(text)
    return line if len(line) <= _LONGEST_SUBJECT else line[: _LONGEST_SUBJECT - 1] + "…"


def mail_address(name: str, address: str) -> Address:
    """Return one recipient or sender; raises ValueError for anything but a single plain address."""
    if address != address.strip() or one_line(address) != address or address.count("@") != 1:
        raise ValueError(f"not one mail address: {address!r}")
    try:
        return Address(display_name=one_line(name), addr_spec=address)
    except Exception as error:
        raise ValueError(f"not one mail address: {address!r}") from error


def message_id(key: str, sender: str) -> str:
    """Return the Message-ID of a letter: the same for the same outbox key, whoever sends it and whenever."""
    return f"<{digest(key)}@{sender.rpartition('@')[2]}>"


def digest(key: str) -> str:
    """Return the 32 characters that stand for a letter's key in its Message-ID and in its spool file's name."""
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:32]

"""Personal data of an enterprise's contact: what it is, how it is masked, how long it is kept (PIPL art. 19, 44-50).

Contacts stand in the ticket's row alone and never in a sealed event, so they can be corrected, masked and deleted while
the record stays whole.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.closing_guards import REOPEN_WINDOW
from service_desk.domain.identifiers import mask_phone
from service_desk.domain.states import State, is_open

CONTACT_NAMES: dict[str, Bilingual] = {
    "contact_name": Bilingual("联系人", "contact"),
    "contact_mobile": Bilingual("联系电话", "telephone"),
    "contact_email": Bilingual("电子邮箱", "e-mail address"),
}
"""The columns of a ticket that name its contact."""

PERSONS_IN_FORMS = frozenset({"electrician_name", "electrician_mobile", "signatory"})
"""Answers that name a person in forms published before a question could say so itself (`personal = true`)."""


class Why(StrEnum):
    """Why the contacts of a ticket are taken out."""

    ASKED = "asked"
    RETENTION = "retention"


def masked(field: str, value: str | None) -> str:
    """Return a contact as it may be shown to whoever need not call: 王**, 138****8000, f***@example.com."""
    text = (value or "").strip()
    if not text:
        return ""
    if field == "contact_mobile":
        return text if "***" in text else mask_phone(text)  # hidden already
    if field == "contact_email":
        name, _, domain = text.partition("@")
        return f"{name[:1]}***@{domain}"
    return text[:1] + "**"


def may_erase(state: State, ended_at: datetime | None, now: datetime) -> bool:
    """Tell whether nobody needs a ticket's contact any more: it has ended, and the time for reopening is over.

    As long as a ticket may be taken up again the enterprise has to be reached for it.
    """
    return not is_open(state) and ended_at is not None and now >= ended_at + REOPEN_WINDOW

"""The request forms as they are published: the one in force, the one a page or a ticket began with."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from service_desk.domain.request_forms import (
    FORM_CODES,
    FormTextError,
    RequestForm,
    form_of,
    packaged_text,
    read_form,
)
from service_desk.persistence.database import Session
from service_desk.persistence.forms import newest_version, published_codes, published_version
from service_desk.persistence.search_lines import AnyTicket
from service_desk.persistence.tables import Ticket


def form_in_force(session: Session, code: str) -> RequestForm:
    """Return the form that new requests are filed with; raises KeyError for a code that is no form.

    A zone that has published nothing has the form that comes with the program, as version 1.
    """
    row = newest_version(session, code)
    return form_of(code) if row is None else _read(code, row.version, row.text)


def form_under(session: Session, code: str, version: int) -> RequestForm | None:
    """Return a published version of a form, None where it was never published."""
    row = published_version(session, code, version) if 0 < version < 2**31 else None
    if row is not None:
        return _read(code, row.version, row.text)
    return (
        form_of(code)
        if version == 1 and code in FORM_CODES and newest_version(session, code) is None
        else None
    )


def form_codes(session: Session) -> tuple[str, ...]:
    """Return the codes of all forms: those that come with the program, then those the zone has made."""
    return (*FORM_CODES, *(code for code in published_codes(session) if code not in FORM_CODES))


def form_of_ticket(session: Session, ticket: Ticket) -> RequestForm | str:
    """Return the form that a ticket is read under: the version it was filed with; its code where there is none."""
    return Forms(session).of_ticket(ticket)


class Forms:
    """The forms as one act on many tickets reads them: each version once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: dict[tuple[str, int | None], RequestForm | None] = {}

    def under(self, code: str, version: int | None) -> RequestForm | None:
        """Return a version of a form, for None the one in force; None where it was never published."""
        key = (code, version)
        if key not in self._read:
            self._read[key] = (
                form_in_force(self._session, code)
                if version is None
                else form_under(self._session, code, version)
            )
        return self._read[key]

    def of_ticket(self, ticket: AnyTicket) -> RequestForm | str:
        """Return the form that a ticket is read under: the version it was filed with; its code where there is none."""
        return self.under(ticket.form, ticket.form_version) or ticket.form


def text_in_force(session: Session, code: str) -> tuple[int, str]:
    """Return number and text of the version in force."""
    row = newest_version(session, code)
    return (1, packaged_text(code)) if row is None else (row.version, row.text)


@lru_cache(maxsize=64)
def _read(code: str, version: int, text: str) -> RequestForm:
    """Read a published text; one that this program can no longer read counts as the form that comes with it."""
    try:
        return read_form(text, code=code, version=version)
    except FormTextError:
        stands_in = form_of(code) if code in FORM_CODES else replace(form_of("general"), code=code)
        return replace(stands_in, version=version)

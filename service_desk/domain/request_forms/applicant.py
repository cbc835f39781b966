"""The part every form has: what a ticket keeps in columns of its own, and what a form must ask for it (§2.6, §6.1)."""

from __future__ import annotations

from typing import NamedTuple

from service_desk.domain.request_forms.fields import FieldKind
from service_desk.domain.requests import KIND_NAMES, MAX_BODY, MAX_TITLE, URGENCY_NAMES

MAX_EXPECTED = 500


class Kept(NamedTuple):
    """What a column of the ticket demands of the field that fills it."""

    kinds: frozenset[FieldKind]
    longest: int = 0
    must_ask: bool = True
    must_answer: bool = False
    codes: frozenset[str] | None = None


def _kept(*kinds: FieldKind, longest: int = 0, ask: bool = True, answer: bool = False) -> Kept:
    return Kept(frozenset(kinds), longest, ask, answer)


_CHOOSING = frozenset({FieldKind.CHOICE, FieldKind.SELECT})

KEPT_COLUMNS: dict[str, Kept] = {
    "title": _kept(FieldKind.LINE, longest=MAX_TITLE),
    "body": _kept(FieldKind.TEXT, longest=MAX_BODY, answer=True),
    "expected_result": _kept(FieldKind.TEXT, longest=MAX_EXPECTED),
    "location": _kept(FieldKind.LINE, longest=200, ask=False),
    "kind": Kept(_CHOOSING, must_ask=False, codes=frozenset(KIND_NAMES)),
    "urgency": Kept(_CHOOSING, must_answer=True, codes=frozenset(str(int(level)) for level in URGENCY_NAMES)),
    "enterprise_name": _kept(FieldKind.LINE, longest=100, answer=True),
    "uscc": _kept(FieldKind.USCC, longest=40),
    "park": _kept(FieldKind.SELECT),
    "contact_name": _kept(FieldKind.LINE, longest=40, answer=True),
    "contact_mobile": _kept(FieldKind.PHONE, longest=30, answer=True),
    "contact_email": _kept(FieldKind.EMAIL, longest=254),
    "is_publishable": _kept(FieldKind.TICK),
}
"""By the field's name; these answers stand in the ticket's columns and not in its form data."""

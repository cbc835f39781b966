"""One browser as a reader of answers: a mark drawn once for its session, which says nothing of the person."""

from __future__ import annotations

import hashlib
import secrets

from flask import session

_KEY = "reader"


def voter(answer_id: int) -> str:
    """Return the name under which this browser says something about an answer, drawing the mark where there is none yet."""
    return _name(session.setdefault(_KEY, secrets.token_urlsafe(16)), answer_id)


def known_voter(answer_id: int) -> str | None:
    """Return the name under which this browser may have said something, None where it never has."""
    return _name(str(session[_KEY]), answer_id) if _KEY in session else None


def _name(mark: str, answer_id: int) -> str:
    return hashlib.sha256(f"{mark}:answer:{answer_id}".encode()).hexdigest()

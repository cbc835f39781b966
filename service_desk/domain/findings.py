"""What a check of a filled-in form finds: errors that stop it and warnings that only ask to look again."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from service_desk.domain.bilingual import Bilingual


class Severity(StrEnum):
    """Whether a finding stops the form."""

    ERROR = "error"
    WARNING = "warning"


class Finding(NamedTuple):
    """One thing found, to be shown beside the field of that name."""

    severity: Severity
    field: str
    words: Bilingual


def error(field: str, zh: str, en: str) -> Finding:
    """Return a finding that stops the form."""
    return Finding(Severity.ERROR, field, Bilingual(zh, en))


def warning(field: str, zh: str, en: str) -> Finding:
    """Return a finding that asks to look again but lets the form pass."""
    return Finding(Severity.WARNING, field, Bilingual(zh, en))

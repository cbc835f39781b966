"""What the machine takes a text for, beside a form in which an officer chooses the request type."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.domain.bilingual import Bilingual
from service_desk.persistence.database import db
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.learning.suggest import suggest
from service_desk.web.formats import confidence_percent

_WORTH_NAMING = 0.05
"""Further request types less likely than this would only distract."""


@dataclass(frozen=True)
class Thought:
    """The request type a text is taken for, with its confidence, its evidence, and what else was thought of."""

    code: str
    name: Bilingual
    percent: int
    is_sure: bool
    evidence: list[str]
    others: list[Bilingual]


def think(title: str, text: str) -> Thought:
    """Return what the machine thinks with everything the zone has taught it; only what is sure may be filled in."""
    session = db.session()
    found = suggest(session, title, text).suggestion
    kinds = catalogue_in_force(session).request_types
    others = [
        kinds[code].name
        for code, share in found.alternatives
        if code != found.request_type and share >= _WORTH_NAMING
    ]
    return Thought(
        found.request_type,
        kinds[found.request_type].name,
        confidence_percent(found.type_confidence),
        found.is_sure,
        [each.text for each in found.evidence],
        others,
    )

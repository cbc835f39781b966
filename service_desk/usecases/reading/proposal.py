"""What is proposed to the dispatcher: how to classify a request and whom to give it to, and on what grounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service_desk.domain.catalogue import Catalogue, Category, RequestType
from service_desk.domain.classification.model import SURE
from service_desk.domain.naming import NamedBy, named_by
from service_desk.persistence.tables import Ticket

_EVEN = 0.26
"""A little more than a category has where each of the four is as likely."""


@dataclass(frozen=True)
class Ranked:
    """One request type the classifier thought of, with its confidence (0 to 1)."""

    request_type: RequestType
    confidence: float


@dataclass(frozen=True)
class Proposal:
    """The classifier's suggestion with its evidence, and the request type to fill in (None: a person has to choose).

    `named_by` tells who chose the type the request was filed under; only what a person chose may outweigh the words.
    """

    category: Category | None
    confidence: float
    runner_up: Category | None
    runner_up_confidence: float
    evidence: tuple[str, ...]
    ranked: tuple[Ranked, ...]
    filled_in: RequestType | None
    named_by: NamedBy
    lessons: int = 0
    """How many of the zone's corrections have changed the suggestion."""

    untaught: Category | None = None
    """The category that would have been suggested without them, where it is another."""

    is_none: bool = False
    """The text said nothing a request could be told by: nothing was likelier than anything else."""

    @property
    def is_sure(self) -> bool:
        """Tell whether the classifier is sure enough of the category to be followed unasked."""
        return self.category is not None and self.confidence >= SURE


def propose(ticket: Ticket, catalogue: Catalogue, filing: Mapping[str, Any]) -> Proposal:
    """Return the proposal kept with a ticket, in today's catalogue; `filing` are the facts of its first act."""
    kept = ticket.suggestion or {}
    ranked = _ranked(kept.get("alternatives", ()), kept, catalogue)
    category = Category(kept["category"]) if kept.get("category") else None
    confidence = float(kept.get("confidence", 0))
    author = named_by(filing, kept.get("request_type"))
    filled_in = catalogue.request_types.get(ticket.request_type) if _is_choice(ticket, author) else None
    untaught = (kept.get("untaught") or {}).get("category")
    if filled_in is None and ranked and confidence >= SURE and ranked[0].confidence >= SURE:
        filled_in = ranked[0].request_type
    is_none = len(ranked) > 1 and confidence < _EVEN and ranked[0].confidence == ranked[-1].confidence
    return Proposal(
        category=category,
        confidence=confidence,
        runner_up=Category(kept["runner_up"]) if kept.get("runner_up") else None,
        runner_up_confidence=float(kept.get("runner_up_confidence", 0)),
        evidence=tuple(kept.get("evidence", ())),
        ranked=() if is_none else ranked,
        filled_in=filled_in,
        named_by=author,
        lessons=len(kept.get("lessons", ())),
        untaught=Category(untaught) if untaught and untaught != category else None,
        is_none=is_none,
    )


def _is_choice(ticket: Ticket, author: NamedBy) -> bool:
    """Tell whether a person has chosen the type with care: an officer, or an enterprise that filled in its own form."""
    return author is NamedBy.OFFICER or (author is NamedBy.ENTERPRISE and ticket.form != "general")


def _ranked(
    alternatives: Sequence[Sequence[object]], kept: dict[str, object], catalogue: Catalogue
) -> tuple[Ranked, ...]:
    """Return the suggested type and the others thought of, best first; types no longer in the catalogue are left out."""
    pairs = [(kept.get("request_type"), kept.get("type_confidence")), *(tuple(each) for each in alternatives)]
    best: dict[str, float] = {}
    for code, confidence in pairs:
        if isinstance(code, str) and isinstance(confidence, int | float):
            best[code] = max(best.get(code, 0.0), float(confidence))
    order = sorted(best, key=lambda code: -best[code])
    types = catalogue.request_types
    return tuple(Ranked(types[code], best[code]) for code in order if code in types)

"""What the machine takes a text for, beside a form in which an officer chooses the request type."""

from __future__ import annotations

from dataclasses import dataclass

from wtforms import Field

from service_desk.domain.bilingual import Bilingual
from service_desk.persistence.database import db
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.learning.suggest import suggest
from service_desk.web.formats import confidence_percent

_WORTH_NAMING = 0.05
"""Further request types less likely than this would only distract."""


@dataclass(frozen=True)
class Thought:
    """The request type a text is taken for, with its confidence, its evidence, and what else was thought of.

    Of a text that says nothing `code` is empty: there is no suggestion to take.
    """

    code: str
    name: Bilingual
    percent: int
    is_sure: bool
    evidence: list[str]
    others: list[Bilingual]


_NONE = Thought("", Bilingual("看不出是什么事项", "Nothing to tell a request type by"), 0, False, [], [])


def follow(chosen: Field, guessed: Field, thought: Thought) -> None:
    """Let the request type that was filled in by the machine follow the text, until a person has chosen by hand.

    `guessed` holds what was filled in last; whatever else stands in `chosen` (nothing, too) is a person's choice.
    """
    if (chosen.data or "") == (guessed.data or ""):
        chosen.data = guessed.data = thought.code if thought.is_sure else ""


def think(title: str, text: str) -> Thought:
    """Return what the machine thinks with everything the zone has taught it; only what is sure may be filled in."""
    session = db.session()
    found = suggest(session, title, text).suggestion
    if found.is_none:
        return _NONE
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

"""A suggestion put aside and taken up again, exactly as it was made: nobody classifies a row of a list twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from service_desk.domain.catalogue import Category
from service_desk.domain.classification import Evidence, Suggestion
from service_desk.usecases.learning.suggest import Suggested


def put_aside(said: Suggested) -> dict[str, Any]:
    """Return a suggestion as JSON keeps it; unlike what a ticket stores, nothing is rounded or left out."""
    return {**asdict(said.suggestion), "version": said.version}


def take_up(kept: Mapping[str, Any]) -> Suggested:
    """Return the suggestion that was put aside."""
    secondary, untaught = kept["secondary_category"], kept["untaught"]
    suggestion = Suggestion(
        category=Category(kept["category"]),
        category_confidence=kept["category_confidence"],
        runner_up=Category(kept["runner_up"]),
        runner_up_confidence=kept["runner_up_confidence"],
        request_type=kept["request_type"],
        type_confidence=kept["type_confidence"],
        alternatives=tuple((code, confidence) for code, confidence in kept["alternatives"]),
        evidence=tuple(Evidence(**each) for each in kept["evidence"]),
        secondary_category=Category(secondary) if secondary else None,
        lessons=tuple(kept["lessons"]),
        untaught=(Category(untaught[0]), untaught[1]) if untaught else None,
    )
    return Suggested(suggestion, kept["version"])

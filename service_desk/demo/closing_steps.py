"""Steps at the end of a demo ticket: calls, ratings, redoing, reopening, striking off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from service_desk.demo.story import Play, Stage, Story
from service_desk.domain.callbacks import Outcome, ResultType
from service_desk.domain.roles import Role
from service_desk.usecases.closing.rate_ticket import rate_ticket
from service_desk.usecases.closing.record_callback import record_callback
from service_desk.usecases.closing.redo_ticket import put_on_list, redo_ticket, reopen_ticket
from service_desk.usecases.closing.strike_off_ticket import strike_off_ticket

_RATINGS = ((5, 62), (4, 25), (3, 8), (2, 4), (1, 1))
"""How many in a hundred give each rating: about 95 % are at least fairly satisfied."""


def _rating(story: Story) -> int:
    levels, weights = zip(*_RATINGS, strict=True)
    return story.rng.choices(levels, weights)[0]


def _rated_words(stage: Stage, story: Story, rating: int, at: datetime) -> str:
    occasion = "blame" if rating < 3 else "fair" if rating == 3 else "praise"
    words = stage.words(story, occasion, at)
    return words if words.isascii() == (story.filled.text.language == "en") else ""


def _call(stage: Stage, story: Story, at: datetime) -> None:
    """Call: solved, or the explanation accepted where there was nothing to solve; five of six give a rating."""
    explained = story.filled.text.result in (ResultType.EXPLAINED, ResultType.LEGAL_CHANNEL)
    outcome = Outcome.EXPLAINED if explained else Outcome.SOLVED
    note = stage.words(story, "call_explained" if explained else "call_solved", at)
    rating = _rating(story) if story.rng.random() < 5 / 6 else None
    _record(stage, story, at, outcome, note, rating)


def _record(
    stage: Stage, story: Story, at: datetime, outcome: Outcome, note: str, rating: int | None = None
) -> None:
    caller = stage.cast.zone(Role.CALLBACK)
    record_callback(story.ticket_no, caller, at, outcome=outcome, rating=rating, note=note)


def _call_unsolved(stage: Stage, story: Story, at: datetime) -> None:
    note = stage.words(story, "call_unsolved", at)
    _record(stage, story, at, Outcome.UNSOLVED, note, story.rng.choice((3, None)))


def _call_partly(stage: Stage, story: Story, at: datetime) -> None:
    _record(stage, story, at, Outcome.PARTLY, stage.words(story, "call_partly", at), 3)


def _call_missed(stage: Stage, story: Story, at: datetime) -> None:
    _record(stage, story, at, Outcome.UNREACHABLE, stage.words(story, "call_unreachable", at))


def _rate(stage: Stage, story: Story, at: datetime) -> None:
    rating = _rating(story)
    note = _rated_words(stage, story, rating, at)
    rate_ticket(story.ticket_no, story.contact, at, outcome=Outcome.SOLVED, rating=rating, note=note)


def _redo(stage: Stage, story: Story, at: datetime) -> None:
    reason = stage.words(story, "redo", at)
    redo_ticket(story.ticket_no, stage.cast.zone(Role.CALLBACK), at, reason=reason)


def _reopen(stage: Stage, story: Story, at: datetime) -> None:
    reason = stage.words(story, "reopen", at)
    reopen_ticket(story.ticket_no, stage.cast.zone(Role.SUPERVISOR), at, reason=reason)


def _put_on_list(stage: Stage, story: Story, at: datetime) -> None:
    reason = stage.words(story, "put_on_list", at)
    put_on_list(story.ticket_no, stage.cast.zone(Role.CALLBACK), at, reason=reason)


def _strike(stage: Stage, story: Story, at: datetime) -> None:
    note = stage.words(story, "strike_off", at)
    strike_off_ticket(story.ticket_no, stage.cast.zone(Role.CALLBACK), at, note=note)


CLOSING_STEPS: Mapping[str, Play] = {
    "call": _call,
    "call_unsolved": _call_unsolved,
    "call_partly": _call_partly,
    "call_missed": _call_missed,
    "rate": _rate,
    "redo": _redo,
    "reopen": _reopen,
    "put_on_list": _put_on_list,
    "strike": _strike,
}

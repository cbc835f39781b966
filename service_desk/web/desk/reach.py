"""Whether the enterprise sees an act: read from the transition table, said on every act's form in a word, a shape and a colour."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from service_desk.domain.actions import Action
from service_desk.domain.transitions import TRANSITIONS


class Reach(StrEnum):
    """Who reads what is recorded; the value is the name of its style."""

    SEEN = "seen"
    UNSEEN = "unseen"
    LATER = "later"
    CHOSEN = "chosen"


REACH_WORDS: dict[Reach, Any] = {
    Reach.SEEN: _l("企业会看到：这一步和您写的话都公开给企业。"),
    Reach.UNSEEN: _l("企业看不到：只限内部。"),
    Reach.LATER: _l("企业现在看不到；审核或批准之后，企业会看到。"),
    Reach.CHOSEN: _l("企业是否看到，由您在“给谁看”里选。"),
}
REACH_SHAPES = {Reach.SEEN: "eye", Reach.UNSEEN: "lock", Reach.LATER: "lock", Reach.CHOSEN: "ring"}

SHOWN_LATER = frozenset({Action.SUBMIT_RESULT, Action.APPLY_EXTENSION, Action.APPLY_LEVEL, Action.APPLY_HOLD})
"""Internal acts whose words the enterprise reads once somebody else has agreed to them."""


def reach_of(action: Action) -> Reach:
    """Return who reads an act; whatever its row in the table says, in every state alike."""
    seen = {row.is_public for row in TRANSITIONS if row.action is action}
    if action in SHOWN_LATER:
        return Reach.LATER
    if seen == {True}:
        return Reach.SEEN
    return Reach.UNSEEN if seen == {False} else Reach.CHOSEN

"""Public notices of a cause that concerns many (专题公告): their states, and whether one fits a request."""

from __future__ import annotations

from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.roles import Role

MAX_WORDS = 1000
PUBLISHERS = frozenset({Role.DISPATCHER, Role.SUPERVISOR})
FITS = 0.12
"""From this likeness on a notice of the same park is shown beside a request of another type."""


class NoticeState(StrEnum):
    """Whether a notice still runs."""

    OPEN = "open"
    ENDED = "ended"


NOTICE_STATE_NAMES: dict[NoticeState, Bilingual] = {
    NoticeState.OPEN: Bilingual("处理中", "Being dealt with"),
    NoticeState.ENDED: Bilingual("已结束", "Over"),
}


def fits(
    park: str | None, request_type: str | None, asked_park: str | None, asked_type: str | None, shared: float
) -> bool:
    """Tell whether a notice concerns a request: its place does not contradict, and type or words point to it.

    `shared` is the likeness of the two texts (0 to 1). A notice without a park is about the whole zone; a request that
    does not name its park yet is not ruled out, but then the words have to fit.
    """
    if park and asked_park and park != asked_park:
        return False
    same_place = bool(asked_park) and park in (None, asked_park)
    same_type = request_type is not None and request_type == asked_type
    return (same_type and same_place) or shared >= FITS

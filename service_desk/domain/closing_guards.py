"""Conditions on calling back, striking off and taking up again: who may not, and what must have been said."""

from __future__ import annotations

from datetime import datetime, timedelta

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.callbacks import BAD_RATING
from service_desk.domain.rates import SATISFIED_FROM
from service_desk.domain.situation import Situation

REOPEN_WINDOW = timedelta(days=30)
"""A struck-off ticket can be taken up again within 30 days, on new facts (domain notes §2.7)."""


def has_not_handled(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Whoever handled the ticket neither calls back nor strikes off (domain notes §2.7)."""
    if actor.user_id is not None and actor.user_id in situation.handlers:
        return Bilingual(
            "您办理过这件诉求，不能由您回访或销号，请交给其他同事。",
            "You handled this ticket, so somebody else must call back and strike it off.",
        )
    return None


def is_answered(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Nothing is struck off before the enterprise has been asked, nor while it says that nothing is solved.

    A ticket outside the callback sample needs no call once the enterprise has kept silent for three working days.
    """
    if situation.solved is False:
        return Bilingual(
            "企业说没有解决，不能销号；请转重办，或说明情况后再次回访。",
            "The enterprise says it is not solved, so it cannot be struck off; have it redone or call again.",
        )
    if not situation.answered:
        return _unanswered(situation, now)
    if situation.only_satisfied_closes and (situation.rating is None or situation.rating < SATISFIED_FROM):
        return Bilingual(
            "本方案规定企业评价满意才能销号。",
            "These rules strike off only what the enterprise is satisfied with.",
        )
    return None


def _unanswered(situation: Situation, now: datetime) -> Bilingual | None:
    if situation.callback_is_needed or situation.only_satisfied_closes:
        return Bilingual(
            "还没有回访结果；请先回访企业，或按三次无人接听规则记录。",
            "There is no callback outcome yet; call the enterprise first, or record the no-answer rule.",
        )
    if situation.quiet_until is None or now <= situation.quiet_until:
        return Bilingual(
            "未抽中回访的，告知结果满三个工作日企业没有异议才能销号。",
            "Not in the callback sample: struck off when three working days have passed without an objection.",
        )
    return None


def is_disputed(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """A ticket is redone because the enterprise said so: not solved, or a 差评 (domain notes §2.2, §2.4)."""
    is_bad = situation.rating is not None and situation.rating <= BAD_RATING
    if situation.solved is not False and not is_bad:
        return Bilingual(
            "回访结果不是“未解决”，评价也不是差评，不需要重办。",
            "The callback says neither “not solved” nor dissatisfied, so there is nothing to redo.",
        )
    return None


def is_within_reopen_window(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """A struck-off ticket can be rated and reopened for 30 days; after that a new, linked request is filed."""
    if situation.closed_at is not None and now - situation.closed_at > REOPEN_WINDOW:
        return Bilingual(
            "销号已超过30天，不能再评价或重开；请新提一件并注明原编号。",
            "Struck off more than 30 days ago; it can no longer be rated or reopened. "
            "File a new request that names this number.",
        )
    return None

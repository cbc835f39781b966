"""Conditions beyond role and state: each guard answers None, or the reason why the act is not possible now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.situation import Situation

Guard = Callable[[Situation, Actor, datetime], Bilingual | None]

REOPEN_WINDOW = timedelta(days=30)
"""A struck-off ticket can be taken up again within 30 days, on new facts (domain notes §2.7)."""


def is_not_paused(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Nothing is concluded while the enterprise's answer is awaited."""
    if situation.is_paused:
        return Bilingual(
            "正在等企业补充，计时已停；收到补充或恢复计时后再办。",
            "The enterprise's answer is awaited and the clock is stopped; resume the clock first.",
        )
    return None


def is_paused(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Only a stopped clock can be resumed."""
    if not situation.is_paused:
        return Bilingual("计时没有停，不需要恢复。", "The clock is running; there is nothing to resume.")
    return None


def co_tasks_are_done(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Co-tasks must be finished or waived before the lead's result (domain notes §2.7)."""
    if situation.open_co_departments:
        return Bilingual(
            "协办单位还没有反馈完；请等协办反馈，或说明理由免除协办。",
            "Co-handling departments have not finished; wait for them or waive them with a reason.",
        )
    return None


def returns_in_time(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """A return comes within one working day of dispatch, and never after a binding ruling (domain notes §2.2)."""
    if situation.return_is_final:
        return Bilingual(
            "退单已经裁定，裁定后不再退单；请签收办理。",
            "The return has been ruled on and the ruling is binding; please sign for the ticket.",
        )
    if situation.return_deadline is not None and now > situation.return_deadline:
        return Bilingual(
            "退单要在派单后一个工作日内提出，现在已过时限；请签收办理。",
            "A return must be made within one working day of dispatch; that limit has passed, please sign.",
        )
    return None


def is_another_person(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Whoever wrote the result does not review it (deciders differ)."""
    if actor.user_id is not None and actor.user_id == situation.result_by:
        return Bilingual(
            "不能审核自己提交的结果，请由他人审核。", "You cannot review the result you submitted yourself."
        )
    return None


def has_not_handled(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Whoever handled the ticket neither calls back nor strikes off (domain notes §2.7)."""
    if actor.user_id is not None and actor.user_id in situation.handlers:
        return Bilingual(
            "您办理过这件诉求，不能由您回访或销号，请交给其他同事。",
            "You handled this ticket, so somebody else must call back and strike it off.",
        )
    return None


def is_answered(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Nothing is struck off before the enterprise has been asked, nor while it says that nothing is solved."""
    if not situation.answered:
        return Bilingual(
            "还没有回访结果；请先回访企业，或按三次无人接听规则记录。",
            "There is no callback outcome yet; call the enterprise first, or record the no-answer rule.",
        )
    if situation.solved is False:
        return Bilingual(
            "企业说没有解决，不能销号；请转重办，或说明情况后再次回访。",
            "The enterprise says it is not solved, so it cannot be struck off; have it redone or call again.",
        )
    return None


def is_disputed(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """A ticket is redone because the enterprise said so."""
    if not situation.answered or situation.solved is not False:
        return Bilingual(
            "回访结果不是“未解决”，不需要重办。",
            "The callback does not say “not solved”, so there is nothing to redo.",
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


def information_is_overdue(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """An unanswered request for information lapses after ten working days (domain notes §2.7)."""
    if situation.info_deadline is None or now <= situation.info_deadline:
        return Bilingual("补正时限还没有到。", "The time for supplying information has not run out.")
    return None

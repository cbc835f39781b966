"""Conditions beyond role and state, on the work itself: each answers None, or the reason why the act is not possible now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from service_desk.domain.actors import Actor
from service_desk.domain.applications import MAX_EXTENSIONS, ApplicationKind
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Level
from service_desk.domain.following import UNDOABLE
from service_desk.domain.situation import Situation
from service_desk.domain.supervision import URGE_PAUSE

Guard = Callable[[Situation, Actor, datetime], Bilingual | None]

UNDO_WINDOW = timedelta(minutes=10)
"""How long whoever dispatched, transferred, signed, assigned or merged may take it back."""


def is_not_paused(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Nothing is concluded while the clock stands."""
    if situation.is_paused:
        return Bilingual(
            "计时已停，先恢复计时再办；等企业补充的，收到补充即恢复。",
            "The clock is stopped; resume it first. Where the enterprise's answer is awaited, it resumes with the answer.",
        )
    return None


def is_paused(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Only a stopped clock can be resumed."""
    if not situation.is_paused:
        return Bilingual("计时没有停，不需要恢复。", "The clock is running; there is nothing to resume.")
    return None


def has_open_tasks(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Only what is still owed can be waived."""
    if not situation.open_co_departments:
        return Bilingual("没有在办的协办任务。", "No co-handling part is open.")
    return None


def co_tasks_are_done(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Co-tasks must be finished or waived before the lead's result (domain notes §2.7)."""
    if situation.open_co_departments:
        return Bilingual(
            "协办单位还没有反馈完；请等协办反馈，或说明理由免除协办。",
            "Co-handling departments have not finished; wait for them or waive them with a reason.",
        )
    return None


def referrals_are_closed(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """An external decision that is awaited is the result: there is none before it has come (domain notes §9 R1)."""
    if situation.open_referrals:
        return Bilingual(
            "外部单位还没有回复；请先记录回复和文号。",
            "An external unit has not answered yet; record its answer and document number first.",
        )
    return None


def has_referral(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Only a referral that is open can be answered."""
    if not situation.open_referrals:
        return Bilingual("没有等待回复的外部单位。", "No external answer is awaited.")
    return None


def children_have_ended(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """An umbrella is not struck off while requests under it are open."""
    if situation.open_children:
        return Bilingual(
            f"专题下还有{situation.open_children}件在办，全部办结后才能销号。",
            f"{situation.open_children} requests under this umbrella are open; it is struck off when they have ended.",
        )
    return None


def is_no_parent_or_child(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Umbrellas have one level: what is under one, or is one, is not put under another."""
    if situation.has_parent:
        return Bilingual("已经归在专题下，请先移出。", "It is under an umbrella already; take it out first.")
    if situation.open_children:
        return Bilingual(
            "这件本身是专题，不能再归入别的专题。",
            "It is an umbrella itself and cannot be put under another.",
        )
    return None


def has_parent(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Only what is under an umbrella can be taken out of it."""
    return None if situation.has_parent else Bilingual("没有归在专题下。", "It is not under an umbrella.")


def returns_in_time(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """A return comes within one working day of dispatch, once per department, never after a ruling (domain notes §2.2)."""
    if situation.return_is_final:
        return Bilingual(
            "退单已经裁定，裁定后不再退单；请签收办理。",
            "The return has been ruled on and the ruling is binding; please sign for the ticket.",
        )
    if situation.lead_department in situation.returned_by:
        return Bilingual(
            "本部门已经退过一次，不能再退；请签收办理。",
            "Your department has returned it once already; please sign for the ticket.",
        )
    if situation.return_deadline is not None and now > situation.return_deadline:
        return Bilingual(
            "退单要在派单后一个工作日内提出，现在已过时限；请签收办理。",
            "A return must be made within one working day of dispatch; that limit has passed, please sign.",
        )
    return None


def nothing_is_asked(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """One application at a time."""
    if situation.application is not None:
        return Bilingual("已有一项申请等待批准。", "An application is waiting for its decision already.")
    return None


def something_is_asked(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Only what was asked for can be refused."""
    return None if situation.application else Bilingual("没有等待批准的申请。", "No application is waiting.")


def _is_asked(kind: ApplicationKind, zh: str, en: str) -> Guard:
    def guard(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
        return (
            None
            if situation.application is kind
            else Bilingual(f"没有等待批准的{zh}申请。", f"No {en} was applied for.")
        )

    guard.__name__ = f"{kind}_is_asked"
    guard.__doc__ = f"A decision on the {en} needs the department's application."
    return guard


extension_is_asked = _is_asked(ApplicationKind.EXTENSION, "延期", "extension")
level_is_asked = _is_asked(ApplicationKind.LEVEL, "提级", "higher level")
hold_is_asked = _is_asked(ApplicationKind.HOLD, "挂账", "hold")


def may_be_extended(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """An extension is asked before the date has passed; asked later, the ticket stays overdue (domain notes §2.2)."""
    if situation.extensions >= MAX_EXTENSIONS:
        return Bilingual(
            f"已延期{MAX_EXTENSIONS}次；还办不完的，请申请挂账并写明节点。",
            f"Extended {MAX_EXTENSIONS} times already; apply for a hold with a dated plan.",
        )
    if situation.extension_deadline is not None and now > situation.extension_deadline:
        return Bilingual(
            "延期要在时限届满前申请，现在已过，按超期统计；请反馈进展，或申请挂账。",
            "An extension is asked before the date; it is too late now and counts as overdue. Report progress or ask for a hold.",
        )
    return None


def level_may_be_raised(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """The level is raised once, before the closing date: a breach is never argued away (domain notes §1.5)."""
    if situation.level_raises:
        return Bilingual("难易只能提级一次，已经提过。", "The level is raised once only, and it has been.")
    if situation.level is Level.MAJOR:
        return Bilingual("已经是最高一级。", "It has the highest level already.")
    if situation.closing_due is not None and now > situation.closing_due:
        return Bilingual(
            "办结时限已过，难易不能再改。", "The closing date has passed; the level stays as it is."
        )
    return None


def is_another_person(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Whoever wrote the result does not review it (deciders differ)."""
    if actor.user_id is not None and actor.user_id == situation.result_by:
        return Bilingual(
            "不能审核自己提交的结果，请由他人审核。", "You cannot review the result you submitted yourself."
        )
    return None


def may_be_undone(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """One's own last act can be taken back for ten minutes, while nobody has built on it."""
    last = situation.last_act
    if last is None or last.action not in UNDOABLE:
        return Bilingual("上一步不能撤销。", "The last act cannot be taken back.")
    if last.actor_id != actor.user_id:
        return Bilingual(
            "上一步是别人办的，不能由您撤销。", "Somebody else did that; it is not yours to take back."
        )
    if now - last.at > UNDO_WINDOW:
        return Bilingual(
            "已过十分钟，不能再撤销。", "More than ten minutes have passed; it can no longer be taken back."
        )
    return None


def is_answerable_sheet(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Only a sheet that is open is answered."""
    return (
        None
        if situation.has_open_sheet
        else Bilingual("没有待回复的督办单。", "No supervision sheet is open.")
    )


def is_answerable_instruction(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Only an instruction that is open is answered."""
    return (
        None if situation.has_open_instruction else Bilingual("没有待回复的批示。", "No instruction is open.")
    )


def may_urge(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """An enterprise urges once a day; officers whenever they must."""
    if actor.is_enterprise and situation.urged_at is not None and now - situation.urged_at < URGE_PAUSE:
        return Bilingual(
            "一天内已经催办过，部门已收到提醒。",
            "You have urged within the last day; the department has been reminded.",
        )
    return None


def is_not_escalated(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """A ticket is escalated once."""
    return Bilingual("已经提级督办。", "It has been escalated already.") if situation.is_escalated else None


def lending_is_in_order(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """Power is not switched on over a neighbour's transformer that is overloaded or not consented to (§3.5, §12.8)."""
    if not situation.is_power_supply:
        return Bilingual("不是用电诉求，没有送电可记。", "This is no request for power supply.")
    return situation.lending_problem


def information_is_overdue(situation: Situation, actor: Actor, now: datetime) -> Bilingual | None:
    """An unanswered request for information lapses after ten working days (domain notes §2.7)."""
    if situation.info_deadline is None or now <= situation.info_deadline:
        return Bilingual("补正时限还没有到。", "The time for supplying information has not run out.")
    return None

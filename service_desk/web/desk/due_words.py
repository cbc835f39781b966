"""How a row of a list says when a ticket is due: the lamp, and words such as 今天 24:00 前反馈."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import date_words
from service_desk.domain.milestones import Lamp, MilestoneKey, duration_words, lamp
from service_desk.domain.states import STATE_NAMES, State
from service_desk.domain.zone_time import local_date
from service_desk.persistence.search_lines import AnyTicket
from service_desk.usecases.acting.stored_clock import stored_milestones

_FIRST_DAY = {
    State.SUBMITTED: Bilingual("受理", "accept"),
    State.ACCEPTED: Bilingual("派单", "dispatch"),
    State.DISPATCHED: Bilingual("签收", "sign"),
    State.RETURN_REVIEW: Bilingual("裁定退单", "rule on the return"),
}
"""What the first milestone still wants in each state; once signed for, the enterprise has to be contacted."""

_DEEDS = {
    MilestoneKey.DISPATCH: Bilingual("联系企业", "contact the enterprise"),
    MilestoneKey.PROGRESS: Bilingual("反馈", "report progress"),
    MilestoneKey.CLOSING: Bilingual("办结", "finish"),
    MilestoneKey.CLOSING_COMPLEX: Bilingual("办结", "finish"),
}


@dataclass(frozen=True)
class Due:
    """The lamp and the words of a deadline."""

    lamp: Lamp
    words: Bilingual


def due_of(ticket: AnyTicket, now: datetime) -> Due:
    """Return when the next thing on a ticket is due, or what it waits for where nothing is."""
    colour = lamp(ticket.next_due_at, ticket.clock == "stopped", now)
    if ticket.next_due_at is not None:
        return Due(colour, _deadline_words(_deed(ticket), ticket.next_due_at, now))
    return Due(colour, _waiting_words(ticket, now))


def task_due(due: datetime | None, now: datetime) -> Due:
    """Return when a co-handler's part is due."""
    if due is None:
        return Due(Lamp.NONE, Bilingual("没有期限", "no date"))
    return Due(lamp(due, False, now), _deadline_words(Bilingual("反馈", "answer"), due, now))


def _deed(ticket: AnyTicket) -> Bilingual:
    """Return what has to be done by the next date."""
    waiting = (one for one in stored_milestones(ticket) if one.due == ticket.next_due_at and not one.met_at)
    key = next((one.key for one in waiting), MilestoneKey.CLOSING)
    if key is MilestoneKey.DISPATCH:
        return _FIRST_DAY.get(State(ticket.state), _DEEDS[key])
    return _DEEDS[key]


def _deadline_words(deed: Bilingual, due: datetime, now: datetime) -> Bilingual:
    if now > due:
        over = duration_words(now - due)
        return Bilingual(f"超期{over.zh}", f"{over.en} late")
    last_day = local_date(due - timedelta(microseconds=1))
    ahead = (last_day - local_date(now)).days
    if ahead <= 1:
        zh, en = ("今天", "today") if ahead <= 0 else ("明天", "tomorrow")
        return Bilingual(f"{zh}24:00前{deed.zh}", f"{deed.en} by 24:00 {en}")
    day = date_words(last_day)
    return Bilingual(f"还剩{ahead}天，{day.zh}前{deed.zh}", f"{ahead} days left, {deed.en} by {day.en}")


def _waiting_words(ticket: AnyTicket, now: datetime) -> Bilingual:
    state = State(ticket.state)
    if ticket.ended_at is not None:
        day, name = date_words(local_date(ticket.ended_at)), STATE_NAMES[state]
        return Bilingual(f"{day.zh}{name.zh}", f"{name.en} on {day.en}")
    if state is State.ON_HOLD and ticket.review_on is not None:
        day = date_words(ticket.review_on)
        return Bilingual(f"停表：{day.zh}复核", f"stopped: review on {day.en}")
    if state is State.NEED_INFO:
        spell = duration_words(now - (ticket.info_asked_at or ticket.last_event_at))
        return Bilingual(f"等企业补充，已等{spell.zh}", f"waiting for the enterprise, {spell.en}")
    if ticket.clock == "stopped":
        spell = duration_words(now - ticket.last_event_at)
        return Bilingual(f"停表，已停{spell.zh}", f"clock stopped for {spell.en}")
    began = ticket.result_at if state is State.CALLBACK else ticket.submitted_at
    spell = duration_words(now - (began or ticket.submitted_at))
    return Bilingual(f"已等{spell.zh}", f"waiting {spell.en}")

"""What a reader should look at: overdue tickets, what falls due next, strips of the most pressing, whom to ring first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.date_words import date_words, deadline_words
from service_desk.domain.milestones import Milestone
from service_desk.domain.reporting.lines import DueLine, LateLine, RingFirst, Strip, StripNode
from service_desk.domain.reporting.observation import Observation
from service_desk.domain.reporting.standing import lateness, next_deadline
from service_desk.domain.states import State
from service_desk.domain.zone_time import local_date

STRIPS = 3
RING_FIRST = 2
SILENT_FROM = timedelta(days=7)
"""An enterprise that has heard nothing for a week is rung although nothing is late."""


def late_lines(standing: Iterable[Observation], cut_off: datetime) -> tuple[LateLine, ...]:
    """Return the overdue tickets, the longest overdue first."""
    found = []
    for one in standing:
        late = lateness(one, cut_off)
        if late is not None and late.milestone.due is not None:
            found.append(LateLine(one.facts.ticket_no, late.milestone.key, late.milestone.due, late.days))
    return tuple(sorted(found, key=lambda line: (line.due, line.ticket_no)))


def due_lines(standing: Iterable[Observation], cut_off: datetime) -> tuple[DueLine, ...]:
    """Return what falls due in the week after the cut-off, the soonest first."""
    found = []
    for one in standing:
        coming = next_deadline(one, cut_off)
        if coming is not None:
            key = coming.milestone.key if coming.milestone else None
            found.append(DueLine(one.facts.ticket_no, key, coming.due))
    return tuple(sorted(found, key=lambda line: (line.due, line.ticket_no)))


def pressing_strips(
    standing: Iterable[Observation], late: Sequence[LateLine], due: Sequence[DueLine], cut_off: datetime
) -> tuple[Strip, ...]:
    """Return the strips of the most pressing tickets: the longest overdue, then those that fall due soonest."""
    by_number = {one.facts.ticket_no: one for one in standing}
    wanted = [line.ticket_no for line in late]
    wanted += [line.ticket_no for line in due if line.milestone is not None]
    return tuple(
        Strip(number, tuple(_node(each, cut_off) for each in by_number[number].milestones))
        for number in dict.fromkeys(wanted)
    )[:STRIPS]


def _node(milestone: Milestone, cut_off: datetime) -> StripNode:
    if milestone.met_at is not None:
        when: Bilingual | None = date_words(local_date(milestone.met_at))
    else:
        when = deadline_words(milestone.due) if milestone.due is not None else None
    return StripNode(
        milestone.digit, milestone.name, milestone.status(cut_off), milestone.headline(cut_off), when
    )


def ring_first(standing: Sequence[Observation], cut_off: datetime) -> tuple[RingFirst, ...]:
    """Return the enterprises a department should ring first, one ticket each, in the order of the rules below.

    1. rated dissatisfied and not spoken to since (domain notes §2.4: within one working day);
    2. overdue, the longest first; 3. never contacted, the longest waiting first; 4. silent for a week, the longest first;
    5. due in the coming week, the soonest first.
    """
    wanted: dict[int, RingFirst] = {}
    for one, reason in [
        *_dissatisfied(standing),
        *_late(standing, cut_off),
        *_never_contacted(standing),
        *_silent(standing, cut_off),
        *_due_soon(standing, cut_off),
    ]:
        wanted.setdefault(one.facts.firm, RingFirst(one.facts.ticket_no, reason))
    return tuple(wanted.values())[:RING_FIRST]


Call = tuple[Observation, Bilingual]


def _dissatisfied(standing: Iterable[Observation]) -> list[Call]:
    words = Bilingual("评价不满意，还没有联系", "Rated dissatisfied and not spoken to since")
    found = [one for one in standing if one.awaits_apology]
    return [(one, words) for one in sorted(found, key=lambda one: (one.rating or 0, one.facts.ticket_no))]


def _late(standing: Iterable[Observation], cut_off: datetime) -> list[Call]:
    by_number = {one.facts.ticket_no: one for one in standing}
    return [
        (
            by_number[line.ticket_no],
            Bilingual(f"已超期{line.days}天", f"Overdue by {line.days} day{'s' * (line.days != 1)}"),
        )
        for line in late_lines(by_number.values(), cut_off)
    ]


def _never_contacted(standing: Iterable[Observation]) -> list[Call]:
    words = Bilingual("还没有联系过企业", "Not contacted yet")
    found = [one for one in standing if one.contacted_at is None and one.is_in_hand]
    return [(one, words) for one in sorted(found, key=lambda one: (one.submitted_at, one.facts.ticket_no))]


def _silent(standing: Iterable[Observation], cut_off: datetime) -> list[Call]:
    since = [
        (one.last_spoken_at, one)
        for one in standing
        if one.last_spoken_at is not None and one.closing.state is State.IN_PROGRESS
    ]
    found = []
    for heard, one in sorted(since, key=lambda pair: (pair[0], pair[1].facts.ticket_no)):
        days = (cut_off - heard) // timedelta(days=1)
        if cut_off - heard >= SILENT_FROM:
            words = Bilingual(f"企业已{days}天没有收到进展", f"Has heard nothing for {days} days")
            found.append((one, words))
    return found


def _due_soon(standing: Iterable[Observation], cut_off: datetime) -> list[Call]:
    by_number = {one.facts.ticket_no: one for one in standing}
    found = []
    for line in due_lines(by_number.values(), cut_off):
        if line.milestone is not None:
            when = deadline_words(line.due)
            words = Bilingual(f"{when.zh}到期", f"Due {when.en}")
            found.append((by_number[line.ticket_no], words))
    return found

"""The lists behind the figures: every number of the report is the length of one of these, so that the two never differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.callbacks import Outcome
from service_desk.domain.rates import Rate, ThreeRates, vote_on_satisfaction
from service_desk.domain.reporting.flows import INFLOWS, OUTFLOWS, Flow
from service_desk.domain.reporting.observation import Observation
from service_desk.domain.reporting.standing import lateness, next_deadline


class Figure(StrEnum):
    """The name of a figure, of the list behind it and of its anchor on the report's page."""

    OPENING = "opening"
    NEW = Flow.NEW.value
    REOPENED = Flow.REOPENED.value
    MOVED_IN = Flow.MOVED_IN.value
    STRUCK_OFF = Flow.STRUCK_OFF.value
    WITHDRAWN = Flow.WITHDRAWN.value
    MERGED = Flow.MERGED.value
    DECLINED = Flow.DECLINED.value
    MOVED_OUT = Flow.MOVED_OUT.value
    CLOSING = "closing"
    RECEIVED = "received"
    FINISHED = "finished"
    ON_TIME = "on_time"
    IN_HAND = "in_hand"
    OVERDUE = "overdue"
    HELD = "held"
    DUE_NEXT = "due_next"
    RETURNED = "returned"
    REDONE = "redone"
    VISITED = "visited"
    ON_SITE = "on_site"
    RESPONDED = "responded"
    NOT_RESPONDED = "not_responded"
    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    PARTLY_SOLVED = "partly_solved"
    ASKED = "asked"
    SATISFIED = "satisfied"
    DISSATISFIED = "dissatisfied"


FIGURE_NAMES: dict[Figure, Bilingual] = {
    Figure.OPENING: Bilingual("期初在办", "Open at the start"),
    Figure.NEW: Bilingual("新增", "New"),
    Figure.REOPENED: Bilingual("重开", "Reopened"),
    Figure.MOVED_IN: Bilingual("转入", "Moved in"),
    Figure.STRUCK_OFF: Bilingual("销号", "Struck off"),
    Figure.WITHDRAWN: Bilingual("撤回", "Withdrawn"),
    Figure.MERGED: Bilingual("并案", "Merged"),
    Figure.DECLINED: Bilingual("不予受理", "Declined"),
    Figure.MOVED_OUT: Bilingual("转出", "Moved out"),
    Figure.CLOSING: Bilingual("期末在办", "Open at the end"),
    Figure.RECEIVED: Bilingual("接单", "Received"),
    Figure.FINISHED: Bilingual("办结", "Finished"),
    Figure.ON_TIME: Bilingual("按时办结", "Finished in time"),
    Figure.IN_HAND: Bilingual("部门在办", "With departments"),
    Figure.OVERDUE: Bilingual("超期", "Overdue"),
    Figure.HELD: Bilingual("挂账", "On hold"),
    Figure.DUE_NEXT: Bilingual("下周到期", "Due next week"),
    Figure.RETURNED: Bilingual("退单", "Returned"),
    Figure.REDONE: Bilingual("重办", "Redone"),
    Figure.VISITED: Bilingual("走访登记", "From visits"),
    Figure.ON_SITE: Bilingual("当场解决", "Solved on the spot"),
    Figure.RESPONDED: Bilingual("按时联系", "Contacted in time"),
    Figure.NOT_RESPONDED: Bilingual("未按时联系", "Not contacted in time"),
    Figure.SOLVED: Bilingual("回访已解决", "Solved, says the enterprise"),
    Figure.NOT_SOLVED: Bilingual("回访未解决", "Not solved, says the enterprise"),
    Figure.PARTLY_SOLVED: Bilingual("其中部分解决", "Of these partly solved"),
    Figure.ASKED: Bilingual("应评价", "Asked for a rating"),
    Figure.SATISFIED: Bilingual("评价满意", "Satisfied"),
    Figure.DISSATISFIED: Bilingual("评价不满意", "Dissatisfied"),
}

Lists = dict[Figure, tuple[str, ...]]
"""Ticket numbers by figure; a number stands twice where a ticket moved twice."""


def gather(observations: Iterable[Observation], cut_off: datetime, department: str | None = None) -> Lists:
    """Return the lists of the zone, or those of one department; for the zone a change of hands is no flow."""
    found: dict[Figure, list[str]] = defaultdict(list)
    for one in observations:
        for figure, owner in _entries(one, cut_off):
            if department is None or owner == department:
                found[figure].append(one.facts.ticket_no)
    transfers = (Figure.MOVED_IN, Figure.MOVED_OUT)
    return {
        figure: () if department is None and figure in transfers else tuple(found[figure])
        for figure in Figure
    }


def _entries(one: Observation, cut_off: datetime) -> Iterator[tuple[Figure, str]]:
    """Yield the lists a ticket stands on, each with the department it stands there for."""
    here = one.closing.department
    if one.opening is not None and one.opening.is_open:
        yield Figure.OPENING, one.opening.department
    yield from ((Figure(move.flow.value), move.department) for move in one.moved)
    yield from ((Figure.RECEIVED, code) for code in one.received_by)
    yield from ((Figure.RETURNED, code) for code in one.returned_by)
    yield from ((Figure.REDONE, code) for code in one.redone_by)
    if one.finished_by is not None:
        yield Figure.FINISHED, one.finished_by
        if one.on_time:
            yield Figure.ON_TIME, one.finished_by
    if one.solved_on_site:
        yield Figure.ON_SITE, here
    yield from ((figure, here) for figure in _standing(one, cut_off))
    yield from ((figure, here) for figure in _answers(one))


def _standing(one: Observation, cut_off: datetime) -> Iterator[Figure]:
    if one.is_new and one.came_from_visit:
        yield Figure.VISITED
    if not one.closing.is_open:
        return
    yield Figure.CLOSING
    if one.is_in_hand:
        yield Figure.IN_HAND
    if one.is_held:
        yield Figure.HELD
    if lateness(one, cut_off) is not None:
        yield Figure.OVERDUE
    if next_deadline(one, cut_off) is not None:
        yield Figure.DUE_NEXT


def _answers(one: Observation) -> Iterator[Figure]:
    if one.responded is not None:
        yield Figure.RESPONDED if one.responded else Figure.NOT_RESPONDED
    if one.solved is not None:
        yield Figure.SOLVED if one.solved else Figure.NOT_SOLVED
        if one.outcome is Outcome.PARTLY:
            yield Figure.PARTLY_SOLVED
    if one.was_asked:
        yield Figure.ASKED
    satisfied = vote_on_satisfaction(one.rating)
    if satisfied is not None:
        yield Figure.SATISFIED if satisfied else Figure.DISSATISFIED


def counts(lists: Lists) -> dict[Figure, int]:
    """Return the figures: how long each list is."""
    return {figure: len(numbers) for figure, numbers in lists.items()}


def three_rates(counted: dict[Figure, int]) -> ThreeRates:
    """Return the three rates and the participation of these figures (domain notes §2.3)."""

    def rate(kept: Figure, missed: Figure) -> Rate:
        return Rate(counted[kept], counted[kept] + counted[missed])

    rated = counted[Figure.SATISFIED] + counted[Figure.DISSATISFIED]
    return ThreeRates(
        response=rate(Figure.RESPONDED, Figure.NOT_RESPONDED),
        solved=rate(Figure.SOLVED, Figure.NOT_SOLVED),
        satisfied=rate(Figure.SATISFIED, Figure.DISSATISFIED),
        participation=Rate(rated, counted[Figure.ASKED]),
    )


class DoesNotReconcileError(Exception):
    """The balances contradict the flows: the report must not be sent before a person has looked."""

    def __init__(self, scope: str, opening: int, moved: int, closing: int, tickets: list[str]) -> None:
        self.scope, self.tickets = scope, tickets
        named = f"; look at {', '.join(tickets[:10])}" if tickets else ""
        super().__init__(
            f"{scope}: {opening} open at the start and {moved:+d} moved make {opening + moved}, "
            f"but {closing} are open at the end{named}"
        )


def reconcile(scope: str, lists: Lists) -> None:
    """Check 期初在办 + 新增 + 重开 (+ 转入) − 销号 − 撤回 − 并案 − 不予受理 (− 转出) = 期末在办.

    The ends are read off the tickets' states, the flows off what was done; raises DoesNotReconcileError with the
    tickets at fault when they disagree, for all tickets together or for any single one.
    """
    balance: dict[str, int] = defaultdict(int)
    signs = {Figure.OPENING: 1, Figure.CLOSING: -1}
    signs |= {Figure(flow.value): 1 for flow in INFLOWS} | {Figure(flow.value): -1 for flow in OUTFLOWS}
    for figure, sign in signs.items():
        for ticket_no in lists[figure]:
            balance[ticket_no] += sign
    faulty = sorted(ticket_no for ticket_no, rest in balance.items() if rest)
    if faulty:
        opening, closing = len(lists[Figure.OPENING]), len(lists[Figure.CLOSING])
        ins = sum(len(lists[Figure(flow.value)]) for flow in INFLOWS)
        outs = sum(len(lists[Figure(flow.value)]) for flow in OUTFLOWS)
        raise DoesNotReconcileError(scope, opening, ins - outs, closing, faulty)

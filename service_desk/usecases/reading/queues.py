"""A queue as a person may see it: tabs with truthful counts, one page of the list, and the day in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotEntitled
from service_desk.persistence.database import Session
from service_desk.persistence.queues import (
    Cursor,
    Page,
    QueueFilter,
    bounded_count,
    bounded_counts,
    queue_page,
)
from service_desk.persistence.tickets import kept_counts
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.acting.stand_ins import stands_in_for
from service_desk.usecases.reading.day import Day, Load, tell_day
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.usecases.reading.queue_tabs import Tab, tabs_of

NO_QUEUE = Bilingual("您的账号没有待办队列。", "Your account has no queue.")
Kept = Mapping[str | None, Mapping[str, int]]
"""The kept counts by department (None: of the whole zone) and state."""


@dataclass(frozen=True)
class QueueView:
    """Everything the queue page shows.

    `lengths` are those of the lists as they are, by the tab's key. `counts` are what the tabs show: while the list is
    narrowed only the open tab has one, the length of the narrowed list. A count of 1000 means that many or more.
    """

    tabs: tuple[Tab, ...]
    tab: Tab
    counts: Mapping[str, int]
    lengths: Mapping[str, int]
    page: Page
    day: Day
    narrowing: Narrowing
    rules: Rules


def view_queue(
    session: Session,
    actor: Actor,
    now: datetime,
    key: str | None = None,
    narrowing: Narrowing | None = None,
    cursor: Cursor | None = None,
) -> QueueView:
    """Return the list a person has opened; a key that is none of his opens the first list with anything in it.

    Raises NotEntitled for whoever works on no tickets.
    """
    tabs = tabs_of(actor, now, stands_in_for(session, actor, now))
    if not tabs:
        raise NotEntitled(NO_QUEUE)
    narrowing = narrowing or Narrowing()
    rules = rules_in_force(session)
    kept = _kept(session, tabs)
    lengths = _lengths(session, tabs, kept)
    tab = _opened(tabs, lengths, key)
    narrowed = narrowing.within(tab, now)
    counts: Mapping[str, int] = lengths
    if narrowed != tab.narrowed:
        counts = {tab.key: bounded_count(session, narrowed)}
    return QueueView(
        tabs=tabs,
        tab=tab,
        counts=counts,
        lengths=lengths,
        page=queue_page(session, narrowed, cursor),
        day=tell_day(actor, _load(kept, lengths), now, rules.calendar),
        narrowing=narrowing,
        rules=rules,
    )


def list_of(
    session: Session, actor: Actor, now: datetime, key: str | None, narrowing: Narrowing
) -> tuple[Tab, QueueFilter]:
    """Return a person's list and all its conditions; raises NotEntitled for whoever works on no tickets."""
    tabs = tabs_of(actor, now, stands_in_for(session, actor, now))
    if not tabs:
        raise NotEntitled(NO_QUEUE)
    tab = next((tab for tab in tabs if tab.key == key), tabs[0])
    return tab, narrowing.within(tab, now)


def lengths_of_views(
    session: Session, view: QueueView, now: datetime, wanted: Sequence[tuple[str | None, Narrowing]]
) -> list[int | None]:
    """Return how long each of some lists (tab and conditions) is: the same conditions as the list, in one statement.

    None for a list without end, and for a tab that is not the person's.
    """
    mine = {tab.key: tab for tab in view.tabs}
    found: list[int | None] = []
    counted: dict[int, QueueFilter] = {}
    for place, (key, narrowing) in enumerate(wanted):
        tab = mine.get(key or "")
        narrowed = narrowing.within(tab, now) if tab else None
        is_plain = tab is not None and narrowed == tab.narrowed
        found.append(view.lengths.get(key or "") if is_plain else None)
        if narrowed is not None and not is_plain:
            counted[place] = narrowed
    for place, number in zip(counted, bounded_counts(session, list(counted.values())), strict=True):
        found[place] = number
    return found


def _opened(tabs: tuple[Tab, ...], lengths: Mapping[str, int], key: str | None) -> Tab:
    asked = next((tab for tab in tabs if tab.key == key), None)
    return asked or next((tab for tab in tabs if tab.is_counted and lengths.get(tab.key)), tabs[0])


def _kept(session: Session, tabs: tuple[Tab, ...]) -> Kept:
    return {department: kept_counts(session, department) for department in {tab.department for tab in tabs}}


def _lengths(session: Session, tabs: tuple[Tab, ...], kept: Kept) -> dict[str, int]:
    """Return the length of every counted list, from the kept counts where there are any."""
    lengths = {}
    for tab in tabs:
        if tab.kept:
            lengths[tab.key] = sum(kept[tab.department].get(name, 0) for name in tab.kept)
        elif tab.is_counted:
            lengths[tab.key] = bounded_count(session, tab.narrowed)
    return lengths


def _load(kept: Kept, lengths: Mapping[str, int]) -> Load:
    """Return what lies in the zone's queues for whoever reads them, else in those of the department."""
    department = None if None in kept else next(iter(kept))
    due = lengths.get("our-due" if department else "due", 0)
    overdue = lengths.get("our-overdue" if department else "overdue", 0)
    return Load(kept[department], due, overdue)

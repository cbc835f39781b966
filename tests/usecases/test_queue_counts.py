"""After any history the number on a tab is the length of its list, and every condition means what the page shows."""

from __future__ import annotations

import random
from datetime import date

import pytest
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actors import Actor
from service_desk.domain.milestones import Lamp, lamp
from service_desk.persistence.conditions import NOBODY
from service_desk.persistence.database import db
from service_desk.persistence.queues import Cursor, QueueFilter, bounded_counts, queue_page
from service_desk.persistence.tables import Ticket
from service_desk.persistence.tags import tags_of
from service_desk.usecases.handling.arrange_absence import arrange_absence
from service_desk.usecases.handling.tag_tickets import tag_tickets
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.usecases.reading.queue_tabs import Tab, tabs_of
from service_desk.usecases.reading.queues import lengths_of_views, view_queue
from tests.usecases.deeds import CALLER, DISPATCHER, HANDLER, HEAD, HELPER, LEADER, OUTSIDER, SUPERVISOR
from tests.usecases.office import Office
from tests.usecases.test_random_walks import WorkingDay

EVERYBODY = (DISPATCHER, CALLER, SUPERVISOR, LEADER, HANDLER, HEAD, HELPER, OUTSIDER)
SEEDS = pytest.mark.parametrize("seed", range(2))


def whole(narrowed: QueueFilter) -> list[Ticket]:
    """Return a list by turning all its pages."""
    found: list[Ticket] = []
    cursor: Cursor | None = None
    while True:
        page = queue_page(db.session(), narrowed, cursor, size=3)
        found.extend(page.tickets)
        cursor = page.older
        if cursor is None:
            return found


def shown_lamp(ticket: Ticket, tab: Tab, office: Office) -> Lamp:
    """Return the light a row of the list shows."""
    helping = tab.narrowed.co_department
    if helping is None:
        return lamp(ticket.next_due_at, ticket.clock == "stopped", office.now)
    part = next(task for task in ticket.co_tasks if task.department == helping and task.status == "open")
    return lamp(part.due_at, False, office.now)


def wishes(dice: random.Random, tags: list[int]) -> Narrowing:
    """Return some conditions together, as somebody might choose them."""
    one = dice.choice
    return Narrowing(
        category=one([None, None, "FS"]),
        park=one([None, None, "东区"]),
        source=one([None, None, "web", "visit"]),
        owner_id=one([None, None, HANDLER.user_id, HEAD.user_id, NOBODY]),
        enterprise=one([None, None, "演示新"]),
        due=one([None, None, "overdue", "today", "soon"]),
        lamp=one([None, *(light.value for light in Lamp)]),
        parts=one([None, None, "open"]),
        tags=one([None, None, (tags[0],), tuple(tags)]),
        since=one([None, None, date(2026, 3, 10)]),
    )


def fits(ticket: Ticket, wanted: Narrowing, tab: Tab, office: Office, borne: set[int]) -> bool:
    """Tell in plain words whether a ticket of a list meets the conditions (dates of submission and due dates aside)."""
    owner = ticket.owner_id if ticket.owner_id is not None else NOBODY
    return (
        (wanted.category is None or ticket.category == wanted.category)
        and (wanted.park is None or ticket.park == wanted.park)
        and (wanted.source is None or ticket.source == wanted.source)
        and (wanted.owner_id is None or owner == wanted.owner_id)
        and (wanted.enterprise is None or ticket.enterprise_name.startswith(wanted.enterprise))
        and (wanted.lamp is None or shown_lamp(ticket, tab, office) == wanted.lamp)
        and (wanted.parts is None or any(task.status == "open" for task in ticket.co_tasks))
        and (wanted.tags is None or borne.issuperset(wanted.tags))
    )


def prepared(office: Office, seed: int) -> tuple[WorkingDay, list[int]]:
    """Return a day's work with tags on some tickets and one handler away."""
    day = WorkingDay(office, seed)
    arrange_absence(
        HANDLER, office.now, user_id=11, substitute_id=12,
        from_on=office.now.date(), until_on=date(2026, 12, 31),
    )  # fmt: skip
    tag_tickets(day.numbers[:2], DISPATCHER, office.now, add="甲,乙")
    tag_tickets(day.numbers[1:3], DISPATCHER, office.now, add="甲", remove="乙")
    found = tags_of(db.session(), [office.ticket(day.numbers[0]).id])
    return day, [tag.id for tag in next(iter(found.values()))]


def check_numbers(office: Office, actor: Actor) -> None:
    """Check that each tab's number is the length of its list."""
    view = view_queue(db.session(), actor, office.now)
    for tab in view.tabs:
        numbers = [ticket.ticket_no for ticket in whole(tab.narrowed)]
        assert len(numbers) == len(set(numbers))
        if tab.is_counted:
            assert view.counts[tab.key] == len(numbers), (actor.name, tab.key)


def check_conditions(office: Office, actor: Actor, dice: random.Random, tags: list[int]) -> None:
    """Check that some conditions leave of a list what they say, and that every count of it agrees."""
    session = db.session()
    view = view_queue(session, actor, office.now)
    wanted = [(tab, wishes(dice, tags)) for tab in view.tabs]
    told = lengths_of_views(session, view, office.now, [(tab.key, each) for tab, each in wanted])
    counts = bounded_counts(session, [each.within(tab, office.now) for tab, each in wanted])
    for (tab, each), length, count in zip(wanted, told, counts, strict=True):
        narrowed = each.within(tab, office.now)
        left = {ticket.ticket_no for ticket in whole(narrowed)}
        assert count == len(left), (tab.key, each)
        assert length in (len(left), None)
        unlit = Narrowing(due=each.due, since=each.since).within(tab, office.now)
        ids = {ticket.id: ticket for ticket in whole(unlit)}
        borne = tags_of(session, ids)
        expected = {
            ticket.ticket_no
            for key, ticket in ids.items()
            if fits(ticket, each, tab, office, {tag.id for tag in borne.get(key, ())})
        }
        assert left == expected, (tab.key, each)
        opened = view_queue(session, actor, office.now, tab.key, each)
        if narrowed != tab.narrowed:
            assert opened.counts == {tab.key: len(left)}


@SEEDS
@pytest.mark.every_database
def test_whatever_happens_the_tabs_and_the_conditions_tell_the_truth(database: SQLAlchemy, seed: int) -> None:
    office = Office()
    day, tags = prepared(office, seed)
    for turn in range(30):
        day.step()
        if turn % 5 == 4:
            for actor in EVERYBODY:
                check_numbers(office, actor)
            check_conditions(office, day.dice.choice(EVERYBODY), day.dice, tags)
    assert (db.session.scalar(sa.select(sa.func.count()).select_from(Ticket)) or 0) >= 4
    assert "stand-in" in {tab.key for tab in view_queue(db.session(), HEAD, office.now).tabs}


def test_every_list_says_what_would_stand_in_it(office: Office) -> None:
    for actor in EVERYBODY:
        for tab in tabs_of(actor, office.now, (1,)):
            assert tab.appears.zh.endswith("。"), tab.key
            assert tab.appears.en.endswith("."), tab.key
            assert tab.appears != tab.words

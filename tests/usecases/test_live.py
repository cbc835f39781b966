"""Live pages: versions that only acts raise, rows that stay or go, and who has a ticket open; nothing for outsiders."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.refusals import NotFound
from service_desk.domain.roles import Role
from service_desk.persistence.database import db, transaction
from service_desk.persistence.live import version_of_queues
from service_desk.usecases.acting.keep_draft import keep_draft
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.usecases.together.be_present import LASTS, be_present, others_here
from service_desk.usecases.together.follow_ticket import follow_ticket
from service_desk.usecases.together.read_news import count_unread
from service_desk.usecases.together.watch_list import ListNow, list_now, list_version
from tests.usecases.at_once import together
from tests.usecases.deeds import DISPATCHED, HANDLER, HEAD, HELPER, OUTSIDER, SUPERVISOR, WORKING
from tests.usecases.office import Office

A = Action


def version(office: Office, actor: Actor) -> str:
    db.session.rollback()
    return list_version(db.session(), actor, office.now).split(".")[0]


def look(office: Office, actor: Actor, key: str, *shown: str) -> ListNow:
    db.session.rollback()
    return list_now(db.session(), actor, office.now, key, Narrowing(), None, shown)


@pytest.mark.every_database
def test_every_act_raises_the_version_of_the_departments_it_concerns_and_of_no_other(
    database: SQLAlchemy,
) -> None:
    office = Office()
    number = office.bring(*WORKING)
    before = {actor: version(office, actor) for actor in (HANDLER, HELPER, OUTSIDER, SUPERVISOR)}
    office.act(A.PROGRESS, number)
    after = {actor: version(office, actor) for actor in before}
    assert {actor for actor in before if before[actor] != after[actor]} == {HANDLER, HELPER, SUPERVISOR}


def test_both_departments_learn_of_a_ticket_that_goes_from_one_to_the_other(office: Office) -> None:
    number = office.bring(*WORKING)
    before = [version_of_queues(db.session(), code) for code in ("PW", "CB", "LE")]
    office.act(A.TRANSFER, number)
    db.session.rollback()
    assert [version_of_queues(db.session(), code) for code in ("PW", "CB", "LE")] == [
        before[0] + 1, before[1] + 1, before[2],
    ]  # fmt: skip


def test_looking_raises_no_version_and_time_alone_does_after_five_minutes(office: Office) -> None:
    office.bring(*WORKING)
    first = list_version(db.session(), HANDLER, office.now)
    look(office, HANDLER, "our-in_progress")
    assert list_version(db.session(), HANDLER, office.now) == first
    assert list_version(db.session(), HANDLER, office.now + timedelta(minutes=5)) != first


def test_a_list_tells_of_rows_that_changed_that_went_and_that_are_new(office: Office) -> None:
    stays, goes = office.bring(*WORKING), office.bring(*WORKING)
    seen = office.ticket(stays).version
    office.act(A.PROGRESS, stays)
    office.act(A.TRANSFER, goes)
    new = office.bring(*WORKING)
    found = look(office, HANDLER, "our-in_progress", stays, goes)
    assert {number: ticket.version for number, ticket in found.held.items()} == {stays: seen + 1}
    assert found.new == (new,)
    assert found.view.counts["our-in_progress"] == 2


def test_an_outsider_learns_nothing_of_rows_he_only_names(office: Office) -> None:
    number = office.bring(*WORKING)
    found = look(office, OUTSIDER, "our-in_progress", number)
    assert (dict(found.held), found.new) == ({}, ())


@pytest.mark.every_database
def test_who_has_a_ticket_open_is_told_to_those_who_may_open_it_for_a_minute(database: SQLAlchemy) -> None:
    office = Office()
    number = office.bring(*WORKING)
    ticket_id = office.ticket(number).id
    be_present(number, HANDLER, office.now, seen_version=1)
    be_present(number, HEAD, office.now, seen_version=1)
    be_present(number, HEAD, office.now, seen_version=1)
    assert [one.name for one in others_here(db.session(), ticket_id, HEAD, office.now)] == [HANDLER.name]
    later = office.now + LASTS + timedelta(seconds=1)
    assert others_here(db.session(), ticket_id, HEAD, later) == []
    be_present(number, HANDLER, office.now, seen_version=1, leaves=True)
    assert others_here(db.session(), ticket_id, HEAD, office.now) == []
    with pytest.raises(NotFound):
        be_present(number, OUTSIDER, office.now, seen_version=1)


def test_whoever_keeps_a_draft_is_writing(office: Office) -> None:
    number = office.bring(*WORKING)
    be_present(number, HANDLER, office.now, seen_version=1)
    keep_draft(number, "progress", {"note": ["已到"]}, HANDLER, office.now)
    [one] = others_here(db.session(), office.ticket(number).id, HEAD, office.now)
    assert one.is_writing
    be_present(number, HANDLER, office.now + timedelta(minutes=2), seen_version=1)
    [one] = others_here(db.session(), office.ticket(number).id, HEAD, office.now + timedelta(minutes=2))
    assert not one.is_writing


def test_a_page_that_is_open_has_been_seen_up_to_its_own_version_and_no_further(office: Office) -> None:
    number = office.bring(*WORKING)
    follow_ticket(number, HEAD, office.now)
    office.act(A.PROGRESS, number)
    seen = office.ticket(number).version
    office.act(A.PROGRESS, number)
    be_present(number, HEAD, office.now, seen_version=seen)
    assert count_unread(db.session(), HEAD) == 1
    be_present(number, HEAD, office.now, seen_version=seen + 99)
    assert count_unread(db.session(), HEAD) == 0


@pytest.mark.every_database
def test_windows_that_tell_of_one_person_at_the_same_moment_do_not_collide(
    database: SQLAlchemy, database_url: str
) -> None:
    office = Office()
    number = office.bring(*DISPATCHED)
    now, person = office.now, replace(HANDLER, roles=frozenset({Role.HANDLER}))
    _, failures = together(database_url, [lambda: be_present(number, person, now, seen_version=1)] * 4)
    assert failures == []
    with transaction() as session:
        assert len(others_here(session, office.ticket(number).id, HEAD, now)) == 1

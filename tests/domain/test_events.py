"""The seals of the event log: any change to an entry, to their order or to their number shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest

from service_desk.domain.actions import Action
from service_desk.domain.events import GENESIS, Event, event_hash, first_broken_link
from service_desk.domain.roles import Role
from service_desk.domain.states import State
from tests.domain.histories import History, at

NUMBER = "QY20210507-0001"
EVENT = Event(
    seq=2, at=at("2021-05-07 10:00"), action=Action.ACCEPT, source=State.SUBMITTED, target=State.ACCEPTED,
    actor_id=1, actor_name="演示-受理员", actor_role=Role.DISPATCHER, actor_department="ES", department=None,
    is_public=True, data={"level": "general", "note": "供电"},
)  # fmt: skip


def chain(events: list[Event], number: str = NUMBER) -> list[tuple[Event, str]]:
    sealed, previous = [], GENESIS
    for event in events:
        previous = event_hash(number, event, previous)
        sealed.append((event, previous))
    return sealed


def story() -> list[Event]:
    history = History().accepted("2021-05-07 10:00").signed("2021-05-07 11:00")
    return history.concluded("2021-05-12 10:00").events


def test_the_seal_of_an_entry_never_changes_with_the_program() -> None:
    """A stored hash must hold for as long as the archive is kept, so the form it is taken of is frozen here."""
    assert event_hash(NUMBER, EVENT, GENESIS) == (
        "bf6d329b3a8c0401dca419fc949bf9c1f0b9610261ac0cbef6bc05aa40f52897"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 3}, {"at": at("2021-05-07 10:01")}, {"action": Action.DECLINE}, {"source": State.NEED_INFO},
        {"target": State.DECLINED}, {"actor_id": 2}, {"actor_id": None}, {"actor_name": "演示-另一人"},
        {"actor_role": Role.SUPERVISOR}, {"actor_department": "PW"}, {"department": "PW"}, {"is_public": False},
        {"data": {"level": "general", "note": "供水"}}, {"data": {"level": "general"}},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_every_field_of_an_entry_is_sealed(change: dict[str, Any]) -> None:
    assert event_hash(NUMBER, replace(EVENT, **change), GENESIS) != event_hash(NUMBER, EVENT, GENESIS)


def test_an_entry_is_sealed_to_its_ticket_and_to_the_one_before() -> None:
    seal = event_hash(NUMBER, EVENT, GENESIS)
    assert event_hash("QY20210507-0002", EVENT, GENESIS) != seal
    assert event_hash(NUMBER, EVENT, "1" * 64) != seal


def test_the_zone_a_moment_is_written_in_and_the_order_of_data_do_not_matter() -> None:
    same = replace(EVENT, at=EVENT.at.astimezone(UTC), data={"note": "供电", "level": "general"})
    assert event_hash(NUMBER, same, GENESIS) == event_hash(NUMBER, EVENT, GENESIS)


def test_a_whole_chain_is_whole() -> None:
    assert first_broken_link(NUMBER, chain(story())) is None
    assert first_broken_link(NUMBER, []) is None


@pytest.mark.parametrize("position", range(6))
def test_a_changed_entry_is_found_where_it_is(position: int) -> None:
    sealed = chain(story())
    event, seal = sealed[position]
    sealed[position] = (replace(event, actor_name="他人"), seal)
    assert first_broken_link(NUMBER, sealed) == position + 1


def test_a_missing_entry_and_two_exchanged_ones_are_found() -> None:
    sealed = chain(story())
    assert first_broken_link(NUMBER, sealed[:2] + sealed[3:]) == 4
    assert first_broken_link(NUMBER, sealed[1:]) == 2
    assert first_broken_link(NUMBER, [sealed[0], sealed[2], sealed[1], *sealed[3:]]) == 3


def test_a_seal_made_anew_for_a_changed_entry_breaks_the_next_link() -> None:
    sealed = chain(story())
    forged = replace(sealed[2][0], actor_name="他人")
    sealed[2] = (forged, event_hash(NUMBER, forged, sealed[1][1]))
    assert first_broken_link(NUMBER, sealed) == 4

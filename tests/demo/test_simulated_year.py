"""The simulated year: it proves what it says, and it would notice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from flask_sqlalchemy import SQLAlchemy

from service_desk.cli import main
from service_desk.demo.simulation.invariants import REPLAYED_EVERY, flaws
from service_desk.demo.simulation.lives import Life, live
from service_desk.demo.simulation.proving import Proof, prove
from service_desk.demo.simulation.year import live_firms, live_year, plan
from service_desk.domain.actions import Action
from service_desk.domain.events import Event
from service_desk.domain.states import State
from service_desk.domain.transitions import TRANSITIONS
from service_desk.domain.zone_time import SHANGHAI
from service_desk.persistence.event_log import event_row
from service_desk.persistence.tables import QueueCount, Ticket, TicketEvent

UNTIL = datetime(2027, 1, 1, tzinfo=SHANGHAI)
FILED = datetime(2026, 2, 10, 9, tzinfo=SHANGHAI)


def lived(seed: int, wanted: Callable[[Life], bool]) -> Life:
    """Return a request of some firm at the moment something is true of it."""
    for attempt in range(seed, seed + 500):
        filed = [(f"QY20260210-{serial:04d}", FILED + timedelta(hours=serial)) for serial in (1, 2)]
        for life in live(filed, UNTIL, Random(attempt)):
            if wanted(life):
                return life
    raise AssertionError("never came to that")


def in_progress(life: Life) -> bool:
    return life.course.state is State.IN_PROGRESS and len(life.events) % REPLAYED_EVERY == 0


def test_nothing_is_wrong_with_some_hundred_random_requests() -> None:
    shares = list(live_year(plan(150, 2026, 1), 2026, 1, processes=1))
    assert [flaw for share in shares for flaw in share.flaws] == []
    assert sum(len(share.tickets) for share in shares) == 150
    assert sum(share.refused for share in shares) > 100  # the rules had something to refuse


def test_most_acts_of_the_table_are_performed() -> None:
    share = live_firms(plan(600, 2026, 3), 2026, "3")
    performed = {event["action"] for each in share.tickets for event in each.events}
    missing = {row.action for row in TRANSITIONS} - {Action(each) for each in performed}
    assert missing <= {Action.LAPSE, Action.UNDO, Action.UNMERGE, Action.REOPEN}  # the rarest


def test_the_same_seed_gives_the_same_year() -> None:
    first, second = (live_firms(plan(30, 2026, 5), 2026, "5") for _ in range(2))
    assert [each.events for each in first.tickets] == [each.events for each in second.tickets]
    other = live_firms(plan(30, 2026, 6), 2026, "6")
    assert [each.events for each in first.tickets] != [each.events for each in other.tickets]


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("responsible_department", None, "responsible_department is None"),
        ("queue_department", "??", "queue_department is '??'"),
        ("owner_id", None, "nobody owns it in in_progress"),
        ("first_department", None, "no department is on record"),
        ("clock", "finished", "in_progress with a clock that is finished"),
        ("ended_at", FILED, "in_progress and ended at"),
        ("state", "accepted", "the row says accepted, the log in_progress"),
    ],
)
def test_a_ticket_that_somebody_tampered_with_is_noticed(column: str, value: object, words: str) -> None:
    life = lived(1, in_progress)
    assert list(flaws(life)) == []
    setattr(life.ticket, column, value)
    assert any(words in flaw for flaw in flaws(life))


def test_a_stored_clock_that_was_moved_is_noticed() -> None:
    life = lived(1, in_progress)
    rows = [dict(row) for row in life.ticket.milestones]
    for row in rows:
        row["due"] = "2026-01-01T00:00:00+00:00" if row["due"] else None
    life.ticket.milestones = rows
    found = list(flaws(life))
    assert "the replayed clock differs from the stored one" in found
    assert any("before it began" in flaw for flaw in found)


def test_a_stored_year_is_read_again_and_adds_up(database: SQLAlchemy) -> None:
    proof = Proof()
    shares = list(prove(proof, 60, 2026, 7, processes=1))
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert (proof.tickets, proof.flaws) == (60, [])
    assert proof.weeks == ["2026-W13", "2026-W26", "2026-W39", "2026-W52"]
    assert database.session.query(Ticket).count() == sum(proof.states.values()) == 60
    assert database.session.query(TicketEvent).count() == proof.acts
    assert all(row.tickets >= 0 for row in database.session.query(QueueCount))


def test_the_command_tells_what_was_proved_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DESK_INSTANCE_FOLDER", str(tmp_path))
    told = CliRunner().invoke(main, ["simulate", "--tickets", "25", "--processes", "1", "--lang", "en"])
    assert told.exit_code == 0, told.output
    assert "2026: 25 requests" in told.output
    assert "All holds: no ticket without department, clock or owner" in told.output
    assert list(tmp_path.iterdir()) == []


def test_a_flaw_is_told_and_ends_the_command_with_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DESK_INSTANCE_FOLDER", str(tmp_path))
    monkeypatch.setattr("service_desk.demo.simulation.lives.event_row", _with_a_wrong_hash)
    told = CliRunner().invoke(main, ["simulate", "--tickets", "3", "--processes", "1"])
    assert told.exit_code == 1
    assert "hash chain is kept as whole, found broken at event 1" in told.output
    assert "不成立" in told.output


def _with_a_wrong_hash(ticket_id: int, event: Event, seal: str) -> dict[str, object]:
    return {**event_row(ticket_id, event, seal), "hash": "0" * 64}

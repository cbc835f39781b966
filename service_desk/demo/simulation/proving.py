"""Proving a simulated year: lived, stored, read again and compared, and added up like the leaders' report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from service_desk.demo.simulation.lives import FIRM, FIRM_ID
from service_desk.demo.simulation.year import live_year, plan
from service_desk.domain.reporting.ledger import DoesNotReconcileError
from service_desk.domain.reporting.report import ZONE
from service_desk.domain.reporting.week import Week
from service_desk.persistence.bulk import keep_enterprise, keep_tickets
from service_desk.persistence.database import db
from service_desk.persistence.filling import one_commit
from service_desk.persistence.tickets import count_in_queue
from service_desk.usecases.auditing.check_records import check_records
from service_desk.usecases.reporting.compile_weekly_report import Compiling

_REPORTED_WEEKS = (13, 26, 39, 52)
"""The weeks whose reports are compiled, of the zone and of every department: the ends of the quarters."""

_LIVED, _CHECKED = 0.65, 0.78
"""The share of the time after which the lives are lived, and the records checked."""


@dataclass
class Proof:
    """What a simulated year has shown; every flaw names its ticket and what does not hold."""

    tickets: int = 0
    acts: int = 0
    refused: int = 0
    states: Counter[str] = field(default_factory=Counter)
    weeks: list[str] = field(default_factory=list)
    flaws: list[str] = field(default_factory=list)


def prove(proof: Proof, tickets: int, year: int, seed: int, processes: int) -> Iterator[float]:
    """Simulate a year in an empty database and fill in the proof, yielding the share done (0 to 1)."""
    for share in _live(proof, tickets, year, seed, processes):
        yield share * _LIVED
    proof.flaws.extend(
        f"{each.subject}: {each.what} is kept as {each.kept}, found {each.found}" for each in check_records()
    )
    yield _CHECKED
    for done, number in enumerate(_REPORTED_WEEKS, 1):
        _reconcile(proof, Week(year, number))
        yield _CHECKED + (1 - _CHECKED) * done / len(_REPORTED_WEEKS)


def _live(proof: Proof, tickets: int, year: int, seed: int, processes: int) -> Iterator[float]:
    firms = plan(tickets, year, seed)
    moves: Counter[tuple[str, str]] = Counter()
    with one_commit() as session:
        keep_enterprise(session, FIRM_ID, FIRM, firms[0][0][1])
        free = 1
        for share in live_year(firms, year, seed, processes):
            free = keep_tickets(session, share.tickets, free)
            moves.update(share.moves)
            proof.acts += share.acts
            proof.refused += share.refused
            proof.flaws.extend(share.flaws)
            proof.states.update(each.ticket["state"] for each in share.tickets)
            proof.tickets = free - 1
            yield proof.tickets / tickets
        for (department, state), by in sorted(moves.items()):  # as the acts moved them, one by one
            count_in_queue(session, department, state, by)
        session.commit()


def _reconcile(proof: Proof, week: Week) -> None:
    """Compile a week's reports; each refuses to be made when its flows do not lead from opening to closing."""
    compiling = Compiling(db.session(), week)
    for scope in (ZONE, *compiling.catalogue.departments):
        try:
            compiling.report(scope)
        except DoesNotReconcileError as error:
            proof.flaws.append(f"{week} {scope}: {error}")
    proof.weeks.append(str(week))

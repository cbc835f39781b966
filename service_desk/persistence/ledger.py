"""What a line of the Excel ledger needs beside the ticket's row, read for some hundreds of tickets at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.actions import Action
from service_desk.domain.reporting.ledger import Figure
from service_desk.persistence.tables import Campaign, CountedFact, Enterprise, TicketEvent, VisitRequest
from service_desk.persistence.tables.counted import FOREVER

_LASTING = (Figure.FINISHED, Figure.ASKED, Figure.ON_SITE)


@dataclass(frozen=True)
class Beside:
    """By ticket: the last progress the enterprise could read, when it was finished and asked; by enterprise its scale.

    `group` is the working group whose round of visits brought a ticket (§1.1); those of other channels have none.
    """

    progress: dict[int, str] = field(default_factory=dict)
    moments: dict[tuple[int, str], datetime] = field(default_factory=dict)
    above_scale: dict[int, str] = field(default_factory=dict)
    group: dict[int, str] = field(default_factory=dict)

    def moment(self, ticket_id: int, figure: Figure) -> datetime | None:
        """Return when a ticket came to count for a figure, as it stands now."""
        return self.moments.get((ticket_id, figure.value))


def beside(session: Session, ticket_ids: Sequence[int], enterprise_ids: Sequence[int]) -> Beside:
    """Read it for these tickets and enterprises: four queries."""
    events = sa.select(TicketEvent.ticket_id, TicketEvent.data).where(
        TicketEvent.ticket_id.in_(ticket_ids),
        TicketEvent.action == Action.PROGRESS.value,
        TicketEvent.is_public,
    )
    progress = {
        ticket_id: str(data.get("note", ""))
        for ticket_id, data in session.execute(events.order_by(TicketEvent.ticket_id, TicketEvent.seq))
    }
    facts = sa.select(CountedFact.ticket_id, CountedFact.figure, CountedFact.at).where(
        CountedFact.ticket_id.in_(ticket_ids),
        CountedFact.figure.in_([figure.value for figure in _LASTING]),
        CountedFact.until == FOREVER,
    )
    moments = {(ticket_id, figure): at for ticket_id, figure, at in session.execute(facts)}
    firms = sa.select(Enterprise.id, Enterprise.above_scale).where(
        Enterprise.id.in_(enterprise_ids), Enterprise.above_scale.is_not(None)
    )
    scales = {key: str(scale) for key, scale in session.execute(firms)}
    groups = sa.select(VisitRequest.ticket_id, Campaign.group_name).join(
        Campaign, Campaign.id == VisitRequest.campaign_id
    )
    brought = session.execute(groups.where(VisitRequest.ticket_id.in_(ticket_ids)))
    return Beside(progress, moments, scales, dict(brought.all()))

"""Bring a problem list in: look at it row by row first, then file each row once, however often the list comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.problem_list import Row
from service_desk.domain.refusals import InvalidInput
from service_desk.persistence.database import Session, db
from service_desk.persistence.filling import one_commit
from service_desk.persistence.tickets import numbers_by_submission
from service_desk.usecases.intake.submit_ticket import Request, submit_ticket
from service_desk.usecases.learning.suggest import suggest, warm_up

SURE = 0.8
"""From this confidence on a suggestion is offered as such; below, the dispatcher looks more closely."""


@dataclass(frozen=True)
class RowPreview:
    """One row before it is filed: the suggested or named request type, how sure, and the ticket it already became."""

    row: Row
    request_type: str
    is_named: bool
    confidence: float
    ticket_no: str | None

    @property
    def is_ready(self) -> bool:
        """Tell whether the row becomes a ticket when the list is brought in."""
        return not self.row.problems and self.ticket_no is None


def preview_rows(session: Session, rows: Sequence[Row]) -> list[RowPreview]:
    """Return what each row would become."""
    known = numbers_by_submission(session, [row.key for row in rows])
    return [_preview(session, row, known.get(row.key)) for row in rows]


def _preview(session: Session, row: Row, ticket_no: str | None) -> RowPreview:
    named = row.request_type
    if named is not None:
        return RowPreview(row, named, True, 1.0, ticket_no)
    suggestion = suggest(session, row.title, row.values.get("body", "")).suggestion
    return RowPreview(row, suggestion.request_type, False, suggestion.type_confidence, ticket_no)


def import_rows(
    rows: Sequence[Row], actor: Actor, now: datetime
) -> tuple[list[str], dict[int, InvalidInput]]:
    """File rows that have no problems, in one commit; one that was filed before is left as it is.

    Returns the tickets' numbers, and by line what the rules refused after all.
    """
    done: list[str] = []
    refused: dict[int, InvalidInput] = {}
    warm_up(db.session())
    with one_commit() as session:
        for row in rows:
            if row.problems:
                continue
            try:
                done.append(submit_ticket(_request(session, row), actor, now).ticket_no)
            except InvalidInput as refusal:
                refused[row.line] = refusal
    return done, refused


def _request(session: Session, row: Row) -> Request:
    values = row.values
    kind = row.request_type or suggest(session, row.title, values["body"]).suggestion.request_type
    return Request(
        title=row.title,
        body=values["body"],
        request_type=kind,
        enterprise_name=values["enterprise_name"],
        contact_name=values.get("contact_name"),
        contact_mobile=values.get("contact_mobile"),
        uscc=values.get("uscc"),
        park=values.get("park"),
        expected_result=values.get("expected_result"),
        source=row.source,
        occurred_on=row.occurred_on,
        submission_key=row.key,
    )

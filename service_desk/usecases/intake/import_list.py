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


@dataclass(frozen=True)
class RowPreview:
    """One row before it is filed: the named or suggested request type, and the ticket it already became.

    A suggestion that is not sure is only shown: the row is filed without a type, for the dispatcher to sort.
    """

    row: Row
    request_type: str
    is_named: bool
    is_sure: bool
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
        return RowPreview(row, named, True, True, ticket_no)
    suggestion = suggest(session, row.title, row.values.get("body", "")).suggestion
    return RowPreview(row, suggestion.request_type, False, suggestion.is_sure, ticket_no)


def import_rows(
    rows: Sequence[Row], actor: Actor, now: datetime
) -> tuple[list[str], dict[int, InvalidInput]]:
    """File rows that have no problems, in one commit; one that was filed before is left as it is.

    Returns the tickets' numbers, and by line what the rules refused after all.
    """
    done: list[str] = []
    refused: dict[int, InvalidInput] = {}
    warm_up(db.session())
    with one_commit():
        for row in rows:
            if row.problems:
                continue
            try:
                done.append(submit_ticket(_request(row), actor, now).ticket_no)
            except InvalidInput as refusal:
                refused[row.line] = refusal
    return done, refused


def _request(row: Row) -> Request:
    values = row.values
    return Request(
        title=row.title,
        body=values["body"],
        request_type=row.request_type,
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

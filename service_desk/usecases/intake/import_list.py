"""Bring a problem list in: look at it row by row first, then file each row once, however often the list comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.classification import Suggestion
from service_desk.domain.problem_list import Row
from service_desk.domain.refusals import InvalidInput
from service_desk.persistence.database import Session, db
from service_desk.persistence.tickets import numbers_by_submission
from service_desk.usecases.intake.submit_ticket import Request, submit_many
from service_desk.usecases.learning.suggest import Suggested, suggest_many


@dataclass(frozen=True)
class RowPreview:
    """One row before it is filed: the named or suggested request type, and the ticket it already became.

    A suggestion that is not sure is only shown: the row is filed without a type, for the dispatcher to sort.
    """

    row: Row
    request_type: str | None
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
    unnamed = iter(_suggested(session, [row for row in rows if row.request_type is None]))
    return [
        RowPreview(row, row.request_type, True, True, known.get(row.key))
        if row.request_type is not None
        else _preview(row, next(unnamed).suggestion, known.get(row.key))
        for row in rows
    ]


def _preview(row: Row, said: Suggestion, ticket_no: str | None) -> RowPreview:
    return RowPreview(row, None if said.is_none else said.request_type, False, said.is_sure, ticket_no)


def _suggested(session: Session, rows: Sequence[Row]) -> list[Suggested]:
    return suggest_many(session, [(row.title, row.values.get("body", "")) for row in rows])


def import_rows(
    rows: Sequence[Row], actor: Actor, now: datetime
) -> tuple[list[str], dict[int, InvalidInput]]:
    """File rows that have no problems, in one commit; one that was filed before is left as it is.

    Returns the tickets' numbers, and by line what the rules refused after all.
    """
    sound = [row for row in rows if not row.problems]
    before = numbers_by_submission(db.session(), [row.key for row in sound])
    new = [row for row in sound if row.key not in before]
    # Sorted before anything is locked: officers go on meanwhile.
    requests = [_request(row, said) for row, said in zip(new, _suggested(db.session(), new), strict=True)]
    refused = {new[place].line: refusal for place, refusal in submit_many(requests, actor, now).items()}
    numbers = numbers_by_submission(db.session(), [row.key for row in sound])
    return [numbers[row.key] for row in sound if row.key in numbers], refused


def _request(row: Row, said: Suggested) -> Request:
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
        suggested=said,
    )

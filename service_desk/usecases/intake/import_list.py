"""Bring a problem list in that was looked at: file each row once, however often the list comes, a part at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.problem_list import TO_FILE, Row, Standing, checked_row
from service_desk.domain.refusals import InvalidInput, NotFound
from service_desk.persistence.database import Session, db, transaction
from service_desk.persistence.problem_lists import list_by_token, mark_filed, next_rows, rows_by_standing
from service_desk.persistence.tables import ProblemListFile, ProblemListRow
from service_desk.persistence.tickets import numbers_by_submission
from service_desk.usecases.intake.look_at_list import UNKNOWN_LIST
from service_desk.usecases.intake.submit_ticket import Request, submit_many
from service_desk.usecases.learning.kept_suggestion import take_up
from service_desk.usecases.learning.suggest import Suggested, lessons_now, suggest_many

AT_ONCE = 200
"""Rows filed per part: about a second, for which officers who write wait on SQLite."""


@dataclass(frozen=True)
class Progress:
    """How far an import is: rows done with, of how many that there were to file."""

    done: int
    total: int

    @property
    def is_over(self) -> bool:
        """Tell whether nothing is left to file."""
        return self.done >= self.total


def import_part(token: str, actor: Actor, now: datetime) -> Progress:
    """File the next rows of a list and return how far it is; what was filed already is passed over.

    Raises NotFound where this person has no such list.
    """
    reading = db.session()
    listed = list_by_token(reading, token, actor.user_id or 0)
    if listed is None:
        raise NotFound(UNKNOWN_LIST)
    part = next_rows(reading, listed.id, TO_FILE, AT_ONCE)
    rows = [checked_row(each.line, each.cells or {}) for each in part]
    suggested = _kept(reading, listed, part)
    list_id, lines = listed.id, [each.line for each in part]
    _done, refused = import_rows(rows, actor, now, suggested)
    problems = {line: refusal.problems for line, refusal in refused.items()}
    problems |= {row.line: row.problems for row in rows if row.problems}  # a rule has changed since
    with transaction() as session:
        mark_filed(session, list_id, [line for line in lines if line not in problems], Standing.FILED)
        for line, found in problems.items():
            row = session.get_one(ProblemListRow, (list_id, line))
            row.standing = Standing.REFUSED.value
            row.refusal = {name: [words.zh, words.en] for name, words in found.items()}
        return progress_of(rows_by_standing(session, [list_id])[list_id])


def progress_of(counts: dict[str, int]) -> Progress:
    """Return how far a list is by how its rows stand."""
    done = counts.get(Standing.FILED, 0) + counts.get(Standing.REFUSED, 0)
    return Progress(done, done + sum(counts.get(standing, 0) for standing in TO_FILE))


def _kept(
    session: Session, listed: ProblemListFile, part: Sequence[ProblemListRow]
) -> list[Suggested | None] | None:
    """Return what was suggested when the list was looked at, None where the zone has learnt more since."""
    if lessons_now(session) != (listed.lessons_version, listed.lessons_digest):
        return None
    return [take_up(row.suggestion) if row.suggestion else None for row in part]


def import_rows(
    rows: Sequence[Row], actor: Actor, now: datetime, suggested: Sequence[Suggested | None] | None = None
) -> tuple[list[str], dict[int, InvalidInput]]:
    """File rows that have no problems, in one commit; one that was filed before is left as it is.

    Returns the tickets' numbers, and by line what the rules refused after all.
    """
    said = dict(zip((row.line for row in rows), suggested or (), strict=False))
    sound = [row for row in rows if not row.problems]
    before = numbers_by_submission(db.session(), [row.key for row in sound])
    new = [row for row in sound if row.key not in before]
    # Sorted before anything is locked: officers go on meanwhile.
    unsaid = [row for row in new if said.get(row.line) is None]
    texts = [(row.title, row.values.get("body", "")) for row in unsaid]
    said.update(zip((row.line for row in unsaid), suggest_many(db.session(), texts), strict=True))
    requests = [_request(row, said[row.line]) for row in new]
    refused = {new[place].line: refusal for place, refusal in submit_many(requests, actor, now).items()}
    numbers = numbers_by_submission(db.session(), [row.key for row in sound])
    return [numbers[row.key] for row in sound if row.key in numbers], refused


def _request(row: Row, said: Suggested | None) -> Request:
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

"""Look at a problem list before anything is filed: what each row would become, why, and what is wrong with it; kept for a week."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.problem_list import Problems, Row, Standing, checked_row
from service_desk.domain.refusals import NotFound
from service_desk.domain.requests import MAX_TITLE
from service_desk.persistence.database import Session, db, transaction
from service_desk.persistence.problem_lists import (
    keep_list,
    list_by_token,
    lists_of,
    rows_by_standing,
    rows_from,
)
from service_desk.persistence.tables import ProblemListFile, ProblemListRow
from service_desk.persistence.tickets import numbers_by_submission
from service_desk.usecases.learning.kept_suggestion import put_aside, take_up
from service_desk.usecases.learning.suggest import Suggested, lessons_now, suggest_many

KEPT_FOR = timedelta(days=7)
LONGEST_NAME = 120
LONGEST_FIRM = 100
LATEST = 10
UNKNOWN_LIST = Bilingual(
    "没有这份清单，可能已过期。请重新上传。", "There is no such list, or no longer. Please upload it again."
)


@dataclass(frozen=True)
class RowPreview:
    """One row: as it was read, what was suggested for it, how it stands, and the ticket it became."""

    row: Row
    said: Suggested | None
    standing: Standing
    firm: str
    title: str
    ticket_no: str | None = None
    refusal: Problems | None = None

    @property
    def request_type(self) -> str | None:
        """The named request type, else the suggested one; None where nothing says one, and of a row not kept any more."""
        if self.row.request_type or self.said is None or self.said.suggestion.is_none:
            return self.row.request_type
        return self.said.suggestion.request_type

    @property
    def problems(self) -> Problems:
        """What is wrong by column: as it was read, or as the rules said when it was brought in."""
        return self.refusal or self.row.problems


@dataclass(frozen=True)
class ListPage:
    """Some rows of a list, and the lines at which the pages before and after begin."""

    rows: tuple[RowPreview, ...]
    before: int | None
    after: int | None


def look_at_list(name: str, rows: Sequence[Row], actor: Actor, now: datetime) -> str:
    """Keep a list with what each of its rows would become, and return the token it is found by; nothing is filed."""
    version, digest = lessons_now(db.session())
    looked_at = [_columns(each) for each in preview_rows(db.session(), rows)]
    kept = ProblemListFile(
        token=secrets.token_hex(16), user_id=actor.user_id or 0, name=name[-LONGEST_NAME:], rows=len(rows),
        lessons_version=version, lessons_digest=digest, created_at=now, expires_at=now + KEPT_FOR,
    )  # fmt: skip
    with transaction() as session:
        keep_list(session, kept, looked_at)
        return kept.token


def preview_rows(session: Session, rows: Sequence[Row]) -> list[RowPreview]:
    """Return what each row would become, with the evidence of what is suggested; a row with errors is sorted, too."""
    known = numbers_by_submission(session, [row.key for row in rows])
    said = suggest_many(session, [(row.title, row.values.get("body", "")) for row in rows])
    return [_preview(row, each, known.get(row.key)) for row, each in zip(rows, said, strict=True)]


def _preview(row: Row, said: Suggested, ticket_no: str | None) -> RowPreview:
    firm = row.values.get("enterprise_name", "")[:LONGEST_FIRM]
    return RowPreview(row, said, _standing(row, said, ticket_no), firm, row.title[:MAX_TITLE], ticket_no)


def _standing(row: Row, said: Suggested, ticket_no: str | None) -> Standing:
    if row.problems:
        return Standing.WRONG
    if ticket_no is not None:
        return Standing.KNOWN
    is_sure = row.request_type is not None or said.suggestion.is_sure
    return Standing.READY if is_sure else Standing.DOUBTFUL


def _columns(one: RowPreview) -> dict[str, Any]:
    is_known = one.standing is Standing.KNOWN
    return {
        "line": one.row.line, "standing": one.standing.value, "key": one.row.key, "firm": one.firm, "title": one.title,
        "cells": None if is_known else dict(one.row.values),
        "suggestion": put_aside(one.said) if one.said and not is_known else None,
        "refusal": None, "ticket_no": one.ticket_no,
    }  # fmt: skip


def own_list(session: Session, token: str, actor: Actor) -> tuple[ProblemListFile, dict[str, int]]:
    """Return a person's list and how many of its rows stand how; raises NotFound."""
    listed = list_by_token(session, token, actor.user_id or 0)
    if listed is None:
        raise NotFound(UNKNOWN_LIST)
    return listed, rows_by_standing(session, [listed.id])[listed.id]


def own_lists(session: Session, actor: Actor) -> list[tuple[ProblemListFile, dict[str, int]]]:
    """Return a person's latest lists, each with how many of its rows stand how."""
    lists = lists_of(session, actor.user_id or 0, LATEST)
    counts = rows_by_standing(session, [each.id for each in lists]) if lists else {}
    return [(each, counts[each.id]) for each in lists]


def page_of_list(
    session: Session, listed: ProblemListFile, standing: Standing | None, line: int, size: int
) -> ListPage:
    """Return a page of a list's rows of one standing, or of all, from a line on."""
    page = rows_from(session, listed.id, standing.value if standing else None, line, size)
    return ListPage(tuple(_read(row) for row in page.rows), page.before, page.after)


def _read(kept: ProblemListRow) -> RowPreview:
    row = checked_row(kept.line, kept.cells) if kept.cells is not None else Row(kept.line, {})
    said = take_up(kept.suggestion) if kept.suggestion else None
    return RowPreview(
        row, said, Standing(kept.standing), kept.firm, kept.title, kept.ticket_no, _refusal(kept.refusal)
    )


def _refusal(kept: Mapping[str, Sequence[str]] | None) -> Problems | None:
    return {name: Bilingual(*words) for name, words in kept.items()} if kept else None

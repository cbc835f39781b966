"""Asking FTS5 on SQLite, which answers in the order of the tickets and may be stopped at any time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.searching import NUMBER, between_numbers, number_tokens, tokens
from service_desk.persistence.search_sample import facets_worth_asking, sample_of, worth_asking
from service_desk.persistence.search_wanted import (
    BEYOND_ALL,
    INDEX,
    Form,
    Wanted,
    form_of,
    tried,
    words_given,
)
from service_desk.persistence.search_writing import of_contact


def fts_ids(session: Session, wanted: Wanted, ids: range, limit: int) -> list[int]:
    """Return those of some ids whose tickets are found, the newest first."""
    statement, given = fts_query(session, wanted, ids, limit)
    return list(session.connection().execute(statement, given).scalars().all())


def fts_query(
    session: Session, wanted: Wanted, ids: range, limit: int
) -> tuple[sa.Select[int], dict[str, Any]]:
    """Return the statement that reads ids from FTS5, the newest first, and what it is given.

    A number longer than the four digits the index knows is compared with the texts, and so is a word whose common parts
    need not be asked for.
    """
    parts = [*dict.fromkeys(chain.from_iterable(map(_parts, wanted.words)))]
    sample = sample_of(session)
    asked = worth_asking(sample, parts, wanted.facets)
    facets = facets_worth_asking(sample, asked, wanted.facets, in_contacts=wanted.in_contacts)
    beside = wanted.facets_beside(facets)
    phrases = [*facets, *(_phrase(wanted, part) for part in parts if part in asked)]
    compared = [word for word in wanted.words if not _is_answered(word, asked)]
    given = {"phrases": " AND ".join(phrases), "first": ids.start, "below": ids.stop, "most": limit}
    ends = ids.start > 0, ids.stop < BEYOND_ALL
    return _statement(form_of(wanted, compared, beside), *ends), given | words_given(wanted, compared, beside)


@lru_cache(maxsize=200)
def _statement(form: Form, has_first: bool, has_last: bool) -> sa.Select[int]:
    matches = sa.literal_column("search_index").op("match")(sa.bindparam("phrases", type_=sa.Text))
    query = sa.select(INDEX.c.rowid).where(matches)
    if has_first:
        query = query.where(INDEX.c.rowid >= sa.bindparam("first", type_=sa.Integer))
    if has_last:
        query = query.where(INDEX.c.rowid < sa.bindparam("below", type_=sa.Integer))
    query = tried(query, form, INDEX.c.rowid).order_by(INDEX.c.rowid.desc())
    return query.limit(sa.bindparam("most", type_=sa.Integer))


def _parts(word: str) -> Iterator[str]:
    """Yield what FTS5 knows of a word: four digits of its numbers, and what stands between them as a phrase.

    A number's pairs are not asked as a phrase: each stands in nearly every ticket.
    """
    yield from sorted(token[1:] for token in number_tokens(word))
    yield from between_numbers(word)


def _phrase(wanted: Wanted, part: str) -> str:
    """Return how FTS5 is asked for a part; only phrases of pairs stand in two columns, the other words differ."""
    if number := next(iter(number_tokens(part)), None):
        return f"({number} OR {of_contact(number)})" if wanted.in_contacts else number
    columns = "{words contact}" if wanted.in_contacts else "{words}"
    return f'{columns} : "{" ".join(tokens(part))}"'


def _is_answered(word: str, asked: Collection[str]) -> bool:
    is_long = bool(number_tokens(word)) and len(word) > NUMBER
    return not is_long and all(part in asked for part in _parts(word))

"""Writing the search index: with every act, and in bulk; FTS5 on SQLite, GIN on PostgreSQL.

Both hold the pairs of neighbouring characters of a ticket's texts, every four digits in a row, and its facets; FTS5 keeps the
order of the pairs as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.searching import digit_tokens, tokens
from service_desk.persistence.search_days import keep_days
from service_desk.persistence.search_facets import blocks_of, facet_words
from service_desk.persistence.tables import SearchText, Ticket

_FORGET = sa.text(
    "insert into search_index (search_index, rowid, words, contact, facets) "
    "values ('delete', :id, :words, :contact, :facets)"
)
_KEEP_FTS = sa.text(
    "insert into search_index (rowid, words, contact, facets) values (:id, :words, :contact, :facets)"
)
_KEEP_GIN = sa.text(
    "insert into search_index (ticket_id, words, contact) values (:id, array_to_tsvector(:words), array_to_tsvector(:contact)) "
    "on conflict (ticket_id) do update set words = excluded.words, contact = excluded.contact"
)


class Searchable(NamedTuple):
    """What a ticket is found by: squeezed texts a line each, contacts apart, and facets with blanks between them."""

    ticket_id: int
    words: str
    contact: str
    facets: str = ""


def keep_searchable(session: Session, *tickets: Searchable) -> None:
    """Store what tickets are found by, in place of what they were found by before."""
    ids = [row.ticket_id for row in tickets]
    stored = session.scalars(sa.select(SearchText).where(SearchText.ticket_id.in_(ids)))
    known = {row.ticket_id: row for row in stored}
    for row in tickets:
        if row.ticket_id in known:
            _keep_otherwise(session, known[row.ticket_id], row)
    keep_many_new(session, [row for row in tickets if row.ticket_id not in known])


def _keep_otherwise(session: Session, kept: SearchText, found_by: Searchable) -> None:
    before = Searchable(kept.ticket_id, kept.words, kept.contact, kept.facets)
    if before == found_by:
        return
    if _is_fts(session):  # an index without its texts has to be told what it held
        session.execute(_FORGET, _in_order(before))
        session.execute(_KEEP_FTS, _in_order(found_by))
    else:
        session.execute(_KEEP_GIN, _as_sets(found_by))
    kept.words, kept.contact, kept.facets = found_by.words, found_by.contact, found_by.facets


def keep_many_new(session: Session, rows: Sequence[Searchable]) -> None:
    """Store what tickets are found by that have not been indexed before, many in one go."""
    if not rows:
        return
    session.execute(sa.insert(SearchText), [row._asdict() for row in rows])
    if _is_fts(session):
        session.execute(_KEEP_FTS, [_in_order(row) for row in rows])
    else:
        session.execute(_KEEP_GIN, [_as_sets(row) for row in rows])
    keep_days(session, [row.ticket_id for row in rows])


def unindexed(session: Session, after: int, limit: int) -> Sequence[Ticket]:
    """Return the next tickets by id that cannot be found yet."""
    missing = ~sa.select(SearchText.ticket_id).where(SearchText.ticket_id == Ticket.id).exists()
    return session.scalars(
        sa.select(Ticket).where(Ticket.id > after, missing).order_by(Ticket.id).limit(limit)
    ).all()


def _is_fts(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _in_order(row: Searchable) -> dict[str, Any]:
    numbers = digit_tokens(row.words) | set(map(of_contact, digit_tokens(row.contact)))
    besides = [*facet_words(row.facets.split()), *sorted(numbers)]
    return {
        "id": row.ticket_id, "words": " ".join(_stream(row.words)), "contact": " ".join(_stream(row.contact)),
        "facets": " ".join(besides),
    }  # fmt: skip


def of_contact(digits: str) -> str:
    """Return how FTS5 knows four digits of a contact, apart from the same digits in a text that everybody may search."""
    return f"t{digits}"


def _as_sets(row: Searchable) -> dict[str, Any]:
    besides = [*facet_words(row.facets.split()), *blocks_of(row.ticket_id)]
    return {
        "id": row.ticket_id,
        "words": sorted({*_pairs(row.words), *digit_tokens(row.words), *besides}),
        "contact": sorted({*_pairs(row.contact), *digit_tokens(row.contact), *besides}),
    }


def _stream(text: str) -> Iterator[str]:
    """Yield the pairs of every line; a word between lines keeps a phrase from reaching from one into the next."""
    for line in text.split("\n"):
        yield from tokens(line)
        yield "x"


def _pairs(text: str) -> set[str]:
    return {pair for line in text.split("\n") for pair in tokens(line)}

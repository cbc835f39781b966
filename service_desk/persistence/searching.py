"""The search index in the database: written with every act, asked a page at a time; FTS5 on SQLite, GIN on PostgreSQL.

Both hold the pairs of neighbouring characters of a ticket's texts. FTS5 answers whether pairs follow each other; on PostgreSQL
the texts themselves are compared for the few tickets that hold all the pairs. So both find exactly what LIKE would find.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.searching import tokens
from service_desk.persistence.queues import QueueFilter, narrowed_query
from service_desk.persistence.tables import CoTask, SearchText, Ticket

PAGE = 20
COUNT_LIMIT = 1000
"""Counts stop here and are shown as "999+" (house law 11)."""

_INDEX = sa.table(
    "search_index", sa.column("rowid"), sa.column("ticket_id"), sa.column("words"), sa.column("contact")
)
_FORGET = sa.text(
    "insert into search_index (search_index, rowid, words, contact) values ('delete', :id, :words, :contact)"
)
_KEEP_FTS = sa.text("insert into search_index (rowid, words, contact) values (:id, :words, :contact)")
_KEEP_GIN = sa.text(
    "insert into search_index (ticket_id, words, contact) values (:id, array_to_tsvector(:words), array_to_tsvector(:contact)) "
    "on conflict (ticket_id) do update set words = excluded.words, contact = excluded.contact"
)


@dataclass(frozen=True)
class Wanted:
    """What is looked for: squeezed words that must all be found, others that must not, and how the list is narrowed.

    Without words the conditions alone decide, and `unwanted` says nothing.
    `in_contacts` looks at contacts, too; `department` leaves only what that department leads, led first or helps with.
    """

    words: tuple[str, ...]
    unwanted: tuple[str, ...] = ()
    narrowed: QueueFilter = field(default_factory=QueueFilter)
    in_contacts: bool = False
    department: str | None = None


def keep_searchable(session: Session, ticket_id: int, words: str, contact: str) -> None:
    """Store what a ticket is found by, in place of what it was found by before."""
    kept = session.get(SearchText, ticket_id)
    if kept is not None and (kept.words, kept.contact) == (words, contact):
        return
    is_fts = session.get_bind().dialect.name == "sqlite"
    if kept is None:
        session.add(SearchText(ticket_id=ticket_id, words=words, contact=contact))
    else:
        if is_fts:  # an index without its texts has to be told what it held
            session.execute(_FORGET, _row(ticket_id, kept.words, kept.contact))
        kept.words, kept.contact = words, contact
    if is_fts:
        session.execute(_KEEP_FTS, _row(ticket_id, words, contact))
    else:
        given = {"id": ticket_id, "words": _pairs(words), "contact": _pairs(contact)}
        session.execute(_KEEP_GIN, given)


def keep_many_new(session: Session, rows: Sequence[tuple[int, str, str]]) -> None:
    """Store what tickets are found by (id, words, contact) that have not been indexed before, many in one go."""
    if not rows:
        return
    kept = [
        {"ticket_id": ticket_id, "words": words, "contact": contact} for ticket_id, words, contact in rows
    ]
    session.execute(sa.insert(SearchText), kept)
    if session.get_bind().dialect.name == "sqlite":
        session.execute(_KEEP_FTS, [_row(*row) for row in rows])
    else:
        session.execute(
            _KEEP_GIN, [{"id": key, "words": _pairs(w), "contact": _pairs(c)} for key, w, c in rows]
        )


def found_page(
    session: Session, wanted: Wanted, before: int | None = None, size: int = PAGE
) -> Sequence[Ticket]:
    """Return the tickets found with an id below `before`, the newest first, and one more than the page where there is one."""
    query = found_query(session.get_bind().dialect.name, wanted, before)
    return session.scalars(query.limit(size + 1)).all()


def found_count(session: Session, wanted: Wanted) -> int:
    """Return how many tickets are found, counting no further than COUNT_LIMIT; the same conditions as the page."""
    query = found_query(session.get_bind().dialect.name, wanted, None).order_by(None)
    rows = query.with_only_columns(Ticket.id).limit(COUNT_LIMIT).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(rows)) or 0


def found_query(dialect: str, wanted: Wanted, before: int | None) -> sa.Select[Ticket]:
    """Return the statement that reads what is found, newest first."""
    key: sa.ColumnElement[int] = Ticket.id.expression
    query = narrowed_query(sa.select(Ticket), wanted.narrowed).where(*_limits(wanted))
    if wanted.words:
        key = _INDEX.c.rowid if dialect == "sqlite" else _INDEX.c.ticket_id
        query = query.join(_INDEX, key == Ticket.id).join(SearchText, SearchText.ticket_id == Ticket.id)
        query = query.where(*_matches(dialect, wanted))
    if before is not None:
        query = query.where(key < before)
    return query.order_by(key.desc())


def unindexed(session: Session, after: int, limit: int) -> Sequence[Ticket]:
    """Return the next tickets by id that cannot be found yet."""
    missing = ~sa.select(SearchText.ticket_id).where(SearchText.ticket_id == Ticket.id).exists()
    return session.scalars(
        sa.select(Ticket).where(Ticket.id > after, missing).order_by(Ticket.id).limit(limit)
    ).all()


def _matches(dialect: str, wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions on the texts."""
    if dialect == "sqlite":
        columns = "{words contact}" if wanted.in_contacts else "{words}"
        phrases = " AND ".join(f'{columns} : "{" ".join(tokens(word))}"' for word in wanted.words)
        yield sa.literal_column("search_index").op("match")(phrases)
    else:
        for word in wanted.words:
            yield sa.or_(*(_stands_in(column, word) for column in _columns(wanted)))
    for word in wanted.unwanted:
        yield SearchText.words.not_like(f"%{word}%")


def _stands_in(column: str, word: str) -> sa.ColumnElement[bool]:
    """Tell on PostgreSQL whether a word stands in a column: all its pairs by the index, then the word itself."""
    pairs = " & ".join(dict.fromkeys(tokens(word)))
    held = _INDEX.c[column].op("@@")(sa.cast(sa.literal(pairs, sa.Text), _TSQUERY))
    return sa.and_(held, getattr(SearchText, column).like(f"%{word}%"))


class _TsQuery(sa.types.UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the type's name on PostgreSQL."""
        return "tsquery"


_TSQUERY = _TsQuery()


def _columns(wanted: Wanted) -> tuple[str, ...]:
    return ("words", "contact") if wanted.in_contacts else ("words",)


def _limits(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the condition on who may see a ticket."""
    if wanted.department is not None:
        yield readable_by(wanted.department)


def readable_by(department: str) -> sa.ColumnElement[bool]:
    """Tell whether a department may read a ticket: it leads it, led it first or helps with it."""
    helps = sa.select(CoTask.id).where(CoTask.ticket_id == Ticket.id, CoTask.department == department)
    return sa.or_(Ticket.lead_department == department, Ticket.first_department == department, helps.exists())


def _row(ticket_id: int, words: str, contact: str) -> dict[str, Any]:
    return {"id": ticket_id, "words": " ".join(_stream(words)), "contact": " ".join(_stream(contact))}


def _stream(text: str) -> Iterator[str]:
    """Yield the pairs of every line; a word between lines keeps a phrase from reaching from one into the next."""
    for line in text.split("\n"):
        yield from tokens(line)
        yield "x"


def _pairs(text: str) -> list[str]:
    return sorted({pair for line in text.split("\n") for pair in tokens(line)})

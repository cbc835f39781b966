"""Asking the search index: the newest tickets that hold all the words and fit the conditions, and how many there are.

FTS5 answers in the order of the tickets and may be stopped at any time; texts are compared where a number is longer than the
four digits it knows. GIN answers with everything it finds, so it is asked
for one block of tickets after another, the newest first, until there are enough. What it says of words of three characters
and more is compared with the texts themselves, as it knows their pairs but not their order. So both find exactly what
LIKE would find, and neither reads more because there are more tickets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, raiseload

from service_desk.domain.searching import NUMBER, SHORTEST, between_numbers, number_tokens, tokens
from service_desk.persistence.queues import QueueFilter, narrowed_query
from service_desk.persistence.search_facets import BLOCKS, block, facets_wanted, uncovered
from service_desk.persistence.search_writing import of_contact
from service_desk.persistence.tables import CoTask, SearchText, Ticket

PAGE = 20
COUNT_LIMIT = 1000
"""Counts stop here and are shown as "999+" (house law 11)."""

_DENSE = 40
"""So many hits among the newest tickets, and the next block may be a middling one; with fewer it is a large one."""

_INDEX = sa.table(
    "search_index", sa.column("rowid"), sa.column("ticket_id"), sa.column("words"), sa.column("contact")
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

    @property
    def facets(self) -> list[str]:
        """What every ticket found is."""
        return facets_wanted(self.narrowed, self.department)


def found_page(
    session: Session, wanted: Wanted, before: int | None = None, size: int = PAGE
) -> tuple[Sequence[Ticket], int]:
    """Return the newest tickets found with an id below `before`, one more than a page where there is one, and the count.

    The count stops at COUNT_LIMIT; it is that of the same list, whichever page is shown.
    """
    newest = found_ids(session, wanted, None, COUNT_LIMIT)
    page = newest[: size + 1] if before is None else found_ids(session, wanted, before, size + 1)
    return _tickets(session, wanted, page), len(newest)


def found_texts(session: Session, wanted: Wanted, size: int) -> Sequence[sa.Row[int, str, str]]:
    """Return id, title and text of the newest tickets found, without counting how many there are."""
    query = sa.select(Ticket.id, Ticket.title, Ticket.body)
    return session.execute(
        query.where(Ticket.id.in_(found_ids(session, wanted, None, size)), *_limits(wanted))
    ).all()


def _tickets(session: Session, wanted: Wanted, ids: Sequence[int]) -> Sequence[Ticket]:
    query = sa.select(Ticket).where(Ticket.id.in_(ids), *_limits(wanted))
    rows = session.scalars(query.options(raiseload(Ticket.co_tasks)))  # a list of hits shows no helpers
    return sorted(rows, key=lambda ticket: -ticket.id)


def found_ids(session: Session, wanted: Wanted, before: int | None, limit: int) -> list[int]:
    """Return the ids of the newest tickets found below `before`, the newest first."""
    if not wanted.words and not wanted.facets:
        query = narrowed_query(sa.select(Ticket.id), wanted.narrowed)
        query = query if before is None else query.where(Ticket.id < before)
        return list(session.scalars(query.order_by(Ticket.id.desc()).limit(limit)).all())
    if session.get_bind().dialect.name == "sqlite":
        return list(session.scalars(fts_query(wanted, before).limit(limit)).all())
    return _through_blocks(session, wanted, before, limit)


def fts_query(wanted: Wanted, before: int | None) -> sa.Select[int]:
    """Return the statement that reads ids from FTS5, the newest first."""
    phrases = " AND ".join(_fts_phrases(wanted))
    query = sa.select(_INDEX.c.rowid).where(sa.literal_column("search_index").op("match")(phrases))
    if before is not None:
        query = query.where(_INDEX.c.rowid < before)
    columns = ("words", "contact") if wanted.in_contacts else ("words",)
    if long := [word for word in wanted.words if number_tokens(word) and len(word) > NUMBER]:
        query = query.join(SearchText, SearchText.ticket_id == _INDEX.c.rowid)
        query = query.where(*(sa.or_(*(_written(column, word) for column in columns)) for word in long))
    return _further(query, wanted, _INDEX.c.rowid).order_by(_INDEX.c.rowid.desc())


def _fts_phrases(wanted: Wanted) -> Iterator[str]:
    """Yield what FTS5 must find: numbers, which are rare and lead the others, facets, and the words between the numbers.

    A number's pairs are not asked as a phrase: each stands in nearly every ticket.
    """
    for digits in sorted(set().union(*map(number_tokens, wanted.words))):
        either = f'("{digits}" OR "{of_contact(digits)}")' if wanted.in_contacts else f'"{digits}"'
        yield f"{{facets}} : {either}"
    for facet in wanted.facets:
        yield f'{{facets}} : "{facet}"'
    columns = "{words contact}" if wanted.in_contacts else "{words}"
    for piece in chain.from_iterable(map(between_numbers, wanted.words)):
        yield f'{columns} : "{" ".join(tokens(piece))}"'


def gin_query(wanted: Wanted, below: int, within: str | None) -> sa.Select[int]:
    """Return the statement that reads ids from GIN, the newest first, within one block of tickets or among all."""
    besides = [*wanted.facets, within] if within else wanted.facets
    # Not by the bare key: the planner would walk it from the top, which takes for ever where hits are rare.
    place = _INDEX.c.ticket_id + 0
    query = sa.select(_INDEX.c.ticket_id).where(place < below)
    if not wanted.words:
        query = query.where(_holds("words", besides))
    for word in wanted.words:
        columns = ("words", "contact") if wanted.in_contacts else ("words",)
        query = query.where(sa.or_(*(_stands_in(column, word, besides) for column in columns)))
    if any(len(word) > SHORTEST for word in wanted.words):
        query = query.join(SearchText, SearchText.ticket_id == _INDEX.c.ticket_id)
    return _further(query, wanted, _INDEX.c.ticket_id).order_by(place.desc())


def _through_blocks(session: Session, wanted: Wanted, before: int | None, limit: int) -> list[int]:
    """Ask GIN for the newest block, then for larger ones as long as there are not enough; where none is near, for all."""
    top = (session.scalar(sa.select(sa.func.max(Ticket.id))) or 0) + 1
    below = top if before is None else min(top, before)
    found: list[int] = []
    level, floor = 0, below
    while floor > 1 and len(found) < limit:
        within = block(level, floor - 1) if level < len(BLOCKS) else None
        found += session.scalars(gin_query(wanted, floor, within).limit(limit - len(found))).all()
        if within is None:
            break
        floor = ((floor - 1) >> BLOCKS[level]) << BLOCKS[level]
        if below - floor >= 1 << BLOCKS[0]:  # the newest block may just have begun, and says little then
            level = len(BLOCKS) if not found else (1 if len(found) >= _DENSE else 2)
    return found


def _further(query: sa.Select[int], wanted: Wanted, key: sa.ColumnElement[int]) -> sa.Select[int]:
    """Add the conditions that the index does not answer."""
    rest = uncovered(wanted.narrowed)
    if rest != QueueFilter():
        query = narrowed_query(query.join(Ticket, Ticket.id == key), rest)
    if wanted.unwanted:
        text = aliased(SearchText)
        query = query.join(text, text.ticket_id == key)
        query = query.where(*(text.words.not_like(f"%{word}%") for word in wanted.unwanted))
    return query


def _stands_in(column: str, word: str, besides: Sequence[str]) -> sa.ColumnElement[bool]:
    """Tell on PostgreSQL whether a word stands in a column: its numbers and pairs by the index, then the word itself."""
    pairs = chain.from_iterable(map(tokens, between_numbers(word)))
    held = _holds(column, [*sorted(number_tokens(word)), *pairs, *besides])
    return held if len(word) == SHORTEST else sa.and_(held, _written(column, word))


def _written(column: str, word: str) -> sa.ColumnElement[bool]:
    text: sa.ColumnElement[str] = getattr(SearchText, column)
    return text.like(f"%{word}%")


def _holds(column: str, words: Sequence[str]) -> sa.ColumnElement[bool]:
    asked = sa.literal(" & ".join(dict.fromkeys(words)), sa.Text)
    return _INDEX.c[column].op("@@")(sa.cast(asked, _TSQUERY))


class _TsQuery(sa.types.UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """Return the type's name on PostgreSQL."""
        return "tsquery"


_TSQUERY = _TsQuery()


def _limits(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the condition on who may see a ticket: what the index says is looked at once more where it is shown."""
    if wanted.department is not None:
        yield readable_by(wanted.department)


def readable_by(department: str) -> sa.ColumnElement[bool]:
    """Tell whether a department may read a ticket: it leads it, led it first or helps with it."""
    helps = sa.select(CoTask.id).where(CoTask.ticket_id == Ticket.id, CoTask.department == department)
    return sa.or_(Ticket.lead_department == department, Ticket.first_department == department, helps.exists())

"""What a search looks for, and what is tried on the tickets that the index answers with: their texts, the other conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import sqlalchemy as sa

from service_desk.persistence.queues import QueueFilter, narrowed_query
from service_desk.persistence.search_facets import facets_wanted, uncovered
from service_desk.persistence.tables import SearchText, Ticket

INDEX = sa.table(
    "search_index", sa.column("rowid"), sa.column("ticket_id"), sa.column("words"), sa.column("contact")
)

BEYOND_ALL = 2**31 - 1
"""An id that no ticket has."""

ALL = range(BEYOND_ALL)
"""The ids of all tickets."""


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
        """What every ticket found is, as the index knows it."""
        return [*facets_wanted(self.narrowed, self.department)]

    def facets_beside(self, asked: Sequence[str]) -> list[str]:
        """Return the facets of every ticket found for which the index is not asked; `asked` are its words."""
        every = facets_wanted(self.narrowed, self.department).items()
        return [facet for word, facets in every if word not in asked for facet in facets]

    @property
    def columns(self) -> tuple[str, ...]:
        """The texts that are looked at."""
        return ("words", "contact") if self.in_contacts else ("words",)


class Form(NamedTuple):
    """The form of a question, which one statement answers whatever the words are; statements are made once for each.

    Putting one together takes as long as answering it. `compared` and `unwanted` are numbers of words, `facets` of those
    looked for beside the texts, `rest` are the conditions that the index does not answer.
    """

    columns: tuple[str, ...]
    compared: int
    unwanted: int
    facets: int
    rest: QueueFilter


def form_of(wanted: Wanted, compared: Sequence[str], facets: Sequence[str] = ()) -> Form:
    """Return the form of a question; `compared` and `facets` are what the index does not answer for alone."""
    rest = uncovered(wanted.narrowed)
    return Form(wanted.columns, len(compared), len(wanted.unwanted), len(facets), rest)


def words_given(wanted: Wanted, compared: Sequence[str], facets: Sequence[str] = ()) -> dict[str, Any]:
    """Return the words of a question as the statement of its form takes them."""
    patterns = {f"compared_{n}": f"%{word}%" for n, word in enumerate(compared)}
    patterns |= {f"facet_{n}": f"% {facet} %" for n, facet in enumerate(facets)}
    return patterns | {f"unwanted_{n}": f"%{word}%" for n, word in enumerate(wanted.unwanted)}


def tried(query: sa.Select[Any], form: Form, key: sa.ColumnElement[int]) -> sa.Select[Any]:
    """Add what the index does not answer: words that are compared with the texts, those unwanted, other conditions."""
    if form.compared or form.unwanted or form.facets:
        query = query.join(SearchText, SearchText.ticket_id == key).where(*texts_hold(form))
    if form.rest != QueueFilter():
        query = narrowed_query(query.join(Ticket, Ticket.id == key), form.rest)
    return query


def texts_hold(form: Form) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions that a ticket's texts hold the words compared, and none of those unwanted."""
    for n in range(form.compared):
        pattern = sa.bindparam(f"compared_{n}", type_=sa.Text)
        yield sa.or_(*(getattr(SearchText, column).like(pattern) for column in form.columns))
    for n in range(form.unwanted):
        yield SearchText.words.not_like(sa.bindparam(f"unwanted_{n}", type_=sa.Text))
    for n in range(form.facets):
        pattern = sa.bindparam(f"facet_{n}", type_=sa.Text)
        yield (sa.literal_column("' '") + SearchText.facets + sa.literal_column("' '")).like(pattern)

"""How common words are, told by a sample of all tickets: which of them the index is worth asking for, and how far back.

An index steps through the whole list of a common word to cut a rare one out of it; reading the few texts that hold the rare
one takes a tenth of that. A sample errs: what it says decides how soon something is found, never
what is found; it is kept in memory alone and shown to nobody.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.persistence.database import database_name
from service_desk.persistence.search_facets import facet_words
from service_desk.persistence.tables import SearchText

SAMPLE = 400
COMMON, RARE = 1 / 3, 1 / 20
"""In more of the sample a word is common, in fewer several are rare together."""

USUAL = 1 / 10
"""So many of the sample have a facet that is usual; it cuts little from what is rare anyway."""

_SECONDS = 3600.0
_MOST_KEPT = 5_000


@dataclass(frozen=True)
class Sample:
    """Some tickets, spread evenly over all; in the numbers it returns each of them is one bit."""

    read_at: float
    texts: Sequence[str]
    contacts: Sequence[str]
    facets: Sequence[frozenset[str]]
    _kept: dict[str, int] = field(default_factory=dict)

    def holding(self, words: Iterable[str], facets: Iterable[str] = (), *, in_contacts: bool = False) -> int:
        """Return the tickets in whose texts, or contacts, all words stand, and which have all facets."""
        found = (1 << len(self.texts)) - 1
        for word in words:
            held = self._keep(f"in texts {word}", (word in text for text in self.texts))
            if in_contacts:
                held |= self._keep(f"in contacts {word}", (word in contact for contact in self.contacts))
            found &= held
        for facet in facets:
            found &= self._keep(facet, (facet in each for each in self.facets))
        return found

    def share(self, tickets: int) -> float:
        """Return which part of the sample some tickets are."""
        return tickets.bit_count() / max(1, len(self.texts))

    def _keep(self, key: str, holds: Iterable[bool]) -> int:
        kept = self._kept.get(key)
        if kept is None:
            kept = sum(1 << place for place, is_held in enumerate(holds) if is_held)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = kept
        return kept


def worth_asking(sample: Sample, words: Sequence[str], facets: Sequence[str]) -> Sequence[str]:
    """Return the words that the index is to be asked for: the rare ones without the common, all where none are rare."""
    rest = [word for word in words if sample.share(sample.holding([word])) <= COMMON]
    are_rare = (rest or facets) and sample.share(sample.holding(rest, facets)) <= RARE
    return rest if are_rare else words


def facets_worth_asking(
    sample: Sample, words: Sequence[str], facets: Sequence[str], *, in_contacts: bool
) -> Sequence[str]:
    """Return the facets that an index is to be asked for: those without which too many would have to be read.

    Where words stand in none of the sample, a facet that many tickets have is looked for in the few that hold them.
    """
    if not words or sample.holding(words, in_contacts=in_contacts):
        return facets
    return [facet for facet in facets if sample.share(sample.holding((), [facet])) < USUAL]


def sample_of(session: Session) -> Sample:
    """Return the sample of a database; it is read once an hour."""
    name, now = database_name(session), time.monotonic()
    known = _sampled.get(name)
    if known is None or now - known.read_at >= _SECONDS:
        _sampled.clear()
        known = _sampled[name] = _read(session, now)
    return known


_sampled: dict[str, Sample] = {}


def _read(session: Session, now: float) -> Sample:
    last = session.scalar(sa.select(sa.func.max(SearchText.ticket_id))) or 0
    ids = range(last, 0, -max(1, last // SAMPLE))
    query = sa.select(SearchText.words, SearchText.contact, SearchText.facets)
    rows = session.execute(query.where(SearchText.ticket_id.in_(ids))).all()
    return Sample(
        now,
        [row.words for row in rows],
        [row.contact for row in rows],
        [frozenset(facet_words(row.facets.split())) for row in rows],
    )

"""Asking GIN on PostgreSQL, which answers with everything it finds: the newest tickets first, and as many as are needed.

GIN tells which tickets hold the pairs of a word; whether they follow each other the text decides, of as many tickets as are
wanted. How far back to ask next is told by how many were found so far.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.searching import SHORTEST, between_numbers, number_tokens, tokens
from service_desk.persistence.database import PREPARED, database_name
from service_desk.persistence.queues import QueueFilter
from service_desk.persistence.search_facets import BLOCKS, blocks_below, is_in_newer_block
from service_desk.persistence.search_sample import SAMPLE, facets_worth_asking, sample_of, worth_asking
from service_desk.persistence.search_wanted import INDEX, Form, Wanted, form_of, tried, words_given
from service_desk.persistence.tables import Ticket

NEWEST = 1 << BLOCKS[0]
"""So many tickets at least are asked for at once."""

_SPARE = 1.3
"""So much further back than the hits so far, or the sample, suggest."""

_LEAST_SHARE = 1 / (2 * SAMPLE)
"""What is supposed of conditions alone that none of the sample meets: words are often rarer, conditions seldom."""

_FURTHER = 8
"""So many times further back where hits were expected and none was found."""

_MOST_KEYS = 8
"""So many keys a question has at most; what goes beyond stands in the last."""


class _TsQuery(sa.types.UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """Return the type's name on PostgreSQL."""
        return "tsquery"


_TSQUERY = _TsQuery()


def gin_ids(session: Session, wanted: Wanted, ids: range, limit: int) -> list[int]:
    """Return those of some ids whose tickets are found, the newest first.

    As far back as should do by the sample, then as far as the hits so far suggest; where none are expected, all at once.
    """
    sample = sample_of(session)
    asked = worth_asking(sample, [*chain.from_iterable(map(_parts, wanted.words))], wanted.facets)
    facets = facets_worth_asking(sample, asked, wanted.facets, in_contacts=wanted.in_contacts)
    share = sample.share(sample.holding(wanted.words, wanted.facets, in_contacts=wanted.in_contacts))
    share = share or (0.0 if wanted.words else _LEAST_SHARE)
    newest = _newest(session)
    found, top, below = list[int](), min(ids.stop, newest + 1), ids.stop
    floor = top
    while floor > max(1, ids.start) and len(found) < limit:
        blocks, begin = _as_far_as(floor, share, limit - len(found), ids.start, newest)
        statement, given = gin_query(wanted, asked, below, blocks, limit - len(found), facets)
        newest_now, more = session.connection().execute(statement, given).one()
        if blocks and is_in_newer_block(min(newest_now, below - 1), newest):
            _keep_newest(session, newest_now)
            return gin_ids(session, wanted, ids, limit)  # no block was asked that the newest lie in
        found += more
        below = floor = begin
        share = len(found) / (top - floor) if found else share / _FURTHER
    return found


_newest_known: dict[str, int] = {}
"""The newest ticket of a database, or one of its block: asking for it first would be a way there and back more."""


def _newest(session: Session) -> int:
    known = _newest_known.get(database_name(session))
    return known or _keep_newest(session, session.scalar(sa.select(sa.func.max(Ticket.id))) or 0)


def _keep_newest(session: Session, newest: int) -> int:
    _newest_known[database_name(session)] = newest
    return newest


def _as_far_as(below: int, share: float, most: int, start: int, newest: int) -> tuple[list[str], int]:
    """Return the blocks below an id in which so many hits should be where they are this share of all tickets.

    None before `start` are wanted. No blocks mean all tickets: where one has to go all the way from the newest, or no hit
    is expected.
    """
    if not share and not start:
        return [], 1
    span = max(NEWEST, int(_SPARE * most / share)) if share else below
    blocks, begin = blocks_below(below, min(span, below - start))
    return ([], 1) if begin <= 1 and below > newest else (blocks, begin)


def gin_query(
    wanted: Wanted,
    asked: Collection[str],
    below: int,
    blocks: Sequence[str],
    limit: int,
    facets: Sequence[str] | None = None,
) -> tuple[sa.Select[int, list[int]], dict[str, Any]]:
    """Return the statement that reads the newest id there is, and from GIN ids below one, the newest first.

    Within some blocks or among all. `asked` are the parts of words that it is asked for, `facets` those of
    the list, if not all. Beside it comes what the statement is given.
    """
    compared = [word for word in wanted.words if len(word) > SHORTEST or word not in asked]
    facets = wanted.facets if facets is None else facets
    beside = wanted.facets_beside(facets)
    questions = [*_questions(wanted, asked, [*([" | ".join(blocks)] if blocks else []), *facets])]
    given: dict[str, Any] = {"below": below, "most": limit, **words_given(wanted, compared, beside)}
    for n, keys in enumerate(questions):
        given |= {f"key_{n}_{place}": key for place, key in enumerate(keys)}
    return _statement(form_of(wanted, compared, beside), tuple(map(len, questions))), given


@lru_cache(maxsize=200)
def _statement(form: Form, keys: tuple[int, ...]) -> sa.Select[int, list[int]]:
    """Return the statement of a form; GIN's answer is put in order first, so that no more texts are read than are wanted.

    `keys` are the numbers of keys that each question of `_questions` has.
    """
    # Not by the bare key: the planner would walk it from the top, which takes for ever where hits are rare.
    place = INDEX.c.ticket_id + sa.literal_column("0")
    below = sa.bindparam("below", type_=sa.Integer)
    found = sa.select(INDEX.c.ticket_id, place.label("place")).where(place < below)
    for n, count in enumerate(keys):
        names = [f"key_{n}_{place}" for place in range(count)]
        found = found.where(sa.or_(*(sa.and_(*_hold(column, names)) for column in form.columns)))
    found_in_order = found.order_by(place.desc()).subquery()
    query = tried(sa.select(found_in_order.c.ticket_id), form, found_in_order.c.ticket_id)
    ids = query.order_by(found_in_order.c.place.desc()).limit(sa.bindparam("most", type_=sa.Integer))
    newest = sa.select(sa.func.coalesce(sa.func.max(Ticket.id), 0)).scalar_subquery()
    in_one_row = sa.func.array(ids.scalar_subquery(), type_=sa.ARRAY(sa.Integer))
    statement = sa.select(newest, in_one_row)
    if (
        form.rest != QueueFilter()
    ):  # how many tickets meet it differs by the values, and so does the plan that is good
        return statement
    return statement.execution_options(**PREPARED)


def _hold(column: str, names: Sequence[str]) -> Iterator[sa.ColumnElement[bool]]:
    for name in names:
        asked = sa.cast(sa.bindparam(name, type_=sa.Text), _TSQUERY)
        yield INDEX.c[column].op("@@")(asked)


def _questions(wanted: Wanted, asked: Collection[str], besides: Sequence[str]) -> Iterator[list[str]]:
    """Yield what GIN is asked: each word, in either column, where contacts count; all in one question where not.

    `besides` are the blocks and facets that stand in both.

    A question has keys, which GIN steps through by turns, each leaping to where the one before stands. Within a key it
    would look every word up for every entry of the rarest.
    """
    words = [[_token(part) for part in _parts(word) if part in asked] for word in wanted.words]
    if not wanted.in_contacts:
        words = [[*chain.from_iterable(words)]]
    for each in words or [[]]:
        keys = [*dict.fromkeys([*besides, *each])]
        if keys:  # of a word all of whose parts are common nothing is asked
            first, rest = keys[: _MOST_KEYS - 1], keys[_MOST_KEYS - 1 :]
            yield [*first, *([" & ".join(rest)] if rest else [])]


def _parts(word: str) -> Iterator[str]:
    """Yield what GIN knows of a word: four digits of its numbers and the pairs between them."""
    yield from sorted(token[1:] for token in number_tokens(word))
    for piece in between_numbers(word):
        yield from map("".join, pairwise(piece))


def _token(part: str) -> str:
    return next(chain(number_tokens(part), tokens(part)))

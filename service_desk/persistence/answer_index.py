"""The index over the public answers: which pairs of characters stand in which, and how rare each pair is.

Tickets are found by FTS5 and GIN (`searching.py`), which do not tell how rare a pair is. Answers are few and are looked for
while somebody types, so their pairs lie in a plain table, the same on both databases, beside a kept count of each pair: the
rare ones are chosen first and no question reads more than MOST_READ rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from service_desk.domain.knowledge.likeness import Weights, rarest, weights
from service_desk.domain.searching import tokens
from service_desk.persistence.tables import Answer, AnswerPair, AnswerText, PairCount

MOST_READ = 2000
"""So many rows of the index a question reads at most, however many answers there are."""
LOOKED_AT = 10
"""So many texts are compared in full."""
TEXT_COUNTS = 0.4
"""What a pair in the text of an answer tells, measured by one in its question."""
MOST_FOUND = 50

_MORE = sa.text(
    "insert into knowledge_pair_count (pair, answers) values (:pair, :by) "
    "on conflict (pair) do update set answers = knowledge_pair_count.answers + :by"
)


class Compared(NamedTuple):
    """An answer with its title and question as they are compared."""

    answer: Answer
    question: str


def keep_findable(session: Session, answer_id: int, question: str, words: str) -> None:
    """Store what a public answer is found by (squeezed, a text a line), in place of what it was found by before."""
    forget_findable(session, answer_id)
    session.add(AnswerText(answer_id=answer_id, question=question, words=words))
    asked, all_pairs = _pairs(question), sorted(_pairs(question) | _pairs(words))
    if all_pairs:
        rows = [{"pair": pair, "answer_id": answer_id, "is_question": pair in asked} for pair in all_pairs]
        session.execute(sa.insert(AnswerPair), rows)
        session.execute(_MORE, [{"pair": pair, "by": 1} for pair in all_pairs])


def forget_findable(session: Session, answer_id: int) -> None:
    """Take an answer out of the index."""
    held = session.scalars(sa.select(AnswerPair.pair).where(AnswerPair.answer_id == answer_id)).all()
    if held:  # in one order, so that two acts never wait for each other
        session.execute(_MORE, [{"pair": pair, "by": -1} for pair in sorted(held)])
    session.execute(sa.delete(AnswerPair).where(AnswerPair.answer_id == answer_id))
    session.execute(sa.delete(AnswerText).where(AnswerText.answer_id == answer_id))


def weights_of(session: Session, pairs: Sequence[str]) -> tuple[Weights, dict[str, int]]:
    """Return how much each pair tells, and in how many answers those stand that stand in any."""
    held = _counts(session, pairs)
    return weights(held, max(held.values(), default=0)), held


def nearest(session: Session, pairs: Sequence[str], weight: Weights, held: dict[str, int]) -> list[Compared]:
    """Return the public answers that share the most telling pairs, to be compared in full."""
    wanted, reads = [], 0
    for pair in rarest((pair for pair in pairs if held.get(pair)), weight):
        reads += held[pair]
        if reads > MOST_READ:
            break
        wanted.append(pair)
    if not wanted:
        return []
    scores: dict[int, float] = {}
    rows = session.execute(
        sa.select(AnswerPair.answer_id, AnswerPair.pair, AnswerPair.is_question).where(
            AnswerPair.pair.in_(wanted)
        )
    )
    for answer_id, pair, is_question in rows:
        scores[answer_id] = scores.get(answer_id, 0.0) + weight(pair) * (1.0 if is_question else TEXT_COUNTS)
    best = sorted(scores, key=lambda answer_id: (-scores[answer_id], -answer_id))[:LOOKED_AT]
    query = sa.select(Answer, AnswerText.question).join(AnswerText, AnswerText.answer_id == Answer.id)
    found = session.execute(query.where(Answer.id.in_(best), Answer.live_edition.is_not(None)))
    return [Compared(answer, question) for answer, question in found]


def found_answers(
    session: Session, words: Sequence[str], *, category: str | None = None, request_type: str | None = None
) -> list[Answer]:
    """Return the public answers that hold every word (squeezed, two characters or more), best first, at most MOST_FOUND.

    Best is what has the words in its title or question, then what helped more people than it did not.
    """
    pairs = list(dict.fromkeys(pair for word in words for pair in tokens(word)))
    held = _counts(session, pairs)
    if not pairs or any(not held.get(pair) for pair in pairs):
        return []
    query = sa.select(Answer).join(AnswerText, AnswerText.answer_id == Answer.id)
    for pair in sorted(pairs, key=lambda pair: held[pair])[:3]:
        query = query.where(Answer.id.in_(sa.select(AnswerPair.answer_id).where(AnswerPair.pair == pair)))
    in_question: sa.ColumnElement[bool] = sa.true()
    for word in words:
        in_question = sa.and_(in_question, AnswerText.question.like(f"%{word}%"))
        query = query.where(sa.or_(AnswerText.question.like(f"%{word}%"), AnswerText.words.like(f"%{word}%")))
    if request_type is not None:
        query = query.where(Answer.request_type == request_type)
    elif category is not None:
        query = query.where(Answer.category == category)
    rank = sa.case((in_question, 0), else_=1)
    order = (rank, (Answer.unhelpful - Answer.helpful), Answer.id.desc())
    return list(
        session.scalars(query.where(Answer.live_edition.is_not(None)).order_by(*order).limit(MOST_FOUND))
    )


def _counts(session: Session, pairs: Sequence[str]) -> dict[str, int]:
    query = sa.select(PairCount.pair, PairCount.answers).where(
        PairCount.pair.in_(pairs), PairCount.answers > 0
    )
    return {row.pair: row.answers for row in session.execute(query)} if pairs else {}


def _pairs(lines: str) -> set[str]:
    return set(_tokens_of(lines.split("\n")))


def _tokens_of(lines: Iterable[str]) -> Iterable[str]:
    return (pair for line in lines for pair in tokens(line))

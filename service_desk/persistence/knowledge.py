"""Answers of the knowledge base one by one and in lists: locked for an act, a page at a time, counted no further than needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from service_desk.domain.knowledge.answers import AnswerState
from service_desk.persistence.tables import Answer, AnswerEdition, AnswerStep, AnswerVote

PAGE = 20
COUNT_LIMIT = 1000
"""Counts stop here and are shown as "999+" (house law 11)."""
SOON = timedelta(days=30)
"""So long before its date an answer stands in the list of those to be looked at again."""

_VOTE = sa.text(
    "insert into knowledge_vote (answer_id, voter, is_helpful, is_deflected, at, words) "
    "values (:answer_id, :voter, :is_helpful, :is_deflected, :at, '') on conflict do nothing"
).bindparams(sa.bindparam("at", type_=AnswerVote.at.type))


class AnswerList(StrEnum):
    """The lists officers look at."""

    PUBLISHED = "published"
    IN_REVIEW = "in_review"
    DRAFT = "draft"
    DUE = "due"
    UNHELPFUL = "unhelpful"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class AnswerPlace:
    """Where a page of a list begins: after this value of its order and this answer."""

    value: int
    answer_id: int


@dataclass(frozen=True)
class AnswerPage:
    """One page of answers and where the next one begins, None at the end."""

    answers: Sequence[Answer]
    further: AnswerPlace | None


def answer_by_id(session: Session, answer_id: int) -> Answer | None:
    """Return an answer to look at."""
    return session.get(Answer, answer_id) if 0 < answer_id < 2**31 else None


def lock_answer(session: Session, answer_id: int) -> Answer | None:
    """Return an answer to act on, locked until the transaction ends."""
    query = sa.select(Answer).where(Answer.id == answer_id).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def edition_of(session: Session, answer: Answer, number: int | None = None) -> AnswerEdition:
    """Return a wording of an answer, the latest one unless another is named."""
    return session.get_one(AnswerEdition, (answer.id, number or answer.edition))


def editions_of(session: Session, answer_id: int, after: int = 0) -> Sequence[AnswerEdition]:
    """Return the wordings of an answer that came after one, the latest first."""
    query = sa.select(AnswerEdition).where(AnswerEdition.answer_id == answer_id, AnswerEdition.number > after)
    return session.scalars(query.order_by(AnswerEdition.number.desc()).limit(100)).all()


def writers_of(session: Session, answer: Answer) -> frozenset[int]:
    """Return who wrote the words a reviewer would judge: those after the public ones, or the public ones themselves."""
    query = sa.select(AnswerEdition.writer_id).where(AnswerEdition.answer_id == answer.id)
    if answer.live_edition == answer.edition:
        query = query.where(AnswerEdition.number == answer.edition)
    elif answer.live_edition is not None:
        query = query.where(AnswerEdition.number > answer.live_edition)
    return frozenset(session.scalars(query))


def steps_of(session: Session, answer_id: int, after: int = 0, limit: int = 50) -> Sequence[AnswerStep]:
    """Return what was done to an answer after a step, the latest first."""
    query = sa.select(AnswerStep).where(AnswerStep.answer_id == answer_id, AnswerStep.seq > after)
    return session.scalars(query.order_by(AnswerStep.seq.desc()).limit(limit)).all()


def answers_page(
    session: Session, listed: AnswerList, today: date, *, department: str | None = None,
    after: AnswerPlace | None = None, size: int = PAGE,
) -> AnswerPage:  # fmt: skip
    """Return one page of a list; it reads one answer more than it shows."""
    query = _listed(listed, today, department)
    key = {AnswerList.UNHELPFUL: Answer.unhelpful, AnswerList.DUE: Answer.review_on}.get(listed)
    found = list(session.scalars(_in_order(query, key, after, listed).limit(size + 1)))
    if len(found) <= size:
        return AnswerPage(found, None)
    last = found[size - 1]
    value = {AnswerList.UNHELPFUL: last.unhelpful, AnswerList.DUE: (last.review_on or today).toordinal()}
    return AnswerPage(found[:size], AnswerPlace(value.get(listed, 0), last.id))


def _in_order(
    query: sa.Select[Any], key: InstrumentedAttribute[Any] | None, after: AnswerPlace | None, listed: AnswerList
) -> sa.Select[Any]:  # fmt: skip
    """Return the statement in the order of its list: newest first, the worst first, the first to be reviewed first."""
    if key is None:
        if after is not None:
            query = query.where(Answer.id < after.answer_id)
        return query.order_by(Answer.id.desc())
    if listed is AnswerList.DUE:
        if after is not None:
            value = date.fromordinal(max(1, after.value))
            query = query.where(sa.tuple_(key, Answer.id) > sa.tuple_(sa.literal(value), after.answer_id))
        return query.order_by(key, Answer.id)
    if after is not None:
        query = query.where(sa.tuple_(key, Answer.id) < sa.tuple_(after.value, after.answer_id))
    return query.order_by(key.desc(), Answer.id.desc())


def answer_counts(session: Session, today: date, department: str | None = None) -> dict[AnswerList, int]:
    """Return the length of every list, counting no further than COUNT_LIMIT; the same conditions as the pages."""
    counts = {}
    for listed in AnswerList:
        rows = _listed(listed, today, department).with_only_columns(Answer.id).limit(COUNT_LIMIT).subquery()
        counts[listed] = session.scalar(sa.select(sa.func.count()).select_from(rows)) or 0
    return counts


def _listed(listed: AnswerList, today: date, department: str | None) -> sa.Select[Any]:
    query = sa.select(Answer)
    if department is not None:
        query = query.where(Answer.department == department)
    match listed:
        case AnswerList.DUE:
            return query.where(Answer.live_edition.is_not(None), Answer.review_on <= today + SOON)
        case AnswerList.UNHELPFUL:
            return query.where(Answer.live_edition.is_not(None), Answer.unhelpful > 0)
        case AnswerList.PUBLISHED:
            return query.where(Answer.live_edition.is_not(None))
        case _:
            return query.where(Answer.state == AnswerState(listed.value))


def public_page(
    session: Session, *, category: str | None = None, request_type: str | None = None, before: int | None = None,
    size: int = PAGE,
) -> AnswerPage:  # fmt: skip
    """Return one page of what everybody may read, the newest first."""
    query = sa.select(Answer).where(Answer.live_edition.is_not(None))
    if request_type is not None:
        query = query.where(Answer.request_type == request_type)
    elif category is not None:
        query = query.where(Answer.category == category)
    if before is not None:
        query = query.where(Answer.id < before)
    found = list(session.scalars(query.order_by(Answer.id.desc()).limit(size + 1)))
    further = AnswerPlace(0, found[size - 1].id) if len(found) > size else None
    return AnswerPage(found[:size], further)


def live_editions(session: Session, answers: Sequence[Answer]) -> dict[int, AnswerEdition]:
    """Return the public wordings of answers, by the answer's id."""
    keys = [(answer.id, answer.live_edition) for answer in answers if answer.live_edition is not None]
    if not keys:
        return {}
    held = sa.tuple_(AnswerEdition.answer_id, AnswerEdition.number).in_(keys)
    return {edition.answer_id: edition for edition in session.scalars(sa.select(AnswerEdition).where(held))}


def answers_from_ticket(session: Session, ticket_no: str) -> Answer | None:
    """Return the answer that was begun from a ticket, the latest one."""
    query = sa.select(Answer).where(Answer.from_ticket == ticket_no).order_by(Answer.id.desc()).limit(1)
    return session.scalar(query)


def cast_vote(
    session: Session, answer_id: int, voter: str, now: datetime, *, is_helpful: bool, is_deflected: bool = False
) -> bool:  # fmt: skip
    """Record what a browser says about an answer; False where it has said so before."""
    given = {
        "answer_id": answer_id,
        "voter": voter,
        "at": now,
        "is_helpful": is_helpful,
        "is_deflected": is_deflected,
    }
    if getattr(session.execute(_VOTE, given), "rowcount", 0) == 1:
        count(
            session,
            answer_id,
            helpful=int(is_helpful),
            unhelpful=int(not is_helpful),
            deflected=int(is_deflected),
        )
        return True
    return is_deflected and _now_deflected(session, answer_id, voter)


def _now_deflected(session: Session, answer_id: int, voter: str) -> bool:
    """Turn a helpful vote into one that spared a request; a vote that says otherwise stays."""
    change = (
        sa.update(AnswerVote)
        .where(AnswerVote.answer_id == answer_id, AnswerVote.voter == voter)
        .where(AnswerVote.is_helpful, ~AnswerVote.is_deflected)
        .values(is_deflected=True)
    )
    changed = getattr(session.execute(change), "rowcount", 0) == 1
    if changed:
        count(session, answer_id, deflected=1)
    return changed


def count(
    session: Session, answer_id: int, *, helpful: int = 0, unhelpful: int = 0, deflected: int = 0
) -> None:
    """Add to the kept counts of an answer."""
    session.execute(
        sa.update(Answer)
        .where(Answer.id == answer_id)
        .values(
            helpful=Answer.helpful + helpful, unhelpful=Answer.unhelpful + unhelpful,
            deflected=Answer.deflected + deflected,
        )
    )  # fmt: skip


def vote_of(session: Session, answer_id: int, voter: str) -> AnswerVote | None:
    """Return what a browser has said about an answer."""
    return session.get(AnswerVote, (answer_id, voter))


def words_on(session: Session, answer_id: int, limit: int = 20) -> Sequence[AnswerVote]:
    """Return what was missing in an answer, as readers wrote it, the latest first."""
    query = sa.select(AnswerVote).where(AnswerVote.answer_id == answer_id, AnswerVote.words != "")
    return session.scalars(query.order_by(AnswerVote.at.desc()).limit(limit)).all()

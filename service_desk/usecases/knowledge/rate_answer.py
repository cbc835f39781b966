"""Say whether an answer helped: once for each browser; what was missing reaches the department that answers for it."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.knowledge.answers import MAX_FEEDBACK
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.refusals import NotFound, NotPossible
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.knowledge import answer_by_id, cast_vote, vote_of
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.tables import Answer
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.acting.telling import mailbox
from service_desk.usecases.knowledge.changing_answer import UNKNOWN_ANSWER

_SAID_ALREADY = Bilingual(
    "您已经说过还差什么，谢谢。", "You have already told us what is missing; thank you."
)


def rate_answer(
    answer_id: int, voter: str, now: datetime, *, is_helpful: bool, words: str | None = None
) -> bool:
    """Count that an answer helped or did not; False where this browser has said so before. Raises NotFound, InvalidInput.

    `words` on what is missing are kept with a "no" and sent to the department.
    """
    said = _words(words, required=False)
    with transaction() as session:
        answer = _public(session, answer_id)
        is_new = cast_vote(session, answer.id, voter, now, is_helpful=is_helpful)
        if is_new and said and not is_helpful:
            _keep_words(session, answer, voter, said, now)
        return is_new


def explain_vote(answer_id: int, voter: str, now: datetime, *, words: str | None) -> None:
    """Add to a "no" what is missing, once. Raises NotFound, InvalidInput, NotPossible."""
    said = _words(words, required=True)
    with transaction() as session:
        answer = _public(session, answer_id)
        vote = vote_of(session, answer.id, voter)
        if vote is None or vote.is_helpful:
            raise NotFound(UNKNOWN_ANSWER)
        if vote.words:
            raise NotPossible(_SAID_ALREADY)
        _keep_words(session, answer, voter, said, now)


def spare_request(answer_id: int, voter: str, now: datetime) -> bool:
    """Count that a request was not filed because of an answer; False where this browser has said so before."""
    with transaction() as session:
        answer = _public(session, answer_id)
        return cast_vote(session, answer.id, voter, now, is_helpful=True, is_deflected=True)


def _public(session: Session, answer_id: int) -> Answer:
    answer = answer_by_id(session, answer_id)
    if answer is None or answer.live_edition is None:
        raise NotFound(UNKNOWN_ANSWER)
    return answer


def _words(words: str | None, *, required: bool) -> str:
    inputs = Inputs()
    said = inputs.text("words", words, MAX_FEEDBACK, required=required)
    inputs.finish()
    return said


def _keep_words(session: Session, answer: Answer, voter: str, words: str, now: datetime) -> None:
    vote = vote_of(session, answer.id, voter)
    if vote is None:
        raise NotFound(UNKNOWN_ANSWER)
    vote.words = words
    for address, name, language in mailbox(rules_in_force(session), answer.department):
        queue_mail(
            session, f"{Notice.ANSWER_UNHELPFUL}/{answer.id}/{voter}/{address}", Notice.ANSWER_UNHELPFUL, address, now,
            recipient_name=name, language=language,
            data={"answer": answer.id, "title": answer.title, "words": words, "audience": Audience.NAMED_DEPARTMENT.value},
        )  # fmt: skip

"""What every act on an answer rests on: it is locked and judged, its wordings are kept, and what was done is noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.knowledge.answers import AnswerAct, AnswerFacts, AnswerState
from service_desk.domain.knowledge.plain_words import plain_words
from service_desk.domain.refusals import NotFound, Stale
from service_desk.domain.searching import squeezed
from service_desk.persistence.database import Session
from service_desk.persistence.knowledge import edition_of, lock_answer, steps_of, writers_of
from service_desk.persistence.tables import Answer, AnswerEdition, AnswerStep
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.knowledge.wording import Wording

UNKNOWN_ANSWER = Bilingual(
    "没有这条答复，可能已经撤下。", "There is no such answer; it may have been withdrawn."
)


def facts_of(session: Session, answer: Answer) -> AnswerFacts:
    """Return what decides about acts on an answer; its departments are those of the latest words and of the public ones."""
    numbers = {answer.edition, answer.live_edition or answer.edition}
    departments = {code for number in numbers for code in edition_of(session, answer, number).departments}
    return AnswerFacts(AnswerState(answer.state), frozenset(departments), writers_of(session, answer))


def locked(session: Session, answer_id: int, seen_version: int) -> tuple[Answer, AnswerFacts]:
    """Return an answer held for a change and what decides about it; raises NotFound, and Stale where it has changed since."""
    answer = lock_answer(session, answer_id)
    if answer is None:
        raise NotFound(UNKNOWN_ANSWER)
    if answer.version != seen_version:
        raise Stale(seen_version)
    return answer, facts_of(session, answer)


def record(
    session: Session, answer: Answer, act: AnswerAct, state: AnswerState, actor: Actor, now: datetime, note: str = ""
) -> None:  # fmt: skip
    """Note an act under the answer, which becomes its new version."""
    answer.state, answer.version = state.value, answer.version + 1
    latest = next(iter(steps_of(session, answer.id, limit=1)), None)
    session.add(
        AnswerStep(
            answer_id=answer.id, seq=(latest.seq if latest else 0) + 1, at=now, act=act.value, edition=answer.edition,
            by_user_id=actor.user_id or 0, by_name=actor.name, note=note,
        )
    )  # fmt: skip
    session.flush()


def add_edition(session: Session, answer: Answer, wording: Wording, actor: Actor, now: datetime) -> None:
    """Keep a wording as the answer's latest; lists show it unless another one is public."""
    answer.edition += 1
    said = asdict(wording) | {"departments": list(wording.departments)}
    session.add(
        AnswerEdition(
            answer_id=answer.id, number=answer.edition, written_at=now, writer_id=actor.user_id or 0,
            writer_name=actor.name, **said,
        )
    )  # fmt: skip
    session.flush()
    if answer.live_edition is None:
        head(session, answer, answer.edition)


def head(session: Session, answer: Answer, number: int) -> AnswerEdition:
    """Show a wording in lists: its title, its type, the responsible department."""
    edition = edition_of(session, answer, number)
    answer.title, answer.request_type, answer.department = (
        edition.title,
        edition.request_type,
        edition.departments[0],
    )
    kind = catalogue_in_force(session).request_types.get(edition.request_type or "")
    answer.category = kind.category.value if kind else None
    return edition


def found_by(edition: AnswerEdition) -> tuple[str, str]:
    """Return what a wording is found by: title and question, and the text, each squeezed and a text a line."""
    asked = (edition.title, edition.question, edition.title_en, edition.question_en)
    told = (plain_words(edition.text), plain_words(edition.text_en))
    return _lines(asked), _lines(line for text in told for line in text.split("\n"))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(line for text in texts if (line := squeezed(text)))

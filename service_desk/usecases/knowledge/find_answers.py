"""Find public answers: by words somebody looks for, or by what somebody is about to file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service_desk.domain.knowledge.answers import is_overdue
from service_desk.domain.knowledge.likeness import ALIKE, SAME_TYPE, likeness, pairs_of
from service_desk.domain.knowledge.plain_words import beginning
from service_desk.domain.searching import SHORTEST, squeezed
from service_desk.domain.zone_time import local_date
from service_desk.persistence.answer_index import found_answers, nearest, weights_of
from service_desk.persistence.database import Session
from service_desk.persistence.knowledge import answer_by_id, edition_of, live_editions, public_page
from service_desk.persistence.tables import Answer, AnswerEdition

SHOWN = 3
"""So many answers stand beside a form; more would not be read."""
MOST_WORDS = 6


@dataclass(frozen=True)
class PublicAnswer:
    """An answer as everybody reads it: its public words, and whether they should have been looked at again by now."""

    answer: Answer
    words: AnswerEdition
    is_overdue: bool

    def title(self, language: str) -> str:
        """Return the title in the reader's language, Chinese where there is no other."""
        return self.words.title_en if language == "en" and self.words.title_en else self.words.title

    def question(self, language: str) -> str:
        """Return the question in the reader's language."""
        return self.words.question_en if language == "en" and self.words.question_en else self.words.question

    def text(self, language: str) -> str:
        """Return the answer in the reader's language, as Markdown."""
        return self.words.text_en if language == "en" and self.words.text_en else self.words.text

    def beginning(self, language: str) -> str:
        """Return the first words of the answer."""
        return beginning(self.text(language))

    def is_translated(self, language: str) -> bool:
        """Tell whether the answer is there in the reader's language."""
        return language != "en" or bool(self.words.text_en)


@dataclass(frozen=True)
class Listed:
    """A list of public answers; `before` is where the next page begins, `too_short` are words that were not looked for."""

    answers: list[PublicAnswer]
    before: int | None = None
    too_short: tuple[str, ...] = ()


def read_answer(session: Session, answer_id: int, now: datetime) -> PublicAnswer | None:
    """Return a public answer, None where there is none or it is not public."""
    answer = answer_by_id(session, answer_id)
    if answer is None or answer.live_edition is None:
        return None
    return _public(answer, edition_of(session, answer, answer.live_edition), local_date(now))


def list_answers(
    session: Session, now: datetime, *, typed: str = "", category: str | None = None,
    request_type: str | None = None, before: int | None = None,
) -> Listed:  # fmt: skip
    """Return the public answers with the words typed, best first; without words all of them, newest first."""
    words = [squeezed(word) for word in typed.split()][:MOST_WORDS]
    short = tuple(word for word in words if len(word) < SHORTEST)
    wanted = [word for word in words if len(word) >= SHORTEST]
    if wanted:
        found = found_answers(session, wanted, category=category, request_type=request_type)
        return Listed(_publics(session, found, now), None, short)
    if short:
        return Listed([], None, short)
    page = public_page(session, category=category, request_type=request_type, before=before)
    further = page.further.answer_id if page.further else None
    return Listed(_publics(session, page.answers, now), further)


def answers_like(
    session: Session, text: str, now: datetime, *, request_type: str | None = None, shown: int = SHOWN
) -> list[PublicAnswer]:
    """Return the public answers whose question is most like a text, the likest first; answers of its type come first.

    Reads a bounded part of the index, however many answers there are.
    """
    pairs = pairs_of(text)
    weight, held = weights_of(session, pairs)
    scored = []
    for answer, question in nearest(session, pairs, weight, held):
        shared = likeness(pairs, pairs_of(question), weight)
        if request_type is not None and answer.request_type == request_type:
            shared *= SAME_TYPE
        if shared >= ALIKE:
            scored.append((shared, answer))
    scored.sort(key=lambda each: (-each[0], -each[1].id))
    return _publics(session, [answer for _shared, answer in scored[:shown]], now)


def _publics(session: Session, answers: Sequence[Answer], now: datetime) -> list[PublicAnswer]:
    words, today = live_editions(session, answers), local_date(now)
    return [_public(answer, words[answer.id], today) for answer in answers if answer.id in words]


def _public(answer: Answer, words: AnswerEdition, today: date) -> PublicAnswer:
    return PublicAnswer(answer, words, is_overdue(answer.review_on, today))

"""Write an answer and bring it to the public: save, hand in, publish, send back, confirm, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from service_desk.domain.actors import Actor
from service_desk.domain.knowledge.answers import (
    LATEST_REVIEW,
    AnswerAct,
    AnswerFacts,
    AnswerState,
    default_review,
    step,
)
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.zone_time import local_date
from service_desk.persistence.answer_index import forget_findable, keep_findable
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.tables import Answer
from service_desk.persistence.tickets import ticket_by_number
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.knowledge.begin_answer import names_in
from service_desk.usecases.knowledge.changing_answer import (
    add_edition,
    facts_of,
    found_by,
    head,
    locked,
    record,
)
from service_desk.usecases.knowledge.tell_reviewers import tell_reviewers
from service_desk.usecases.knowledge.wording import Wording, checked
from service_desk.usecases.reading.find_ticket import find_for_officer


def write_answer(
    actor: Actor, now: datetime, wording: Wording, *, is_clean: bool, from_ticket: str | None = None
) -> Answer:
    """Store a new answer as a draft; `is_clean` is the writer's word that nobody is named.

    Raises InvalidInput, NotEntitled, and NotFound for a ticket that is not the writer's to read.
    """
    with transaction() as session:
        ticket = find_for_officer(session, from_ticket, actor) if from_ticket else None
        catalogue = catalogue_in_force(session)
        clean = checked(wording, catalogue, names_in(ticket))
        _demand_word(is_clean=is_clean)
        step(_new(clean), AnswerAct.WRITE, actor)
        answer = Answer(
            version=0, state=AnswerState.DRAFT.value, edition=0, live_edition=None, title=clean.title,
            request_type=clean.request_type, department=clean.departments[0], created_at=now,
            from_ticket=ticket.ticket_no if ticket else None, helpful=0, unhelpful=0, deflected=0,
        )  # fmt: skip
        session.add(answer)
        session.flush()
        add_edition(session, answer, clean, actor, now)
        record(session, answer, AnswerAct.WRITE, AnswerState.DRAFT, actor, now)
        return answer


def rewrite_answer(
    answer_id: int, actor: Actor, now: datetime, wording: Wording, *, is_clean: bool, seen_version: int
) -> Answer:  # fmt: skip
    """Store another wording as a draft; what is public stays public until the new words are approved."""
    with transaction() as session:
        answer, facts = locked(session, answer_id, seen_version)
        source = ticket_by_number(session, answer.from_ticket) if answer.from_ticket else None
        clean = checked(wording, catalogue_in_force(session), names_in(source))
        _demand_word(is_clean=is_clean)
        state = step(facts, AnswerAct.WRITE, actor)
        step(
            _new(clean), AnswerAct.WRITE, actor
        )  # nobody hands an answer to departments he may not write for
        add_edition(session, answer, clean, actor, now)
        record(session, answer, AnswerAct.WRITE, state, actor, now)
        return answer


def hand_in_answer(answer_id: int, actor: Actor, now: datetime, *, seen_version: int) -> Answer:
    """Ask somebody else to review the latest words; whoever may is told by letter."""

    def tell(session: Session, answer: Answer) -> None:
        tell_reviewers(session, answer, facts_of(session, answer), actor, now)

    return _do(answer_id, AnswerAct.HAND_IN, actor, now, seen_version, tell)


def publish_answer(
    answer_id: int, actor: Actor, now: datetime, *, seen_version: int, review_on: date | None = None
) -> Answer:
    """Approve the latest words: everybody may read them now, until they are to be looked at again on `review_on`."""
    due = _review_day(review_on, now)

    def make_public(session: Session, answer: Answer) -> None:
        answer.live_edition, answer.published_at, answer.review_on = answer.edition, now, due
        edition = head(session, answer, answer.edition)
        keep_findable(session, answer.id, *found_by(edition))

    return _do(answer_id, AnswerAct.PUBLISH, actor, now, seen_version, make_public)


def send_back_answer(answer_id: int, actor: Actor, now: datetime, *, seen_version: int, note: str) -> Answer:
    """Send the latest words back to be rewritten, saying why."""
    return _do(answer_id, AnswerAct.SEND_BACK, actor, now, seen_version, note=_note(note, required=True))


def confirm_answer(
    answer_id: int, actor: Actor, now: datetime, *, seen_version: int, review_on: date | None = None
) -> Answer:
    """Say that the public words still hold, until the next look at them."""
    due = _review_day(review_on, now)

    def hold_longer(_session: Session, answer: Answer) -> None:
        answer.review_on = due

    return _do(answer_id, AnswerAct.CONFIRM, actor, now, seen_version, hold_longer)


def withdraw_answer(
    answer_id: int, actor: Actor, now: datetime, *, seen_version: int, note: str = ""
) -> Answer:
    """Take an answer away from the public; its wordings stay, and it can be written anew."""

    def take_away(session: Session, answer: Answer) -> None:
        forget_findable(session, answer.id)
        answer.live_edition, answer.review_on = None, None

    return _do(answer_id, AnswerAct.WITHDRAW, actor, now, seen_version, take_away, note=_note(note))


def _do(
    answer_id: int,
    act: AnswerAct,
    actor: Actor,
    now: datetime,
    seen_version: int,
    change: Callable[[Session, Answer], None] | None = None,
    note: str = "",
) -> Answer:
    with transaction() as session:
        answer, facts = locked(session, answer_id, seen_version)
        state = step(facts, act, actor)
        if change is not None:
            change(session, answer)
        record(session, answer, act, state, actor, now, note)
        return answer


def _new(wording: Wording) -> AnswerFacts:
    return AnswerFacts(AnswerState.DRAFT, frozenset(wording.departments), frozenset())


def _demand_word(*, is_clean: bool) -> None:
    inputs = Inputs()
    if not is_clean:
        inputs.fail(
            "is_clean", "请确认没有企业和个人的信息。", "Please confirm that no firm or person is named."
        )
    inputs.finish()


def _note(note: str, *, required: bool = False) -> str:
    inputs = Inputs()
    clean = inputs.text("note", note, MAX_NOTE, required=required)
    inputs.finish()
    return clean


def _review_day(chosen: date | None, now: datetime) -> date:
    """Return when the words are to be looked at again: in half a year unless another day within two years is chosen."""
    today, inputs = local_date(now), Inputs()
    due = chosen or default_review(today)
    inputs.not_before("review_on", due, today)
    if due > today + LATEST_REVIEW:
        inputs.fail(
            "review_on", "复核日期最迟在两年之内。", "It is looked at again within two years at the latest."
        )
    inputs.finish()
    return due

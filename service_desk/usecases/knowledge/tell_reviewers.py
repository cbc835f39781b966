"""Tell by letter that an answer waits for review: the heads of its departments, and the centre where no head may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.knowledge.answers import REVIEWERS, AnswerFacts, may_judge
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User
from service_desk.persistence.database import Session
from service_desk.persistence.knowledge import edition_of
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.people import holders
from service_desk.persistence.tables import Answer
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.acting.telling import Address, mailbox, own_or_mailbox


def tell_reviewers(session: Session, answer: Answer, facts: AnswerFacts, by: Actor, now: datetime) -> None:
    """Queue one letter to each reviewer for this hand-in; never to whoever wrote the words or hands them in.

    The version in which an answer was handed in tells one hand-in from the next.
    """
    title = edition_of(session, answer).title
    for address, name, language in _recipients(session, facts, by):
        queue_mail(
            session, f"{Notice.ANSWER_REVIEW}/{answer.id}/{answer.version}/{address}", Notice.ANSWER_REVIEW, address, now,
            recipient_name=name, language=language,
            data={"answer": answer.id, "title": title, "by": by.name, "audience": Audience.COLLEAGUE.value},
        )  # fmt: skip


def _recipients(session: Session, facts: AnswerFacts, by: Actor) -> Iterator[Address]:
    rules = rules_in_force(session)
    heads = _judges(holders(session, {Role.HEAD}, facts.departments), facts, by)
    reviewers = heads or _judges(holders(session, REVIEWERS - {Role.HEAD}), facts, by)
    for user in reviewers:
        yield from own_or_mailbox(rules, user)
    if not reviewers:  # an answer is not left lying because nobody may review it yet
        yield from mailbox(rules, rules.catalogue.coordinator)


def _judges(people: Sequence[User], facts: AnswerFacts, by: Actor) -> list[User]:
    return [user for user in people if user.id != by.user_id and may_judge(facts, user.actor())]

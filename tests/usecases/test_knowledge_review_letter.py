"""A letter says that an answer waits for review: to whoever may approve it, once for each time it is handed in."""

from __future__ import annotations

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actors import Actor
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User
from service_desk.persistence.database import db, transaction
from service_desk.persistence.tables import Answer, OutboxMail
from service_desk.usecases.delivery.letter import ReviewFacts
from service_desk.usecases.delivery.read_letter import read_letter
from service_desk.usecases.knowledge.keep_answer import hand_in_answer, send_back_answer, write_answer
from tests.usecases.deeds import DISPATCHER, HANDLER, HEAD, MAILBOXES, OUTSIDER, SUPERVISOR
from tests.usecases.office import Office
from tests.usecases.test_knowledge_answers import WORDING


def employ(office: Office, person: Actor, email: str | None = None, language: str = "zh") -> None:
    """Give a person an account, or his account an address."""
    with transaction() as session:
        user = session.get(User, person.user_id) or User(
            id=person.user_id, login=f"p{person.user_id}", display_name=person.name, created_at=office.now,
            department=person.department,
        )  # fmt: skip
        user.hold(person.roles)
        user.email, user.language = email, language
        session.add(user)


def handed_in(office: Office, *, writer: Actor = HANDLER, by: Actor | None = None) -> Answer:
    answer = write_answer(writer, office.now, WORDING, is_clean=True)
    return hand_in_answer(answer.id, by or writer, office.now, seen_version=answer.version)


def letters() -> list[OutboxMail]:
    mails = sa.select(OutboxMail).where(OutboxMail.notice == "answer_review").order_by(OutboxMail.id)
    return list(db.session.scalars(mails))


def written_to() -> list[str]:
    return [mail.recipient for mail in letters()]


def test_the_head_of_the_department_is_told_in_his_language_what_waits_and_from_whom(
    database: SQLAlchemy,
) -> None:
    office = Office()
    employ(office, HEAD, "head@zone.example", "en")
    employ(office, OUTSIDER, "outsider@zone.example")
    employ(office, DISPATCHER, "dispatcher@zone.example")
    answer = handed_in(office)
    [mail] = letters()
    assert (mail.recipient, mail.recipient_name, mail.language) == ("head@zone.example", HEAD.name, "en")
    letter = read_letter(database.session(), mail.id)
    assert letter.review == ReviewFacts(answer.id, WORDING.title, HANDLER.name)


def test_every_department_named_in_the_answer_has_its_head_told(office: Office) -> None:
    employ(office, HEAD, "head@zone.example")
    employ(office, Actor(22, "演示-建设负责人", frozenset({Role.HEAD}), "CB"), "builder@zone.example")
    handed_in(office)
    assert written_to() == ["head@zone.example", "builder@zone.example"]


def test_a_head_without_an_address_is_told_in_the_departments_mailbox(office: Office) -> None:
    handed_in(office)
    assert written_to() == [MAILBOXES["PW"]]


def test_what_a_head_wrote_or_hands_in_goes_to_the_centres_reviewers(office: Office) -> None:
    employ(office, HEAD, "head@zone.example")
    employ(office, DISPATCHER, "dispatcher@zone.example")
    employ(office, SUPERVISOR, "supervisor@zone.example")
    handed_in(office, writer=HEAD)
    assert written_to() == ["dispatcher@zone.example", "supervisor@zone.example"]
    handed_in(office, writer=HANDLER, by=HEAD)
    assert written_to()[2:] == ["dispatcher@zone.example", "supervisor@zone.example"]


def test_a_closed_account_is_told_nothing(office: Office) -> None:
    employ(office, HEAD, "head@zone.example")
    employ(office, DISPATCHER, "dispatcher@zone.example")
    with transaction() as session:
        session.get_one(User, HEAD.user_id).active = False
    handed_in(office)
    assert written_to() == ["dispatcher@zone.example"]


def test_where_nobody_may_review_the_centres_mailbox_has_it(office: Office) -> None:
    handed_in(office, writer=HEAD)
    assert written_to() == [MAILBOXES["ES"]]


def test_handed_in_again_after_it_was_sent_back_it_is_told_again(office: Office) -> None:
    employ(office, HEAD, "head@zone.example")
    answer = handed_in(office)
    answer = send_back_answer(answer.id, HEAD, office.now, seen_version=answer.version, note="写清时间")
    assert len(letters()) == 1
    hand_in_answer(answer.id, HANDLER, office.now, seen_version=answer.version)
    assert written_to() == ["head@zone.example"] * 2

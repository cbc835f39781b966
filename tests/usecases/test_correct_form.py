"""Correcting a form: the event keeps old and new, the ticket holds the new, the log tells it again."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from flask_sqlalchemy import SQLAlchemy

from service_desk.domain.actions import Action
from service_desk.domain.actors import guest
from service_desk.domain.following import follow
from service_desk.domain.refusals import InvalidInput, NotPossible, Stale
from service_desk.domain.request_forms import kept_data
from service_desk.domain.states import State
from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.projection import project
from service_desk.usecases.acting.rules import rules_in_force
from service_desk.usecases.enterprise.personal_data import of_ticket
from service_desk.usecases.intake.correct_form import correct_form
from tests.domain.test_power_form import BORROW, INCREASE
from tests.usecases.deeds import ASKED, FIRM, MAILBOXES
from tests.usecases.office import Office

pytestmark = pytest.mark.every_database
WANTED = (Action.SUBMIT, Action.REQUEST_INFO)


@pytest.fixture
def office(database: SQLAlchemy) -> Office:
    return Office()


def correct(office: Office, number: str, answers: dict[str, Any], **more: Any) -> Ticket:
    columns = {"body": answers["body"], "location": answers["site_address"]} | more.pop("columns", {})
    return correct_form(
        number,
        guest(FIRM.name, number),
        office.now,
        form_data=kept_data("power", answers),
        columns=columns,
        **more,
    )


def filed(office: Office, *path: Action) -> str:
    return office.bring(
        *path,
        form_data=kept_data("power", INCREASE),
        body=INCREASE["body"],
        location=INCREASE["site_address"],
    )


def test_a_corrected_form_answers_what_was_asked_and_both_versions_are_on_record(office: Office) -> None:
    number = filed(office, *WANTED)
    correct(office, number, INCREASE | {"add_kva": Decimal(800), "body": "三期也要"})
    ticket, event = office.ticket(number), office.last(number)
    assert ticket.state == State.SUBMITTED
    assert (ticket.form_data["add_kva"], ticket.form_data["total_kva"], ticket.body) == (
        "800",
        "1430",
        "三期也要",
    )
    assert event.action is Action.SUPPLEMENT
    assert event.data["correction"]["before"]["data"] == {"add_kva": "500", "total_kva": "1130"}
    assert event.data["correction"]["after"]["columns"] == {"body": "三期也要"}
    assert event.data["note"] == "更正了：新增容量、合计容量、情况说明"
    assert office.letters(number) == [("supplemented", MAILBOXES["ES"])]


def test_an_answer_that_was_taken_out_is_gone_and_the_log_gives_the_same_ticket(office: Office) -> None:
    number = filed(office, *WANTED)
    correct(office, number, INCREASE | {"existing_kva": None, "apply_kind": "new", "account_no": None})
    office.act(Action.REQUEST_INFO, number)
    correct(office, number, INCREASE | {"apply_kind": "new", "account_no": None, "add_kva": Decimal(250)})
    ticket = office.ticket(number)
    kept = dict(ticket.form_data)
    assert "account_no" not in kept
    assert kept["add_kva"] == "250"
    project(ticket, follow(office.events(number)), rules_in_force(db.session()))
    assert ticket.form_data == kept
    db.session.rollback()


def test_a_correction_during_handling_lets_the_clock_run(office: Office) -> None:
    number = filed(office, *ASKED)
    assert office.ticket(number).clock == "stopped"
    correct(office, number, INCREASE | {"add_kva": Decimal(800)}, note="新增容量填错了")
    ticket = office.ticket(number)
    assert (ticket.state, ticket.clock) == (State.IN_PROGRESS, "running")
    assert office.last(number).data["note"] == "新增容量填错了"


def test_consent_that_came_later_opens_the_gate(office: Office) -> None:
    number = office.bring(*WANTED, form_data=kept_data("power", BORROW | {"lender_keep_kva": None}))
    correct(office, number, BORROW)
    assert office.ticket(number).form_data["lender_keep_kva"] == "130"


def test_nothing_changed_and_nothing_said_is_no_answer(office: Office) -> None:
    number = filed(office, *WANTED)
    with pytest.raises(InvalidInput) as refused:
        correct(office, number, INCREASE)
    assert "没有改动" in refused.value.problems[""].zh
    correct(office, number, INCREASE, note="原来填的没有错")
    assert "correction" not in office.last(number).data


def test_a_body_cannot_be_emptied(office: Office) -> None:
    with pytest.raises(InvalidInput) as refused:
        correct(office, filed(office, *WANTED), INCREASE, columns={"body": " "})
    assert set(refused.value.problems) == {"body"}


def test_nobody_corrects_what_was_not_asked_or_on_a_stale_page(office: Office) -> None:
    with pytest.raises(NotPossible):
        correct(office, filed(office, Action.SUBMIT), INCREASE | {"add_kva": Decimal(800)})
    with pytest.raises(Stale):
        correct(office, filed(office, *WANTED), INCREASE | {"add_kva": Decimal(800)}, seen_version=1)


def test_a_person_put_right_stands_in_the_ticket_alone_and_is_sealed_half_hidden(office: Office) -> None:
    number = filed(office, *WANTED)
    correct(office, number, INCREASE | {"electrician_name": "王工", "electrician_mobile": "16000000027"})
    ticket, sealed = (
        office.ticket(number),
        json.dumps([event.data for event in office.events(number)], ensure_ascii=False),
    )
    assert (ticket.form_data["electrician_name"], ticket.form_data["electrician_mobile"]) == (
        "王工",
        "16000000027",
    )
    assert "16000000027" not in sealed
    assert "王工" not in sealed
    assert office.last(number).data["correction"]["after"]["persons"]["electrician_mobile"] == "160****0027"
    office.act(Action.REQUEST_INFO, number)
    correct(office, number, INCREASE | {"electrician_name": None, "electrician_mobile": "16000000027"})
    ticket = office.ticket(number)
    kept = dict(ticket.form_data)
    assert "electrician_name" not in kept
    project(ticket, follow(office.events(number)), rules_in_force(db.session()))
    assert ticket.form_data == kept
    told = json.dumps(of_ticket(db.session(), ticket)["events"], ensure_ascii=False)
    assert "16000000027" not in told

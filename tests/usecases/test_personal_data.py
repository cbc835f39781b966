"""A contact's rights: corrected, handed out, forgotten when nobody needs it; the sealed record stays whole throughout."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor, guest
from service_desk.domain.enterprise_accounts import FirmRole
from service_desk.domain.refusals import InvalidInput, NotFound, NotPossible
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User, user_by_login
from service_desk.persistence.database import db
from service_desk.persistence.event_log import broken_link
from service_desk.persistence.tables import FirmMember, OutboxMail, SearchText
from service_desk.usecases.accounts.sign_in import session_of, sign_in
from service_desk.usecases.auditing.check_records import check_records
from service_desk.usecases.enterprise.erase_contacts import ask_erasure, erase_due_contacts
from service_desk.usecases.enterprise.manage_colleagues import change_role, invite_colleague
from service_desk.usecases.enterprise.own_account import correct_own_account, withdraw_own_account
from service_desk.usecases.enterprise.personal_data import of_account, of_ticket
from service_desk.usecases.intake.keep_request_draft import Holder, save_draft
from tests.support.people import PASSWORD
from tests.usecases.deeds import CLOSED
from tests.usecases.firm import actor
from tests.usecases.office import Office

CONTACT = {"contact_name": "王小明", "contact_mobile": "13800138000", "contact_email": "wang@firm.example"}
NEW = {"contact_name": "李主任", "contact_mobile": "13900139000", "contact_email": "li@firm.example"}


def contact(office: Office, number: str) -> dict[str, Any]:
    ticket = office.ticket(number)
    return {name: getattr(ticket, name) for name in CONTACT}


def everything_said(office: Office, number: str) -> str:
    return json.dumps(
        [[event.actor_name, dict(event.data)] for event in office.events(number)], ensure_ascii=False
    )


def found_by(number: str) -> str:
    return " ".join(str(getattr(row, "contact", "")) for row in db.session.scalars(select(SearchText)))


def is_whole(office: Office, number: str) -> bool:
    return broken_link(db.session(), office.ticket(number)) is None and not list(check_records())


def test_a_correction_is_an_act_that_seals_only_what_is_half_hidden(office: Office) -> None:
    number = office.bring(Action.SUBMIT, **CONTACT)
    office.act(Action.CORRECT_CONTACT, number, **NEW)
    assert contact(office, number) == NEW
    last = office.last(number)
    assert last.data["changed"] == ["contact_name", "contact_mobile", "contact_email"]
    assert last.data["before"] == {
        "contact_name": "王**", "contact_mobile": "138****8000", "contact_email": "w***@firm.example",
    }  # fmt: skip
    for value in (*CONTACT.values(), *NEW.values()):
        assert value not in everything_said(office, number)
    assert is_whole(office, number)


def test_only_what_differs_is_told_and_nothing_is_no_correction(office: Office) -> None:
    number = office.bring(Action.SUBMIT, **CONTACT)
    office.act(Action.CORRECT_CONTACT, number, **{**CONTACT, "contact_mobile": " 139-0013-9000 "})
    assert office.last(number).data["changed"] == ["contact_mobile"]
    assert office.ticket(number).contact_mobile == "13900139000"
    with pytest.raises(InvalidInput):
        office.act(Action.CORRECT_CONTACT, number, **{**CONTACT, "contact_mobile": "13900139000"})
    with pytest.raises(InvalidInput) as refused:
        office.act(Action.CORRECT_CONTACT, number, contact_name="", contact_mobile="12")
    assert set(refused.value.problems) == {"contact_name", "contact_mobile"}


def test_letters_go_to_the_corrected_address(office: Office) -> None:
    number = office.bring(Action.SUBMIT, **CONTACT)
    office.act(Action.CORRECT_CONTACT, number, **NEW)
    office.act(Action.REQUEST_INFO, number)
    assert [recipient for _notice, recipient in office.letters(number)] == ["li@firm.example"]


def test_an_open_ticket_keeps_its_contact_and_lets_go_of_it_thirty_days_after_its_end(office: Office) -> None:
    number = office.bring(Action.SUBMIT, **CONTACT)
    assert ask_erasure(number, guest("王", number), office.now) is False
    assert contact(office, number) == CONTACT
    assert erase_due_contacts(office.now + timedelta(days=400), 3) == []
    office.act(Action.WITHDRAW, number)
    assert erase_due_contacts(office.now + timedelta(days=29), 3) == []
    assert erase_due_contacts(office.now + timedelta(days=31), 3) == [number]
    assert contact(office, number) == {
        "contact_name": "王**", "contact_mobile": "138****8000", "contact_email": None,
    }  # fmt: skip
    assert erase_due_contacts(office.now + timedelta(days=32), 3) == []


def test_what_is_erased_is_gone_from_letters_and_search_too_and_the_record_stays_whole(
    office: Office,
) -> None:
    number = office.bring(
        *CLOSED,
        **CONTACT,
        form_data={
            "electrician_name": "李师傅",
            "electrician_mobile": "13700137000",
            "old": "li@firm.example",
        },
    )
    office.now += timedelta(days=31)
    before = office.events(number)
    assert "13800138000" in found_by(number)
    assert "13700137000" in found_by(number)
    assert ask_erasure(number, guest("王", number), office.now) is True
    assert "13800138000" not in found_by(number)
    assert "13700137000" not in found_by(number)
    letters = db.session.scalars(select(OutboxMail).where(OutboxMail.ticket_no == number))
    assert "wang@firm.example" not in {letter.recipient for letter in letters}
    ticket = office.ticket(number)
    assert ticket.form_data == {"electrician_name": "李**", "electrician_mobile": "137****7000"}
    assert office.events(number) == before
    assert is_whole(office, number)


def test_contacts_are_taken_out_by_themselves_after_so_many_years(office: Office) -> None:
    number = office.bring(*CLOSED, **CONTACT)
    assert erase_due_contacts(office.now + timedelta(days=3 * 365 - 5), 3) == []
    assert erase_due_contacts(office.now + timedelta(days=3 * 366), 3) == [number]
    assert office.ticket(number).contact_email is None


def test_a_ticket_reopened_meanwhile_keeps_its_contact(office: Office) -> None:
    number = office.bring(*CLOSED, **CONTACT)
    ask_erasure(number, guest("王", number), office.now)
    office.act(Action.REOPEN, number)
    assert erase_due_contacts(office.now + timedelta(days=60), 3) == []
    assert contact(office, number) == CONTACT


def test_nobody_erases_what_is_not_his(office: Office) -> None:
    number = office.bring(Action.SUBMIT, **CONTACT)
    for who in (guest("路人"), guest("路人", "QY20200101-0001")):
        with pytest.raises(NotFound):
            ask_erasure(number, who, office.now)


def test_what_is_handed_out_of_a_ticket_is_complete_and_shows_nothing_internal(office: Office) -> None:
    number = office.bring(Action.SUBMIT, Action.NOTE, **CONTACT)
    data = of_ticket(db.session(), office.ticket(number))
    assert data["contact"] == CONTACT
    assert [event["act"] for event in data["events"]] == ["submit"]
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data


def test_an_account_is_corrected_handed_out_and_withdrawn(office: Office, boss: Actor) -> None:
    correct_own_account("王总", "0716-8123456", boss, office.now)
    save_draft(
        "a-code-of-twenty-chars",
        "construction_permit",
        {"body": ["草稿"]},
        Holder("b", boss.user_id),
        office.now,
    )
    user = db.session.get_one(User, boss.user_id)
    data = of_account(db.session(), user, office.now)
    assert (data["account"]["name"], data["account"]["mobile"]) == ("王总", "0716-8123456")
    assert data["firm"]["role"] == "manager"
    assert [draft["fields"] for draft in data["drafts"]] == [{"body": ["草稿"]}]
    token = sign_in("boss@firm.example", PASSWORD, address="", now=office.now, for_firm=True)
    withdraw_own_account(boss, office.now)
    assert session_of(token) is None
    assert user_by_login(db.session(), "boss@firm.example") is None
    left = db.session.get_one(User, boss.user_id)
    assert (left.display_name, left.email, left.password_hash, left.active) == ("***", None, None, False)
    assert db.session.get_one(FirmMember, boss.user_id).mobile is None
    assert of_account(db.session(), left, office.now)["drafts"] == []


def test_a_last_manager_with_colleagues_names_another_first(
    office: Office,
    boss: Actor,
    colleague: Actor,
) -> None:
    with pytest.raises(NotPossible):
        withdraw_own_account(boss, office.now)
    change_role(colleague.user_id or 0, FirmRole.MANAGER, boss, office.now)
    withdraw_own_account(boss, office.now)
    invite_colleague("甲", "boss@firm.example", FirmRole.MEMBER, actor("li@firm.example"), office.now)


def test_what_cannot_be_a_telephone_is_refused(office: Office, boss: Actor) -> None:
    with pytest.raises(InvalidInput) as refused:
        correct_own_account("", "12", boss, office.now)
    assert set(refused.value.problems) == {"name", "mobile"}
    assert Role.ENTERPRISE in boss.roles

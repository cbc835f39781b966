"""The people of a firm: the first one verified, colleagues invited, removed at once, a manager always left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.enterprise_accounts import FirmRole, Verified
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible
from service_desk.domain.requests import Source
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import OneTimeLink, user_by_login
from service_desk.persistence.database import db
from service_desk.persistence.firms import filers, member_of, tickets_of_firm
from service_desk.persistence.tables import FirmApplication, FirmMember, OutboxMail, Ticket
from service_desk.usecases.accounts.set_password import set_password_by_link
from service_desk.usecases.accounts.sign_in import sign_in
from service_desk.usecases.enterprise.decide_firm import approve_firm, refuse_firm
from service_desk.usecases.enterprise.join_firm import (
    Applicant,
    apply_for_firm,
    claim_by_address,
    mail_new_password,
)
from tests.support.people import PASSWORD
from tests.usecases.firm import (
    APPLICANT,
    BOSS,
    CODE,
    DISPATCHER,
    HANDLER,
    in_office,
    links_mailed,
)
from tests.usecases.office import Office


def of_state(office: Office, *path: Action, **request: object) -> str:
    return office.bring(*path, **({"uscc": CODE, "contact_email": BOSS} | request))


def test_an_approved_firm_has_a_manager_with_a_link_and_the_name_of_its_licence(office: Office) -> None:
    of_state(office, Action.SUBMIT, enterprise_name="演示精密（旧名）")
    row = apply_for_firm(APPLICANT, office.now)
    approve_firm(row.id, DISPATCHER, office.now)
    user = user_by_login(db.session(), BOSS)
    assert user is not None
    member = member_of(db.session(), user.id)
    assert member is not None
    assert (member.role, member.verified, member.mobile) == ("manager", "zone", "13800138000")
    assert user.roles == {Role.ENTERPRISE}
    assert db.session.get_one(FirmApplication, row.id).decided_by == "受理员"
    assert len(links_mailed()) == 1
    (ticket,) = tickets_of_firm(db.session(), member.enterprise_id, size=9)
    assert ticket.enterprise_name == "演示精密（旧名）"  # the ticket keeps what was filed


def test_nobody_but_dispatcher_and_administrator_decides_and_nobody_twice(office: Office) -> None:
    row = apply_for_firm(APPLICANT, office.now)
    for act in (
        lambda by: approve_firm(row.id, by, office.now),
        lambda by: refuse_firm(row.id, "不符", by, office.now),
    ):
        with pytest.raises(NotEntitled):
            act(HANDLER)
    refuse_firm(row.id, "名称与执照不符", DISPATCHER, office.now)
    with pytest.raises(NotPossible):
        approve_firm(row.id, DISPATCHER, office.now)
    with pytest.raises(NotFound):
        approve_firm(4711, DISPATCHER, office.now)
    letter = db.session.scalars(select(OutboxMail)).one()
    assert (letter.notice, letter.recipient, letter.data["reason"]) == (
        "firm_refused",
        BOSS,
        "名称与执照不符",
    )


def test_a_refusal_needs_a_reason(office: Office) -> None:
    row = apply_for_firm(APPLICANT, office.now)
    with pytest.raises(InvalidInput):
        refuse_firm(row.id, " ", DISPATCHER, office.now)


def test_what_is_wrong_with_an_application_is_told_beside_each_field(office: Office) -> None:
    with pytest.raises(InvalidInput) as refused:
        apply_for_firm(Applicant("123", "", "", "", "", "12", ""), office.now)
    assert set(refused.value.problems) == {
        "uscc", "firm_name", "legal_person", "address", "contact_name", "mobile", "email",
    }  # fmt: skip


def test_asking_again_replaces_what_was_asked(office: Office) -> None:
    first = apply_for_firm(APPLICANT, office.now).id
    again = apply_for_firm(Applicant(**{**vars(APPLICANT), "address": "创业大道9号"}), office.now)
    assert (again.id, again.address) == (first, "创业大道9号")


def test_an_address_that_has_an_account_is_refused_to_the_officer(office: Office, boss: Actor) -> None:
    row = apply_for_firm(APPLICANT, office.now)
    with pytest.raises(InvalidInput):
        approve_firm(row.id, DISPATCHER, office.now)


def closed_after_a_call(office: Office) -> str:
    number = of_state(office, Action.SUBMIT)
    ticket = office.ticket(number)
    ticket.state, ticket.callback_outcome, ticket.ended_at = "closed", "solved", office.now
    db.session.commit()
    return number


def test_an_address_by_which_the_zone_has_dealt_with_the_firm_opens_its_first_account(office: Office) -> None:
    closed_after_a_call(office)
    claim_by_address(CODE, BOSS.upper(), "王经理", office.now)
    member = member_of(db.session(), in_office(office, BOSS).user_id)
    assert member is not None
    assert (member.role, member.verified) == (FirmRole.MANAGER, Verified.ADDRESS)


def test_an_address_an_officer_entered_counts_too(office: Office) -> None:
    number = of_state(office, Action.SUBMIT)
    office.ticket(number).source = Source.PHONE.value
    db.session.commit()
    claim_by_address(CODE, BOSS, "王经理", office.now)
    assert len(links_mailed()) == 1


def test_whoever_merely_filed_under_a_firms_code_does_not_become_its_manager(office: Office) -> None:
    of_state(office, Action.SUBMIT, contact_email="intruder@example.com")
    claim_by_address(CODE, "intruder@example.com", "冒名者", office.now)
    claim_by_address(CODE, "nobody@example.com", "冒名者", office.now)
    claim_by_address("91990000MA0TE5T163", BOSS, "冒名者", office.now)
    assert links_mailed() == []
    assert db.session.scalar(select(func.count()).select_from(FirmMember)) == 0


def test_a_firm_that_has_a_manager_is_joined_by_invitation_only(office: Office, boss: Actor) -> None:
    closed_after_a_call(office)
    ticket = db.session.scalars(select(Ticket)).one()
    ticket.contact_email = "other@firm.example"
    db.session.commit()
    before = len(links_mailed())
    claim_by_address(CODE, "other@firm.example", "另一位", office.now)
    assert len(links_mailed()) == before


def test_claiming_twice_makes_one_account_and_only_the_last_link_lives(office: Office) -> None:
    closed_after_a_call(office)
    claim_by_address(CODE, BOSS, "王经理", office.now)
    claim_by_address(CODE, BOSS, "王经理", office.now)
    assert db.session.scalar(select(func.count()).select_from(FirmMember)) == 1
    living = select(func.count()).select_from(OneTimeLink).where(OneTimeLink.used_at.is_(None))
    assert db.session.scalar(living) == 1


def test_a_forgotten_password_is_set_anew_by_a_short_lived_link_and_strangers_get_no_letter(
    office: Office, boss: Actor
) -> None:
    before = len(links_mailed())
    mail_new_password("nobody@example.com", office.now)
    assert len(links_mailed()) == before
    mail_new_password(f" {BOSS.upper()}", office.now)
    token = links_mailed()[-1]
    with pytest.raises(NotPossible):
        set_password_by_link(token, PASSWORD, address="", now=office.now + timedelta(hours=2))
    set_password_by_link(token, PASSWORD + "改", address="", now=office.now)
    sign_in(BOSS, PASSWORD + "改", address="", now=office.now, for_firm=True)


def test_each_kind_of_account_is_unknown_at_the_others_door(office: Office, boss: Actor) -> None:
    with pytest.raises(NotPossible):
        sign_in(BOSS, PASSWORD, address="", now=office.now)


def test_the_firm_sees_what_was_filed_under_its_code_before_and_who_of_it_filed(
    office: Office, boss: Actor
) -> None:
    as_guest = of_state(office, Action.SUBMIT)
    mine = office.ticket(of_state(office, Action.SUBMIT, title="第二件")).id
    other = office.bring(Action.SUBMIT, uscc="91990000MA0TE5T163")
    event = db.session.execute(
        select(Ticket.enterprise_id, Ticket.id).where(Ticket.ticket_no == as_guest)
    ).one()
    numbers = [ticket.ticket_no for ticket in tickets_of_firm(db.session(), event.enterprise_id, size=9)]
    assert as_guest in numbers
    assert other not in numbers
    assert filers(db.session(), [event.id, mine]) == {}
    older = tickets_of_firm(db.session(), event.enterprise_id, before=mine, size=9)
    assert [ticket.ticket_no for ticket in older] == [as_guest]
    newer = tickets_of_firm(db.session(), event.enterprise_id, after=event.id, size=9)
    assert [ticket.id for ticket in newer] == [mine]

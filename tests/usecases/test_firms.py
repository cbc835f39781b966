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
from service_desk.persistence.accounts import OneTimeLink, UserSession, user_by_login
from service_desk.persistence.database import db
from service_desk.persistence.firms import filers, member_of, people_of, tickets_of_firm
from service_desk.persistence.tables import FirmApplication, FirmMember, OutboxMail, Ticket
from service_desk.usecases.accounts.set_password import set_password_by_link
from service_desk.usecases.accounts.sign_in import session_of, sign_in
from service_desk.usecases.enterprise.decide_firm import approve_firm, refuse_firm
from service_desk.usecases.enterprise.join_firm import (
    Applicant,
    apply_for_firm,
    claim_by_address,
    mail_new_password,
)
from service_desk.usecases.enterprise.manage_colleagues import (
    change_role,
    invite_again,
    invite_colleague,
    remove_colleague,
)
from tests.support.people import PASSWORD
from tests.usecases.office import Office

CODE = "91990000MA0TE5T088"
BOSS = "boss@firm.example"
APPLICANT = Applicant(CODE, "演示精密制造有限公司", "赵总", "创业大道8号", "王经理", "13800138000", BOSS)
DISPATCHER = Actor(11, "受理员", frozenset({Role.DISPATCHER}))
HANDLER = Actor(12, "承办人", frozenset({Role.HANDLER}), department="PW")


def links_mailed() -> list[str]:
    letters = db.session.scalars(select(OutboxMail).where(OutboxMail.notice == "account_link"))
    return [str(letter.data["token"]) for letter in letters]


def actor(login: str) -> Actor:
    user = user_by_login(db.session(), login)
    assert user is not None
    return user.actor()


def in_office(office: Office, login: str) -> Actor:
    """Set somebody's password by the letter just sent and return him."""
    set_password_by_link(links_mailed()[-1], PASSWORD, address="", now=office.now)
    return actor(login)


def opened_firm(office: Office) -> Actor:
    """Open the firm's first account and return its owner."""
    row = apply_for_firm(APPLICANT, office.now)
    approve_firm(row.id, DISPATCHER, office.now)
    return in_office(office, BOSS)


def new_colleague(office: Office, boss: Actor) -> Actor:
    """Invite a colleague, set his password and return him."""
    invite_colleague("李工", "li@firm.example", FirmRole.MEMBER, boss, office.now)
    return in_office(office, "li@firm.example")


@pytest.fixture
def boss(office: Office) -> Actor:
    return opened_firm(office)


@pytest.fixture
def colleague(office: Office, boss: Actor) -> Actor:
    return new_colleague(office, boss)


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


def test_an_invited_colleague_belongs_to_the_firm_and_cannot_invite(
    office: Office, boss: Actor, colleague: Actor
) -> None:
    member = member_of(db.session(), colleague.user_id)
    assert member is not None
    assert (member.role, member.verified) == ("member", "invited")
    for act in (
        lambda: invite_colleague("甲", "jia@firm.example", FirmRole.MEMBER, colleague, office.now),
        lambda: remove_colleague(boss.user_id or 0, colleague, office.now),
        lambda: change_role(colleague.user_id or 0, FirmRole.MANAGER, colleague, office.now),
    ):
        with pytest.raises(NotEntitled):
            act()


def test_an_officer_is_no_member_of_any_firm(office: Office, boss: Actor) -> None:
    with pytest.raises(NotEntitled):
        invite_colleague("甲", "jia@firm.example", FirmRole.MEMBER, DISPATCHER, office.now)


def test_removing_a_colleague_ends_his_sessions_and_links_at_once(
    office: Office, boss: Actor, colleague: Actor
) -> None:
    token = sign_in("li@firm.example", PASSWORD, address="", now=office.now, for_firm=True)
    assert session_of(token) is not None
    remove_colleague(colleague.user_id or 0, boss, office.now)
    assert session_of(token) is None
    assert db.session.scalar(select(func.count()).select_from(UserSession)) == 0
    with pytest.raises(NotPossible):
        sign_in("li@firm.example", PASSWORD, address="", now=office.now, for_firm=True)
    assert member_of(db.session(), colleague.user_id) is None
    with pytest.raises(NotFound):
        remove_colleague(colleague.user_id or 0, boss, office.now)


def test_a_manager_reaches_no_person_of_another_firm(office: Office, boss: Actor) -> None:
    other = Applicant(**{**vars(APPLICANT), "uscc": "91990000MA0TE5T163", "email": "boss@other.example"})
    approve_firm(apply_for_firm(other, office.now).id, DISPATCHER, office.now)
    stranger = in_office(office, "boss@other.example")
    for act in (
        lambda: remove_colleague(stranger.user_id or 0, boss, office.now),
        lambda: change_role(stranger.user_id or 0, FirmRole.MEMBER, boss, office.now),
        lambda: invite_again(stranger.user_id or 0, boss, office.now),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_firm_always_keeps_a_manager(office: Office, boss: Actor, colleague: Actor) -> None:
    with pytest.raises(NotPossible):
        change_role(boss.user_id or 0, FirmRole.MEMBER, boss, office.now)
    with pytest.raises(NotPossible):
        remove_colleague(boss.user_id or 0, boss, office.now)
    change_role(colleague.user_id or 0, FirmRole.MANAGER, boss, office.now)
    change_role(boss.user_id or 0, FirmRole.MEMBER, boss, office.now)
    roles = [
        person.member.role
        for person in people_of(db.session(), member_of(db.session(), boss.user_id).enterprise_id)
    ]  # type: ignore[union-attr]
    assert roles == ["manager", "member"]


def test_an_invitation_is_sent_again_until_it_was_used(office: Office, boss: Actor) -> None:
    user = invite_colleague("李工", "li@firm.example", FirmRole.MEMBER, boss, office.now)
    invite_again(user.id, boss, office.now)
    first, second = links_mailed()[-2:]
    with pytest.raises(NotPossible):
        set_password_by_link(first, PASSWORD, address="", now=office.now)
    set_password_by_link(second, PASSWORD, address="", now=office.now)
    with pytest.raises(NotPossible):
        invite_again(user.id, boss, office.now)


def test_a_taken_or_endless_address_is_refused(office: Office, boss: Actor) -> None:
    for address in (BOSS, f"{'x' * 90}@firm.example"):
        with pytest.raises(InvalidInput):
            invite_colleague("甲", address, FirmRole.MEMBER, boss, office.now)


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

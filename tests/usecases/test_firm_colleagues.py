"""A firm's own people: invited and removed by their manager, reached by nobody else, never left without one."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from service_desk.domain.actors import Actor
from service_desk.domain.enterprise_accounts import FirmRole
from service_desk.domain.refusals import InvalidInput, NotEntitled, NotFound, NotPossible
from service_desk.persistence.accounts import UserSession
from service_desk.persistence.database import db
from service_desk.persistence.firms import member_of, people_of
from service_desk.usecases.accounts.set_password import set_password_by_link
from service_desk.usecases.accounts.sign_in import session_of, sign_in
from service_desk.usecases.enterprise.decide_firm import approve_firm
from service_desk.usecases.enterprise.join_firm import Applicant, apply_for_firm
from service_desk.usecases.enterprise.manage_colleagues import (
    change_role,
    invite_again,
    invite_colleague,
    remove_colleague,
)
from tests.support.people import PASSWORD
from tests.usecases.firm import APPLICANT, BOSS, DISPATCHER, in_office, links_mailed
from tests.usecases.office import Office


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

"""A firm's first account: by an address the zone has on record, or by an application with what the licence says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.enterprise_accounts import LONGEST_LOGIN, FirmRole, Verified
from service_desk.domain.identifiers import check_phone, check_uscc
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import LinkPurpose, user_by_login
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.firms import (
    enterprise_by_uscc,
    is_address_on_record,
    managers_of,
    waiting_application,
)
from service_desk.persistence.tables import FirmApplication
from service_desk.usecases.accounts.manage_account import issue_link
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.enterprise.firm_rules import add_member

LINK_HOURS = 72


@dataclass(frozen=True)
class Applicant:
    """Who asks to act for which firm, as typed; no personal number is asked (domain notes §6.1)."""

    uscc: str
    firm_name: str
    legal_person: str
    address: str
    contact_name: str
    mobile: str
    email: str
    language: str = "zh"


def claim_by_address(uscc: str, email: str, name: str, now: datetime, *, language: str = "zh") -> None:
    """Mail a link that opens a firm's first account, where the zone has dealt with the firm by this address.

    Nobody is told whether it has; the mailbox alone learns. A firm that has managers is joined by their invitation only.
    Raises InvalidInput where code, address or name cannot be read.
    """
    inputs = Inputs()
    code = _code(inputs, uscc)
    address = inputs.line("email", email, LONGEST_LOGIN).lower()
    called = inputs.line("contact_name", name, 40)
    inputs.finish()
    with transaction() as session:
        firm = enterprise_by_uscc(session, code)
        if firm is None or not is_address_on_record(session, firm.id, address):
            return
        user = user_by_login(session, address)
        if user is None and not managers_of(session, firm.id):
            person = (called, address, None)
            user = add_member(
                session, firm.id, person, FirmRole.MANAGER, Verified.ADDRESS, None, now, language=language
            )
        if user is not None and user.active and user.enterprise_id == firm.id:
            purpose = LinkPurpose.RESET if user.password_hash else LinkPurpose.INVITE
            issue_link(session, user, purpose, None, now, LINK_HOURS, mailed=True)


def apply_for_firm(applicant: Applicant, now: datetime) -> FirmApplication:
    """Ask the zone to open a firm's first account; asking again replaces what was asked and not decided.

    Raises InvalidInput with a problem per field.
    """
    clean = _checked(applicant)
    with transaction() as session:
        row = waiting_application(session, clean.uscc, clean.email)
        if row is None:
            row = FirmApplication(uscc=clean.uscc, email=clean.email, state="waiting")
            session.add(row)
        row.firm_name, row.legal_person, row.address = clean.firm_name, clean.legal_person, clean.address
        row.contact_name, row.mobile, row.language = clean.contact_name, clean.mobile, clean.language
        row.asked_at = now
        return row


def mail_new_password(email: str, now: datetime) -> None:
    """Mail a link for a new password to somebody of an enterprise who asks for it; nobody is told whether there is one."""
    with transaction() as session:
        user = user_by_login(session, email)
        if user is None or not user.active or Role.ENTERPRISE not in user.roles:
            return
        purpose = LinkPurpose.RESET if user.password_hash else LinkPurpose.INVITE
        issue_link(session, user, purpose, user.id, now, 2, mailed=True)


def known_firm_name(session: Session, uscc: str) -> str | None:
    """Return the name under which the zone knows a code, for the officer who compares."""
    firm = enterprise_by_uscc(session, uscc)
    return firm.name if firm is not None else None


def _checked(applicant: Applicant) -> Applicant:
    inputs = Inputs()
    clean = Applicant(
        uscc=_code(inputs, applicant.uscc),
        firm_name=inputs.line("firm_name", applicant.firm_name, 100),
        legal_person=inputs.line("legal_person", applicant.legal_person, 40),
        address=inputs.line("address", applicant.address, 200),
        contact_name=inputs.line("contact_name", applicant.contact_name, 40),
        mobile=_phone(inputs, applicant.mobile),
        email=inputs.line("email", applicant.email, LONGEST_LOGIN).lower(),
        language=applicant.language,
    )
    inputs.finish()
    return clean


def _code(inputs: Inputs, typed: str) -> str:
    result = check_uscc(typed)
    for error in result.errors[:1]:
        inputs.fail("uscc", *error)
    return result.code


def _phone(inputs: Inputs, typed: str) -> str:
    text = inputs.line("mobile", typed, 30)
    phone = check_phone(text)
    for error in phone.errors[:1]:
        inputs.fail("mobile", *error)
    return phone.number

"""Sign in and out: one answer for every failure, counted per account and per address."""

from __future__ import annotations

import hashlib
from datetime import datetime

from service_desk.domain.refusals import NotPossible
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import (
    AccountAct,
    AccountEvent,
    User,
    UserSession,
    live_session,
    normal_login,
    user_by_login,
)  # fmt: skip
from service_desk.persistence.database import Connection, Session, db, transaction
from service_desk.persistence.rates import bump, forget, reading
from service_desk.usecases.accounts.account_words import CANNOT_SIGN_IN
from service_desk.usecases.accounts.password_hash import (
    hash_password,
    is_password,
    needs_new_hash,
    new_token,
    token_hash,
)

FAILURES_ALLOWED = 5
FAILURE_WINDOW_SECONDS = 15 * 60
LOCK_SECONDS = 30 * 60
FAILURES_PER_ADDRESS = 30


def sign_in(login: str, password: str, *, address: str, now: datetime, for_firm: bool = False) -> str:
    """Check a password and open a session; return its token, which only the cookie may hold.

    The attempt is counted before the password is looked at, so simultaneous guesses cannot outrun the lock. An unknown
    name, a closed account, a wrong password and a locked account cost the same time and get the same words. People of
    enterprises (`for_firm`) and officers have doors of their own: at the other one an account is unknown.

    Raises NotPossible, always with the words `CANNOT_SIGN_IN`.
    """
    name = normal_login(login)
    with transaction() as session:
        may_try = _count_attempt(session.connection(), name, address, now)
        user = _at_this_door(user_by_login(session, name), for_firm)
        stored = user.password_hash if user is not None and user.active else None
    fits = is_password(stored, password) and may_try
    renewed = hash_password(password) if fits and stored is not None and needs_new_hash(stored) else None
    with transaction() as session:
        user = _at_this_door(user_by_login(session, name), for_firm)
        if fits and user is not None and user.active and user.password_hash == stored:
            return _open_session(session, user, renewed, address, now)
        _record_failure(session, user, name, address, now, locked=not may_try)
    raise NotPossible(CANNOT_SIGN_IN)


def _at_this_door(user: User | None, for_firm: bool) -> User | None:
    return user if user is not None and (Role.ENTERPRISE in user.roles) is for_firm else None


def sign_out(token: str, *, now: datetime) -> None:
    """End a session for good: its cookie opens nothing any more, wherever a copy of it may be."""
    with transaction() as session:
        found = session.get(UserSession, token_hash(token))
        if found is not None:
            session.add(AccountEvent(at=now, act=AccountAct.SIGNED_OUT, user_id=found.user_id))
            session.delete(found)


def session_of(token: str) -> UserSession | None:
    """Return the open session behind a token, None when it was ended or its account closed; reads only."""
    return live_session(db.session(), token_hash(token))


def _keys(name: str, address: str) -> tuple[str, str, str]:
    """Return the keys of three counters: failures of the account, its lock, failures of the address."""
    account = hashlib.sha256(name.encode()).hexdigest()[
        :32
    ]  # a mistyped password in the name field is not kept
    return f"sign-in:{account}", f"sign-in-lock:{account}", f"sign-in-address:{address}"


def _count_attempt(connection: Connection, name: str, address: str, now: datetime) -> bool:
    """Count one attempt and tell whether it may be looked at."""
    failures, lock, from_address = _keys(name, address)
    second = now.timestamp()
    if (
        reading(connection, lock, second)[0]
        or reading(connection, from_address, second)[0] >= FAILURES_PER_ADDRESS
    ):
        return False
    return bump(connection, failures, second, FAILURE_WINDOW_SECONDS) <= FAILURES_ALLOWED


def _open_session(session: Session, user: User, renewed: str | None, address: str, now: datetime) -> str:
    token = new_token()
    session.add(UserSession(token_hash=token_hash(token), user_id=user.id, signed_in_at=now))
    session.add(AccountEvent(at=now, act=AccountAct.SIGNED_IN, user_id=user.id, address=address))
    user.last_seen_at = now
    user.password_hash = renewed or user.password_hash
    forget(session.connection(), _keys(user.login, address)[0])
    return token


def _record_failure(
    session: Session, user: User | None, name: str, address: str, now: datetime, *, locked: bool
) -> None:
    failures, lock, from_address = _keys(name, address)
    connection, second = session.connection(), now.timestamp()
    bump(connection, from_address, second, FAILURE_WINDOW_SECONDS)
    act = AccountAct.SIGN_IN_FAILED
    if not locked and reading(connection, failures, second)[0] >= FAILURES_ALLOWED:
        bump(connection, lock, second, LOCK_SECONDS)
        forget(connection, failures)
        act = AccountAct.LOCKED
    session.add(AccountEvent(at=now, act=act, user_id=user.id if user is not None else None, address=address))

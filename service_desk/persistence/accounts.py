"""Accounts: people who sign in, their roles, sessions, one-time links, and what happened to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from service_desk.domain.actors import Actor
from service_desk.domain.roles import Role
from service_desk.persistence.database import Base, UtcDateTime
from service_desk.persistence.tables.zone import Enterprise


def _words(kind: type[StrEnum], name: str) -> sa.Enum:
    """Store a StrEnum by its value, with a CHECK that refuses any other word."""
    return sa.Enum(
        kind, name=name, native_enum=False, length=24, create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )  # fmt: skip


class LinkPurpose(StrEnum):
    """What a one-time link may be used for, and for nothing else."""

    INVITE = "invite"
    RESET = "reset"


class AccountAct(StrEnum):
    """What is recorded about an account."""

    CREATED = "created"
    INVITED = "invited"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    LOCKED = "locked"
    SIGNED_OUT = "signed_out"
    PASSWORD_SET = "password_set"  # noqa: S105  # the name of an act, not a password
    ROLES_CHANGED = "roles_changed"
    EDITED = "edited"
    DEACTIVATED = "deactivated"
    ACTIVATED = "activated"


class User(Base):
    """Somebody who can sign in; `login` is kept in lower case, `password_hash` is None until a link was used."""

    __tablename__ = "account"
    __table_args__ = (sa.CheckConstraint("login = lower(login)", name="login_lower"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(sa.String(80), unique=True)
    display_name: Mapped[str] = mapped_column(sa.String(80))
    department: Mapped[str | None] = mapped_column(sa.String(8), index=True)
    enterprise_id: Mapped[int | None] = mapped_column(sa.ForeignKey(Enterprise.id), index=True)
    email: Mapped[str | None] = mapped_column(sa.String(254))
    language: Mapped[str] = mapped_column(sa.String(2), default="zh")
    active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    role_rows: Mapped[list[UserRole]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def roles(self) -> frozenset[Role]:
        """The roles the person holds."""
        return frozenset(row.role for row in self.role_rows)

    def hold(self, roles: Iterable[Role]) -> None:
        """Replace the roles the person holds."""
        wanted = set(roles)
        self.role_rows[:] = [row for row in self.role_rows if row.role in wanted]
        self.role_rows.extend(UserRole(role=role) for role in sorted(wanted - self.roles))

    def actor(self) -> Actor:
        """Return who the person is to the use cases."""
        return Actor(user_id=self.id, name=self.display_name, roles=self.roles, department=self.department)


class UserRole(Base):
    """One role of one person."""

    __tablename__ = "account_role"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="cascade"), primary_key=True)
    role: Mapped[Role] = mapped_column(_words(Role, "role"), primary_key=True)


class UserSession(Base):
    """One signed-in browser; the cookie holds the token, this row only its SHA-256: a copied table opens nothing."""

    __tablename__ = "account_session"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="cascade"), index=True)
    signed_in_at: Mapped[datetime] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship(lazy="joined")


class OneTimeLink(Base):
    """A link for one purpose, used at most once, before it expires; only its SHA-256 is kept."""

    __tablename__ = "account_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="cascade"), index=True)
    purpose: Mapped[LinkPurpose] = mapped_column(_words(LinkPurpose, "purpose"))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship(lazy="joined")


class AccountEvent(Base):
    """One thing that happened to an account: never changed, never deleted."""

    __tablename__ = "account_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    act: Mapped[AccountAct] = mapped_column(_words(AccountAct, "act"))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    by_user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    address: Mapped[str] = mapped_column(sa.String(64), default="")
    note: Mapped[str] = mapped_column(sa.String(200), default="")


def user_by_login(session: Session, login: str) -> User | None:
    """Return the account with this sign-in name, whatever the case it was typed in."""
    return session.scalar(sa.select(User).where(User.login == normal_login(login)))


def normal_login(login: str) -> str:
    """Return the sign-in name the way it is stored."""
    return login.strip().lower()


_WITH_ROLES = (joinedload(UserSession.user).joinedload(User.role_rows),)
"""Every page asks who its reader is: in one statement instead of two."""


def live_session(session: Session, token_hash: str) -> UserSession | None:
    """Return the session behind a token when its account is still active."""
    found = session.get(UserSession, token_hash, options=_WITH_ROLES)
    return found if found is not None and found.user.active else None


def end_sessions(session: Session, user_id: int, *, keep: str | None = None) -> None:
    """Sign an account out everywhere, except in the session whose token hash is `keep`."""
    gone = sa.delete(UserSession).where(UserSession.user_id == user_id)
    if keep is not None:
        gone = gone.where(UserSession.token_hash != keep)
    session.execute(gone)


def link_by_hash(session: Session, token_hash: str) -> OneTimeLink | None:
    """Return the one-time link behind a token, used or expired ones as well."""
    return session.scalar(sa.select(OneTimeLink).where(OneTimeLink.token_hash == token_hash))


def officers_of(session: Session, department: str) -> list[User]:
    """Return the active handlers and heads of a department, in the order in which they came."""
    query = (
        sa.select(User)
        .where(User.department == department, User.active)
        .where(User.role_rows.any(UserRole.role.in_([Role.HANDLER, Role.HEAD])))
    )
    return list(session.scalars(query.order_by(User.id)))


def lock_people(session: Session, ids: Iterable[int]) -> dict[int, User]:
    """Return accounts by their ids, locked in the order of their ids until the transaction ends."""
    query = sa.select(User).where(User.id.in_(list(ids))).order_by(User.id).with_for_update()
    return {user.id: user for user in session.scalars(query)}


def active_administrators(session: Session) -> list[User]:
    """Return the accounts that can manage others and can be signed in to."""
    return list(
        session.scalars(
            sa.select(User)
            .join(UserRole, UserRole.user_id == User.id)
            .where(UserRole.role == Role.ADMINISTRATOR, User.active, User.password_hash.is_not(None))
            .order_by(User.id)
        )
    )


def forget_sessions(session: Session, begun_before: datetime) -> int:
    """Delete the sessions that began before a moment; returns how many there were."""
    gone = session.execute(sa.delete(UserSession).where(UserSession.signed_in_at < begun_before))
    return int(getattr(gone, "rowcount", 0))


def forget_links(session: Session, expired_before: datetime) -> int:
    """Delete the one-time links that expired before a moment; returns how many there were."""
    gone = session.execute(sa.delete(OneTimeLink).where(OneTimeLink.expires_at < expired_before))
    return int(getattr(gone, "rowcount", 0))

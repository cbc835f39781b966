"""What has run out is forgotten: sessions, links, counters; what may still be used stays."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from service_desk.persistence.accounts import LinkPurpose, OneTimeLink, UserSession
from service_desk.persistence.database import db, transaction
from service_desk.persistence.rates import RateCounter
from service_desk.usecases.accounts.forget_stale import forget_stale
from tests.usecases.deeds import HANDLER
from tests.usecases.office import Office


def left(table: type) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_only_what_nobody_can_use_any_more_goes(office: Office) -> None:
    now, person = office.now, HANDLER.user_id or 0
    with transaction() as session:
        for days in (1, 8):
            began = now - timedelta(days=days)
            session.add(UserSession(token_hash=f"{days:064d}", user_id=person, signed_in_at=began))
        for days in (-1, 10, 31):
            session.add(
                OneTimeLink(
                    user_id=person, purpose=LinkPurpose.INVITE, token_hash=f"{days:064d}",
                    created_at=now, expires_at=now - timedelta(days=days),
                )
            )  # fmt: skip
        for seconds in (-60, 60):
            session.add(RateCounter(key=f"k{seconds}", amount=1, expires_at=now.timestamp() + seconds))
    assert forget_stale(now) == 3
    assert (left(UserSession), left(OneTimeLink), left(RateCounter)) == (1, 2, 1)
    assert forget_stale(now) == 0

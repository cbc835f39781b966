"""Forget what has run out: sessions nobody can use, one-time links, rate counters, drafts and lists left lying, unanswered mails."""

from __future__ import annotations

from datetime import datetime, timedelta

from service_desk.persistence.accounts import forget_links, forget_sessions
from service_desk.persistence.database import transaction
from service_desk.persistence.drafts import forget_expired_drafts
from service_desk.persistence.problem_lists import forget_lists
from service_desk.persistence.rates import forget_expired
from service_desk.persistence.ticket_links import forget_ticket_links
from service_desk.usecases.acting.keep_draft import forget_old_drafts
from service_desk.usecases.knowledge.follow_area import forget_unanswered

LONGEST_SESSION = timedelta(days=7)
"""Longer than any session may last, whatever the installation has set."""

LINKS_KEPT = timedelta(days=30)
"""How long a used or expired link is still answered by “used” or “expired” rather than “unknown”."""


def forget_stale(now: datetime) -> int:
    """Delete what nobody can use any more; returns how many rows went."""
    with transaction() as session:
        gone = forget_sessions(session, now - LONGEST_SESSION) + forget_links(session, now - LINKS_KEPT)
        gone += forget_old_drafts(session, now) + forget_expired_drafts(session, now)
        gone += forget_lists(session, now)
        gone += forget_ticket_links(session, now - LINKS_KEPT) + forget_unanswered(session, now)
        return gone + forget_expired(session.connection(), now.timestamp())

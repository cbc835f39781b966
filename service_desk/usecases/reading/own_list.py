"""One of a person's own lists by its name: what an export written later, or fetched later, may still hold."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotFound
from service_desk.persistence.accounts import User
from service_desk.persistence.database import Session
from service_desk.persistence.queues import QueueFilter
from service_desk.usecases.reading.narrowing import Narrowing
from service_desk.usecases.reading.queue_tabs import Tab
from service_desk.usecases.reading.queues import list_of

NO_LIST = Bilingual("这个列表已经不在您的工作范围内。", "This list is none of yours any more.")


def own_list(
    session: Session, actor: Actor, now: datetime, key: str, narrowing: Narrowing
) -> tuple[Tab, QueueFilter]:
    """Return a list and its conditions; raises NotFound where it is none of the person's, NotEntitled where nothing is."""
    tab, narrowed = list_of(session, actor, now, key, narrowing)
    if tab.key != key:
        raise NotFound(NO_LIST)
    return tab, narrowed


def list_of_user(
    session: Session, user_id: int, now: datetime, key: str, narrowing: Narrowing
) -> tuple[Tab, QueueFilter]:
    """Return a list of somebody who asked for it earlier; raises NotFound where he may not read it any more."""
    user = session.get(User, user_id)
    if user is None or not user.active:
        raise NotFound(NO_LIST)
    return own_list(session, user.actor(), now, key, narrowing)

"""Take a draft along: a link mailed to oneself opens it in another browser, until it is taken back."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.notices import Notice
from service_desk.domain.refusals import NotFound, NotPossible
from service_desk.domain.request_drafts import LINK_LASTS
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.drafts import draft_by_code, draft_by_link, drop_keys, links_to
from service_desk.persistence.outbox import queue_mail
from service_desk.persistence.tables import DraftKey, RequestDraft
from service_desk.usecases.accounts.password_hash import new_token, token_hash
from service_desk.usecases.intake.keep_request_draft import UNKNOWN_DRAFT, Holder, give_key, may_open

MOST_LINKS = 5
_LINK_IS_DEAD = Bilingual(
    "这个链接已收回、已过期或不完整；也可能草稿已经提交或删除。",
    "This link was taken back, has expired or is incomplete; or the draft has been submitted or deleted.",
)
_TOO_MANY = Bilingual(
    f"这份草稿已有{MOST_LINKS}个有效链接，请先收回。",
    f"This draft has {MOST_LINKS} living links already; take them back first.",
)
_ACCOUNTS_NEED_NONE = Bilingual(
    "这份草稿存在您的账号里，在任何设备上登录都能接着填。",
    "This draft is kept in your account: sign in on any device to go on.",
)


def mail_draft_link(code: str, address: str, holder: Holder, now: datetime, *, language: str) -> DraftKey:
    """Mail a link to a guest's draft; the letter holds nothing of what was typed.

    Raises NotFound, NotPossible (an account's draft, too many links).
    """
    with transaction() as session:
        draft = _own(session, code, holder, now)
        if draft.user_id is not None:
            raise NotPossible(_ACCOUNTS_NEED_NONE)
        if len(links_to(session, draft.id, now)) >= MOST_LINKS:
            raise NotPossible(_TOO_MANY)
        token, until = new_token(), min(now + LINK_LASTS, draft.expires_at)
        key = DraftKey(
            draft_id=draft.id, hash=token_hash(token), is_link=True, created_at=now, expires_at=until
        )
        session.add(key)
        session.flush()
        queue_mail(
            session,
            f"{Notice.DRAFT_LINK}/{key.id}",
            Notice.DRAFT_LINK,
            address,
            now,
            language=language,
            data={
                "purpose": "draft",
                "token": token,
                "login": draft.request_type,
                "expires_at": until.isoformat(),
            },
        )
        return key


def take_links_back(code: str, holder: Holder, now: datetime) -> int:
    """Take back every link to a draft, and what other browsers have opened by one; returns how many keys that were."""
    with transaction() as session:
        return drop_keys(session, _own(session, code, holder, now).id, but=holder.mark)


def linked_draft(session: Session, token: str, now: datetime) -> RequestDraft:
    """Return the draft of a link; looking uses nothing up. Raises NotPossible where the link opens nothing any more."""
    draft = draft_by_link(session, token_hash(token), now)
    if draft is None:
        raise NotPossible(_LINK_IS_DEAD)
    return draft


def open_link(token: str, holder: Holder, now: datetime) -> RequestDraft:
    """Let this browser work on the draft of a link. Raises NotPossible."""
    with transaction() as session:
        draft = linked_draft(session, token, now)
        give_key(session, draft, holder, now)
        return draft


def _own(session: Session, code: str, holder: Holder, now: datetime) -> RequestDraft:
    draft = draft_by_code(session, code, lock=True)
    if draft is None or draft.ticket_no is not None or not may_open(session, draft, holder, now):
        raise NotFound(UNKNOWN_DRAFT)
    return draft

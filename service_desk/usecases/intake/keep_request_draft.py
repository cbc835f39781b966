"""Keep a request form while it is filled in: it outlives the browser and the session, and nobody else can open it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotFound, NotPossible, Stale
from service_desk.domain.request_drafts import (
    KEPT_FOR_ACCOUNTS,
    KEPT_FOR_GUESTS,
    MOST_PER_PERSON,
    Fields,
    fits,
)
from service_desk.persistence.attachments import parcel_files
from service_desk.persistence.database import IntegrityError, Session, transaction
from service_desk.persistence.drafts import draft_by_code, drop_draft, drop_keys, key_of, open_drafts
from service_desk.persistence.tables import DraftKey, ParcelFile, RequestDraft
from service_desk.usecases.accounts.password_hash import token_hash

UNKNOWN_DRAFT = Bilingual(
    "没有找到这份草稿：它已提交、已删除或已过期。",
    "No such draft was found: it has been submitted, deleted or has expired.",
)
_TOO_LARGE = Bilingual(
    "草稿太长，没有存上，请先提交。", "The draft is too long to be kept; please submit it."
)
_TOO_MANY = Bilingual(
    f"未提交的草稿已有{MOST_PER_PERSON}份，请先提交或删除几份。",
    f"There are {MOST_PER_PERSON} drafts already; submit or delete some first.",
)


@dataclass(frozen=True)
class Holder:
    """Whose drafts: an account's, or those of one browser, known by the secret `browser` that only its cookie holds."""

    browser: str
    user_id: int | None = None

    @property
    def mark(self) -> str:
        """The hash by which the browser is known in the database."""
        return token_hash(self.browser)


def new_code() -> str:
    """Return a name for a new draft; nobody can guess it, and it opens nothing by itself."""
    return secrets.token_urlsafe(16)


def parcel_of(code: str) -> str:
    """Return the name under which the files of a draft are kept, also before it is saved for the first time."""
    return hashlib.sha256(f"parcel:{code}".encode()).hexdigest()[:32]


def may_open(session: Session, draft: RequestDraft, holder: Holder, now: datetime) -> bool:
    """Tell whether a draft is this person's; an account's opens for the account alone."""
    if draft.expires_at <= now:
        return False
    if draft.user_id is not None:
        return draft.user_id == holder.user_id
    key = key_of(session, draft.id, holder.mark, now)
    return key is not None and not key.is_link


def held_draft(session: Session, code: str, holder: Holder, now: datetime) -> RequestDraft | None:
    """Return a person's own draft (also one that was submitted), None for any other."""
    draft = draft_by_code(session, code)
    return draft if draft is not None and may_open(session, draft, holder, now) else None


def drafts_of(session: Session, holder: Holder, now: datetime) -> Sequence[RequestDraft]:
    """Return a person's drafts that are not submitted yet, the latest saved first."""
    return open_drafts(session, holder.mark, holder.user_id, now, MOST_PER_PERSON)


def save_draft(
    code: str, request_type: str, fields: Fields, holder: Holder, now: datetime, seen_version: int = 0
) -> RequestDraft:
    """Keep what stands in a form under its code and return the draft.

    Raises NotFound where the code is somebody else's or was submitted, Stale where another browser has saved since
    `seen_version`, NotPossible where it is too large or there are too many.
    """
    if not fits(fields):
        raise NotPossible(_TOO_LARGE)
    try:
        return _save(code, request_type, fields, holder, now, seen_version)
    except IntegrityError:  # two requests of the same page began it at the same moment: by now it is there
        return _save(code, request_type, fields, holder, now, seen_version)


def begin_draft(code: str, request_type: str, holder: Holder, now: datetime) -> None:
    """Have a draft of this code for files to lie with; what is typed into one that is there already stays as it is.

    Raises NotFound where the code is somebody else's or was submitted, NotPossible where there are too many.
    """
    try:
        _begin_once(code, request_type, holder, now)
    except IntegrityError:  # another request of the same page began it at the same moment: by now it is there
        _begin_once(code, request_type, holder, now)


def _begin_once(code: str, request_type: str, holder: Holder, now: datetime) -> None:
    with transaction() as session:
        draft = draft_by_code(session, code)
        if draft is None:
            _date(session, _begin(session, code, request_type, holder, now), holder, now)
        else:
            _demand_own(session, draft, holder, now)


def _save(
    code: str, request_type: str, fields: Fields, holder: Holder, now: datetime, seen_version: int
) -> RequestDraft:
    with transaction() as session:
        draft = draft_by_code(session, code, lock=True)
        if draft is None:
            draft = _begin(session, code, request_type, holder, now)
        else:
            _demand_own(session, draft, holder, now)
            if draft.version != seen_version and draft.saved_by != holder.mark:
                raise Stale(seen_version)
            draft.version += 1
        draft.fields = {name: list(values) for name, values in fields.items()}
        _date(session, draft, holder, now)
        return draft


def fork_draft(code: str, fields: Fields, holder: Holder, now: datetime) -> RequestDraft:
    """Keep what stands in a form as another draft, with copies of the files: two browsers had gone different ways.

    Raises NotFound, NotPossible.
    """
    if not fits(fields):
        raise NotPossible(_TOO_LARGE)
    with transaction() as session:
        former = draft_by_code(session, code)
        if former is None:
            raise NotFound(UNKNOWN_DRAFT)
        _demand_own(session, former, holder, now)
        draft = _begin(session, new_code(), former.request_type, holder, now)
        draft.fields = {name: list(values) for name, values in fields.items()}
        _date(session, draft, holder, now)
        session.add_all(_copied(row, draft.parcel) for row in parcel_files(session, former.parcel))
        return draft


def discard_draft(code: str, holder: Holder, now: datetime) -> None:
    """Forget a draft with its files and links; raises NotFound for one that is not the person's."""
    with transaction() as session:
        draft = draft_by_code(session, code, lock=True)
        if draft is None:
            raise NotFound(UNKNOWN_DRAFT)
        _demand_own(session, draft, holder, now)
        drop_draft(session, draft)


def finish_draft(session: Session, code: str, ticket_no: str) -> None:
    """Leave of a draft only the number of the ticket it became, within the submission's transaction."""
    draft = draft_by_code(session, code, lock=True)
    if draft is not None:
        draft.fields, draft.ticket_no = {}, ticket_no


def _demand_own(session: Session, draft: RequestDraft, holder: Holder, now: datetime) -> None:
    if draft.ticket_no is not None or not may_open(session, draft, holder, now):
        raise NotFound(UNKNOWN_DRAFT)


def _begin(session: Session, code: str, request_type: str, holder: Holder, now: datetime) -> RequestDraft:
    if len(drafts_of(session, holder, now)) >= MOST_PER_PERSON:
        raise NotPossible(_TOO_MANY)
    draft = RequestDraft(
        code=code, request_type=request_type, parcel=parcel_of(code), fields={}, user_id=holder.user_id,
        version=1, saved_by=holder.mark, saved_at=now, expires_at=now + KEPT_FOR_GUESTS,
    )  # fmt: skip
    session.add(draft)
    session.flush()
    return draft


def _date(session: Session, draft: RequestDraft, holder: Holder, now: datetime) -> None:
    """Let a draft live on from now; one that a signed-in person saves becomes the account's and leaves the browser."""
    draft.saved_by, draft.saved_at = holder.mark, now
    if holder.user_id is not None:
        draft.user_id, draft.expires_at = holder.user_id, now + KEPT_FOR_ACCOUNTS
        drop_keys(session, draft.id)
        return
    draft.expires_at = now + KEPT_FOR_GUESTS
    give_key(session, draft, holder, now)


def give_key(session: Session, draft: RequestDraft, holder: Holder, now: datetime) -> None:
    """Let this browser open a guest's draft until the draft ends."""
    key = key_of(session, draft.id, holder.mark, now)
    if key is None:
        key = DraftKey(draft_id=draft.id, hash=holder.mark, is_link=False, created_at=now)
        session.add(key)
    key.expires_at = draft.expires_at
    session.flush()


def _copied(row: ParcelFile, parcel: str) -> ParcelFile:
    return ParcelFile(
        token=secrets.token_urlsafe(20), parcel=parcel, slot=row.slot, name=row.name, kind=row.kind, size=row.size,
        sha256=row.sha256, uploaded_at=row.uploaded_at,
    )  # fmt: skip

"""Change a request form without publishing: keep its draft, drop it, begin it anew from an older version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import InvalidInput, NotFound, Stale
from service_desk.domain.request_forms import FORM_CODES, packaged_text
from service_desk.domain.request_forms.form_text import LONGEST_TEXT
from service_desk.persistence.database import IntegrityError, Session, transaction
from service_desk.persistence.forms import drop_form_draft, form_draft, keep_form_draft, published_version
from service_desk.persistence.tables import FormDraft
from service_desk.persistence.zone_log import Subject, log_change, version_of
from service_desk.usecases.acting.published_forms import form_codes, text_in_force
from service_desk.usecases.zone.entitlement import demand_administrator

PACKAGED = 0
"""The number by which a form as it comes with the program is asked for."""

UNKNOWN_FORM = Bilingual("没有这张表单，或没有这个版本。", "There is no such form, or no such version of it.")


def form_subject(code: str) -> str:
    """Return the subject under which the changes of a form are logged."""
    return f"form:{code}"


def form_log_version(session: Session, code: str) -> int:
    """Return the number of a form's last change: what a stale page is known by."""
    return version_of(session, Subject.SETTING, form_subject(code))


def save_form_draft(
    code: str, text: str, *, by: Actor, now: datetime, seen_version: int | None = None
) -> bool:
    """Keep a text as the draft of a form, sound or not; returns whether anything changed.

    A text equal to what is published is no draft: the draft is dropped. Raises Stale, InvalidInput, NotFound, NotEntitled.
    """
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip("\n") + "\n"
    if len(clean) > LONGEST_TEXT:
        over = len(clean) - LONGEST_TEXT
        words = Bilingual(
            f"最多{LONGEST_TEXT}字，现在多了{over}字。",
            f"At most {LONGEST_TEXT} characters; {over} too many now.",
        )
        raise InvalidInput({"text": words})

    def keep(session: Session) -> str | None:
        version, published = text_in_force(session, code)
        known = form_draft(session, code)
        if clean == published:
            drop_form_draft(session, code)
            return "draft_dropped" if known else None
        if known is not None and known.text == clean:
            return None
        based_on = known.based_on if known else version
        keep_form_draft(
            session, FormDraft(code=code, text=clean, based_on=based_on, saved_at=now, saved_by=by.name)
        )
        return "draft_saved"

    return _change(code, by, now, seen_version, keep)


def drop_draft_of_form(code: str, *, by: Actor, now: datetime, seen_version: int | None = None) -> bool:
    """Forget the draft of a form; returns whether there was one."""

    def drop(session: Session) -> str | None:
        known = form_draft(session, code) is not None
        drop_form_draft(session, code)
        return "draft_dropped" if known else None

    return _change(code, by, now, seen_version, drop)


def draft_from_version(
    code: str, version: int, *, by: Actor, now: datetime, seen_version: int | None = None
) -> bool:
    """Take an older published version back as the draft, 0 for the form as it comes with the program.

    A draft there is makes way. Raises NotFound for an unknown version.
    """

    def take(session: Session) -> str | None:
        if version == PACKAGED and code in FORM_CODES:
            text, based_on = packaged_text(code), text_in_force(session, code)[0]
        else:
            row = published_version(session, code, version)
            if row is None:
                raise NotFound(UNKNOWN_FORM)
            text, based_on = row.text, version
        keep_form_draft(
            session, FormDraft(code=code, text=text, based_on=based_on, saved_at=now, saved_by=by.name)
        )
        return f"draft_from_{version}"

    return _change(code, by, now, seen_version, take)


def _change(
    code: str, by: Actor, now: datetime, seen_version: int | None, change: Callable[[Session], str | None]
) -> bool:
    demand_administrator(by)
    try:
        with transaction() as session:
            if code not in form_codes(session):
                raise NotFound(UNKNOWN_FORM)
            if seen_version is not None and seen_version != form_log_version(session, code):
                raise Stale(seen_version)
            act = change(session)
            if act is not None:
                log_change(session, Subject.SETTING, form_subject(code), act, by, now, {})
            return act is not None
    except IntegrityError as fault:  # somebody else made the draft at the same moment
        raise Stale(seen_version or 0) from fault

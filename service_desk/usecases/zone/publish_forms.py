"""Publish the drafts of the request forms as one set: each becomes the next version of its form, or none does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import InvalidInput, Stale
from service_desk.domain.request_forms import FORM_CODES, FormTextError, read_form
from service_desk.persistence.database import IntegrityError, Session, transaction
from service_desk.persistence.forms import drop_form_draft, form_drafts, newest_version
from service_desk.persistence.tables import FormDraft, FormVersion
from service_desk.persistence.zone_log import Subject, log_change
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.published_forms import form_codes
from service_desk.usecases.zone.draft_form import form_log_version, form_subject
from service_desk.usecases.zone.entitlement import demand_administrator
from service_desk.usecases.zone.seed_forms import publish_packaged

MAX_NOTE = 200
NOTHING = Bilingual("没有要发布的草稿。", "There is no draft to publish.")


def publish_forms(
    note: str, *, by: Actor, now: datetime, seen_versions: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Publish every draft there is and return the new version of each form, by code.

    Pages and tickets that began with an older version keep it. `seen_versions` are the forms' last changes that the
    administrator has looked at. Raises Stale, NotEntitled, InvalidInput (no note, no draft, a draft that is not sound).
    """
    demand_administrator(by)
    inputs = Inputs()
    words = inputs.line("note", note, MAX_NOTE)
    inputs.finish()
    try:
        return _publish_all(words, by, now, seen_versions)
    except IntegrityError as fault:  # somebody else published at the same moment
        raise Stale(0) from fault


def _publish_all(
    note: str, by: Actor, now: datetime, seen_versions: Mapping[str, int] | None
) -> dict[str, int]:
    with transaction() as session:
        present = {code: form_log_version(session, code) for code in form_codes(session)}
        if seen_versions is not None and dict(seen_versions) != present:
            raise Stale(max(seen_versions.values(), default=0))
        drafts = form_drafts(session)
        if not drafts:
            raise InvalidInput({"": NOTHING})
        _demand_sound(drafts)
        return {code: _publish(session, draft, note, by, now) for code, draft in drafts.items()}


def _demand_sound(drafts: Mapping[str, FormDraft]) -> None:
    for code, draft in drafts.items():
        try:
            read_form(draft.text, code=code)
        except FormTextError as fault:
            problem = fault.problems[0]
            where = f"{code} {problem.place}".strip()
            raise InvalidInput(
                {"": Bilingual(f"{where}：{problem.words.zh}", f"{where}: {problem.words.en}")}
            ) from fault


def _publish(session: Session, draft: FormDraft, note: str, by: Actor, now: datetime) -> int:
    code = draft.code
    if code in FORM_CODES:
        publish_packaged(session, code, now)
    newest = newest_version(session, code)
    version = newest.version + 1 if newest else 1
    session.add(
        FormVersion(
            code=code, version=version, text=draft.text, published_at=now, published_by=by.name, note=note
        )
    )
    drop_form_draft(session, code)
    log_change(
        session, Subject.SETTING, form_subject(code), "published", by, now, {"version": version, "note": note}
    )
    return version

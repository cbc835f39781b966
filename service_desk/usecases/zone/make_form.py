"""Make a form of the zone's own, and choose with which form a request type is filed."""

from __future__ import annotations

import re
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.refusals import NotFound, Stale
from service_desk.domain.request_forms import packaged_text
from service_desk.domain.request_forms.editing import parse
from service_desk.domain.request_forms.writing import write_form
from service_desk.persistence.database import IntegrityError, Session, transaction
from service_desk.persistence.tables import FormVersion
from service_desk.persistence.zone import keep_setting, settings_of_zone
from service_desk.persistence.zone_log import Subject, log_change, version_of
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.published_forms import form_codes
from service_desk.usecases.acting.rules import BINDINGS_SETTING, rules_in_force
from service_desk.usecases.zone.draft_form import UNKNOWN_FORM, form_subject
from service_desk.usecases.zone.entitlement import demand_administrator

LONGEST_CODE = 15
"""The log of the zone names a form's changes by its code."""

COPIED = "由一般诉求复制"


def make_form(zh: str, en: str, *, by: Actor, now: datetime) -> str:
    """Publish a copy of the general form under a new name and return its code; nothing is filed with it yet.

    Raises NotEntitled, InvalidInput, Stale where a form of the same code was made at the same moment.
    """
    demand_administrator(by)
    inputs = Inputs()
    name, english = inputs.line("zh", zh, 60), inputs.line("en", en, 80)
    inputs.finish()
    keys = parse(packaged_text("general"))
    keys.pop("hints", None)
    try:
        with transaction() as session:
            code = _new_code(english, form_codes(session))
            keys |= {"code": code, "zh": name, "en": english}
            text = write_form(keys, heading=f"# {name}")
            session.add(
                FormVersion(
                    code=code, version=1, text=text, published_at=now, published_by=by.name, note=COPIED
                )
            )
            note = {"version": 1, "note": COPIED}
            log_change(session, Subject.SETTING, form_subject(code), "published", by, now, note)
            return code
    except IntegrityError as fault:
        raise Stale(0) from fault


def _new_code(words: str, taken: tuple[str, ...]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[: LONGEST_CODE - 3].strip("_")
    stem = stem if re.match(r"[a-z]", stem) else "form"
    numbered = (f"{stem}_{number}" for number in range(2, 100))
    return stem if stem not in taken else next(code for code in numbered if code not in taken)


def bind_form(
    request_type: str, code: str, *, by: Actor, now: datetime, seen_version: int | None = None
) -> bool:
    """File a request type with a form from now on; returns whether anything changed.

    Drafts and open pages go on with the form they began with. Raises NotEntitled, InvalidInput, NotFound, Stale.
    """
    demand_administrator(by)
    inputs = Inputs()
    inputs.one_of("request_type", request_type, load_catalogue().request_types)
    inputs.finish()
    with transaction() as session:
        if seen_version is not None and seen_version != binding_version(session):
            raise Stale(seen_version)
        if code not in form_codes(session):
            raise NotFound(UNKNOWN_FORM)
        before = rules_in_force(session).catalogue.request_types[request_type].form
        if before == code:
            return False
        kept = settings_of_zone(session).get(BINDINGS_SETTING, {})
        former = [each for each in kept.get("former", {}).get(request_type, []) if each not in (code, before)]
        value = {
            "forms": {**kept.get("forms", {}), request_type: code},
            "former": {**kept.get("former", {}), request_type: [before, *former]},
        }
        keep_setting(session, BINDINGS_SETTING, value)
        change = {"request_type": request_type, "before": before, "after": code}
        log_change(session, Subject.SETTING, BINDINGS_SETTING, "bound", by, now, change)
        return True


def binding_version(session: Session) -> int:
    """Return the number of the last change of bindings: what a stale page is known by."""
    return version_of(session, Subject.SETTING, BINDINGS_SETTING)

"""The callback script as the administrator keeps it: read with its version, edited part by part, every change recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.callback_script import MAX_PART, PART_NAMES, CallbackScript, load_script
from service_desk.domain.phrases import unknown_placeholders
from service_desk.domain.refusals import Stale
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.zone import keep_setting, settings_of_zone
from service_desk.persistence.zone_log import Subject, log_change, version_of
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.zone.entitlement import demand_administrator

SCRIPT = "callback_script"


def script_in_force(session: Session) -> CallbackScript:
    """Return the script as it holds now: the program's, with what the administrator has changed."""
    kept = settings_of_zone(session).get(SCRIPT)
    return load_script().changed(kept["texts"], kept["version"]) if kept else load_script()


def edit_callback_script(
    texts: Mapping[str, str], *, by: Actor, now: datetime, seen_version: int | None = None
) -> bool:
    """Keep the parts that differ from the program's own under a new version; returns whether anything changed.

    Raises InvalidInput for an empty or too long part and for braces around what is not known, Stale where somebody has
    edited it since.
    """
    demand_administrator(by)
    inputs = Inputs()
    written = {key: inputs.text(key, texts.get(key), MAX_PART) for key in PART_NAMES}
    for key, text in written.items():
        for name in unknown_placeholders(text):
            inputs.fail(key, f"不认识{{{name}}}。", f"{{{name}}} is not known.")
    inputs.finish()
    with transaction() as session:
        number = version_of(session, Subject.SETTING, SCRIPT)
        if seen_version is not None and seen_version != number:
            raise Stale(seen_version)
        before = script_in_force(session)
        changed = {key: text for key, text in written.items() if text != before.parts[key].zh}
        if not changed:
            return False
        kept = settings_of_zone(session).get(SCRIPT, {"texts": {}, "edition": 0})
        edition = kept["edition"] + 1
        value = {
            "texts": {**kept["texts"], **changed}, "edition": edition, "version": f"{load_script().version}-{edition}",
        }  # fmt: skip
        keep_setting(session, SCRIPT, value)
        log_change(
            session, Subject.SETTING, SCRIPT, "edited", by, now,
            {"version": value["version"], "parts": {key: [before.parts[key].zh, text] for key, text in changed.items()}},
        )  # fmt: skip
        return True

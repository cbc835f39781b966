"""Correct the answers of a request form when information is asked for: the event keeps both, persons half hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import InvalidInput
from service_desk.domain.request_forms import (
    Corrected,
    RequestForm,
    corrected_answers,
    kept_apart,
    known_form,
    office_names,
    turned,
)
from service_desk.domain.request_forms.correcting import CORRECTABLE
from service_desk.domain.requests import MAX_BODY, MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform
from service_desk.usecases.acting.published_forms import form_of_ticket
from service_desk.usecases.files.attach import attaching

MOST_NAMED = 5
NOTHING_CHANGED = Bilingual(
    "没有改动，也没有写说明。请改正表单、写几句说明或附上材料。",
    "Nothing is changed and nothing said. Please correct the form, write a few words or attach a paper.",
)


def correct_form(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    form_data: Mapping[str, Any],
    columns: Mapping[str, str | None],
    note: str = "",
    files: Sequence[str] = (),
    seen_version: int | None = None,
) -> Ticket:
    """Give the information that was asked for by correcting the form; a stopped clock runs again.

    `form_data` is the whole form data as corrected, `columns` the corrected columns (`CORRECTABLE`). Without a note the
    changed answers are named. Raises InvalidInput where nothing is changed, said or attached; else as `perform` does.
    """
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE, required=False)
    clean = {
        "body": inputs.text("body", columns.get("body"), MAX_BODY),
        "expected_result": inputs.text("expected_result", columns.get("expected_result"), 500, required=False)
        or None,
        "location": inputs.line("location", columns.get("location"), 200, required=False) or None,
    }
    inputs.finish()
    data: dict[str, Any] = {}
    attach = attaching(files, data)

    def check(scene: Scene) -> None:
        changes = _keep_correction(scene, data, form_data, clean)
        if not changes and not words and not files:
            raise InvalidInput({"": NOTHING_CHANGED})
        data["note"] = words or _said(changes, scene.ticket.language)
        if attach is not None:
            attach(scene)

    return perform(
        ticket_no, Action.SUPPLEMENT, actor, now, seen_version=seen_version, data=data, check=check
    )


def _keep_correction(
    scene: Scene, data: dict[str, Any], form_data: Mapping[str, Any], columns: Mapping[str, str | None]
) -> tuple[Corrected, ...]:
    """Put what differs from the locked ticket into the event's data, and return it answer by answer.

    Answers that name or reach a person go into the ticket's row alone, as they did when it was filed.
    """
    ticket = scene.ticket
    form = form_of_ticket(scene.session, ticket)
    names = office_names(form) if isinstance(form, RequestForm) else frozenset()
    theirs = {name: value for name, value in ticket.form_data.items() if name not in names}
    data_before, data_after = turned(theirs, form_data)
    columns_before, columns_after = turned({name: getattr(ticket, name) for name in CORRECTABLE}, columns)
    if not data_after and not columns_after:
        return ()
    correction = {
        "before": {"data": data_before, "columns": columns_before},
        "after": {"data": data_after, "columns": columns_after},
    }
    data["correction"] = kept_apart(known_form(form), correction)
    corrected = {
        **ticket.form_data,
        **{name: data_after[name] for name in data["correction"]["after"]["persons"]},
    }
    ticket.form_data = {name: value for name, value in corrected.items() if value is not None}
    return corrected_answers(form, correction)


def _said(changes: Sequence[Corrected], language: str) -> str:
    """Return the corrected answers by name, in the enterprise's language: what stands in the timeline without a note."""
    named = [change.label.say(language) for change in changes[:MOST_NAMED]]
    if language.startswith("en"):
        return ("Attached papers." if not named else f"Corrected: {', '.join(named)}") + (
            f" and {len(changes) - MOST_NAMED} more" if len(changes) > MOST_NAMED else ""
        )
    more = f"等 {len(changes)} 项" if len(changes) > MOST_NAMED else ""
    return f"更正了：{'、'.join(named)}{more}" if named else "补充了附件。"

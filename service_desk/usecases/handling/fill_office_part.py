"""Fill in the department's part of a request form: dates promised by the utilities, opinions of the levels above."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import InvalidInput
from service_desk.domain.request_forms import RequestForm, corrected_answers, office_names, turned
from service_desk.domain.requests import MAX_NOTE
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Scene, perform
from service_desk.usecases.acting.published_forms import form_of_ticket

NOTHING_NEW = Bilingual(
    "没有新的内容，请先填写再保存。", "There is nothing new; please fill in something first."
)


def fill_office_part(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    form_data: Mapping[str, Any],
    note: str = "",
    seen_version: int | None = None,
) -> Ticket:
    """Keep the department's part with the ticket, as progress that the enterprise sees.

    `form_data` are the answers by name, None for one that was emptied; other names are left out. Without a note the
    answers are named. Raises InvalidInput where nothing is new; else as `perform` does.
    """
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE, required=False)
    inputs.finish()
    data: dict[str, Any] = {}

    def keep(scene: Scene) -> None:
        form = form_of_ticket(scene.session, scene.ticket)
        names = office_names(form) if isinstance(form, RequestForm) else frozenset()
        given = {name: value for name, value in form_data.items() if name in names}
        present = {name: scene.ticket.form_data.get(name) for name in given}
        before, after = turned(present, given)
        if not after:
            raise InvalidInput({"": NOTHING_NEW})
        part = {"before": {"data": before, "columns": {}}, "after": {"data": after, "columns": {}}}
        data["office_part"] = part
        changed = "、".join(change.label.zh for change in corrected_answers(form, part))
        data["note"] = words or f"登记了：{changed}"

    return perform(
        ticket_no,
        Action.PROGRESS,
        actor,
        now,
        seen_version=seen_version,
        data=data,
        is_public=True,
        check=keep,
    )

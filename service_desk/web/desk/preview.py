"""A ticket at a glance, fetched for the row under the hand: what was asked, the clock, the last entries, the files."""

from __future__ import annotations

from flask import Response, render_template

from service_desk.domain.states import STATE_NAMES
from service_desk.domain.telling import department_name
from service_desk.web.clock import now
from service_desk.web.desk.due_words import due_of
from service_desk.web.desk.standing import stage_of
from service_desk.web.desk.ticket import timeline_of
from service_desk.web.desk.ticket_files import all_files, links_of

LAST_ENTRIES = 3
FILES_SHOWN = 6
WORDS_SHOWN = 400
"""Characters of the request; the ticket's page has the rest."""


def show_preview(number: str) -> Response:
    """Return a part of a page; raises NotFound where the ticket is not the person's to see."""
    stage = stage_of(number)
    view, ticket, found = stage.view, stage.view.ticket, links_of(stage)
    files = all_files(stage, found)
    part = render_template(
        "desk/preview.html", ticket=ticket, due=due_of(ticket, now()), state_name=STATE_NAMES[ticket.state_now],
        responsible=department_name(ticket.responsible_department, view.rules.catalogue), milestones=view.milestones,
        entries=timeline_of(stage, list(view.timeline)[: -LAST_ENTRIES - 1 : -1], {}), words_shown=WORDS_SHOWN,
        files=files[:FILES_SHOWN], more_files=max(0, len(files) - FILES_SHOWN),
    )  # fmt: skip
    answer = Response(part)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer

"""The files of a ticket, looked up once for its page: by the entry they came with, and all of them in one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template

from service_desk.domain.attachments import KIND_NAMES
from service_desk.domain.bilingual import Bilingual
from service_desk.persistence.database import db
from service_desk.usecases.files.read_file import facts_of, files_of
from service_desk.usecases.reading.views import Entry
from service_desk.web.desk.act import who_did
from service_desk.web.desk.standing import stage_of
from service_desk.web.files import FileLink, links
from service_desk.web.forms.desk import Stage

ON_THE_PAGE = 8
"""So many files are shown on the ticket's page itself; a page of their own has them all."""

Links = Mapping[int, Sequence[FileLink]]
"""The files of each entry that has any, by its number in the ticket's history."""


@dataclass(frozen=True)
class TicketFile:
    """A file with the entry that it came with."""

    link: FileLink
    kind: Bilingual
    at: datetime
    who: str
    act: Bilingual
    seq: int
    is_internal: bool


def links_of(stage: Stage) -> Links:
    """Return the files of a ticket that the person sees, with their addresses, in one query; in none where it has no files."""
    with_files = [entry.event for entry in stage.view.timeline if files_of(entry.event)]
    if not with_files:
        return {}
    ticket = stage.view.ticket
    facts = facts_of(db.session(), ticket.id)
    return {event.seq: links(event, facts, "desk.file", number=ticket.ticket_no) for event in with_files}


def sent_with_request(stage: Stage, found: Links) -> Sequence[FileLink]:
    """Return the files that came with the request itself."""
    timeline = stage.view.timeline
    return found.get(timeline[0].event.seq, ()) if timeline else ()


def all_files(stage: Stage, found: Links) -> list[TicketFile]:
    """Return every file of the ticket, the latest first."""
    return [each for entry in reversed(stage.view.timeline) for each in _files_in(entry, found)]


def _files_in(entry: Entry, found: Links) -> list[TicketFile]:
    event = entry.event
    return [
        TicketFile(
            link, KIND_NAMES[link.kind], event.at, who_did(entry), entry.told.headline, event.seq, not event.is_public
        )
        for link in found.get(event.seq, ())
    ]  # fmt: skip


def show_files(number: str) -> str:
    """Show all files of a ticket on a page of their own."""
    stage = stage_of(number)
    ticket = stage.view.ticket
    return render_template("desk/files.html", ticket=ticket, files=all_files(stage, links_of(stage)))

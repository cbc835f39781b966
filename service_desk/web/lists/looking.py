"""A list row by row, on pages: what needs a person first, each suggestion with its evidence; afterwards what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request

from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.problem_list import COLUMNS, STANDING_NAMES, Standing
from service_desk.persistence.database import db
from service_desk.persistence.tables import ProblemListFile
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.intake.import_list import Progress, progress_of
from service_desk.usecases.intake.look_at_list import own_list, page_of_list
from service_desk.web.access import current_actor
from service_desk.web.forms.lists import ImportForm

SHOWN = 50
"""Rows on a page."""

ALL = "all"


@dataclass(frozen=True)
class Overview:
    """A list as it stands: its name, when it came, how many of its rows stand how, how far it is."""

    token: str
    name: str
    came_at: datetime
    rows: int
    counts: dict[str, int]
    progress: Progress

    @property
    def to_file(self) -> int:
        """How many rows can be brought in."""
        return self.progress.total - self.progress.done

    @property
    def tabs(self) -> list[Standing]:
        """How rows of this list stand, in the order in which they are looked at."""
        return [standing for standing in STANDING_NAMES if self.counts.get(standing)]


def overview(listed: ProblemListFile, counts: dict[str, int]) -> Overview:
    """Return a list as it stands."""
    return Overview(listed.token, listed.name, listed.created_at, listed.rows, counts, progress_of(counts))


def show_list(token: str) -> str:
    """Show a page of a list's rows: those that were asked for, else those that need a person most."""
    session = db.session()
    listed, counts = own_list(session, token, current_actor())
    now = overview(listed, counts)
    wanted = request.args.get("show", "")
    shown = Standing(wanted) if wanted in STANDING_NAMES else None
    if shown is None and wanted != ALL:
        shown = now.tabs[0]
    page = page_of_list(session, listed, shown, request.args.get("from", 0, type=int), SHOWN)
    return render_template(
        "lists/look.html",
        listed=now,
        shown=shown.value if shown else ALL,
        page=page,
        names=STANDING_NAMES,
        importing=ImportForm(formdata=None),
        kinds={**load_catalogue().request_types, **catalogue_in_force(session).request_types},
        headings={column.name: column.heading for column in COLUMNS},
    )

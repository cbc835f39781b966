"""Beside a request that is being written: answers that may help, notices that concern it, one's own requests like it."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service_desk.persistence.database import db
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.knowledge.find_answers import PublicAnswer, answers_like, read_answer
from service_desk.usecases.knowledge.find_duplicates import Duplicate, firm_duplicates, own_duplicates
from service_desk.usecases.knowledge.rate_answer import spare_request
from service_desk.usecases.knowledge.read_area import NoticeView, fitting_notices
from service_desk.web.access import current_actor, public
from service_desk.web.clock import now
from service_desk.web.in_templates import put_into_templates
from service_desk.web.knowledge.blueprint import Page, blueprint
from service_desk.web.knowledge.public import address_of
from service_desk.web.knowledge.reader import voter
from service_desk.web.limits import limited
from service_desk.web.portal.held import held_numbers, my_firm_id

SHORTEST = 4
LONGEST = 2000
"""So much of what is being written is looked at."""


@dataclass(frozen=True)
class Hints:
    """What stands beside a request; `are_firms` says that the duplicates are those of the firm an officer files for."""

    answers: list[PublicAnswer] = field(default_factory=list)
    notices: list[NoticeView] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    are_firms: bool = False

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.answers) + len(self.notices) + len(self.duplicates)


@blueprint.post("/knowledge/hints")
@public
@limited("hint")
def hints() -> str:
    """Return the hints on a text as a piece of a page; nothing is stored."""
    given = request.form
    found = hints_on(
        given.get("words", ""), given.get("type", ""), given.get("park", ""), given.get("uscc", "")
    )
    return render_template("knowledge/hints_inside.html", hints=found, opens_new=True)


@blueprint.post("/knowledge/<int:answer_id>/solved")
@public
@limited("vote")
def solved(answer_id: int) -> Response:
    """Count that a request need not be filed because of an answer; what was typed stays in the browser."""
    spare_request(answer_id, voter(answer_id), now())
    return redirect(url_for("knowledge.spared", answer_id=answer_id), 303)


@blueprint.get("/knowledge/<int:answer_id>/solved")
@public
def spared(answer_id: int) -> Page:
    """Say that it has been noted, and where to go if it was not solved after all."""
    return render_template("knowledge/solved.html", found=read_answer(db.session(), answer_id, now()))


def hints_on(words: str, request_type: str = "", park: str = "", uscc: str = "") -> Hints:
    """Return what may make a request needless; a few words are too little to judge by."""
    text = words.replace("\x00", "")[:LONGEST].strip()
    if len(text) < SHORTEST:
        return Hints()
    session, kinds = db.session(), catalogue_in_force(db.session()).request_types
    kind = request_type if request_type in kinds else None
    firms = firm_duplicates(session, text, uscc.strip().upper(), current_actor(), now())
    return Hints(
        answers_like(session, text, now(), request_type=kind),
        fitting_notices(session, text, park=park or None, request_type=kind),
        firms or own_duplicates(session, text, held_numbers(), now(), my_firm_id()),
        bool(firms),
    )


def place_of(ticket: Ticket, *, are_firms: bool) -> str:
    """Return where a ticket much like the one being written is followed."""
    if are_firms:
        return url_for("desk.ticket", number=ticket.ticket_no)
    return url_for("portal.ticket", ticket_no=ticket.ticket_no)


put_into_templates(blueprint, hints_on=hints_on, place_of=place_of, answer_address=address_of)

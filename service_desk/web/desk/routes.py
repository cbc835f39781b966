"""Every address of the desk on one page, with the right it demands."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from service_desk.persistence.database import db
from service_desk.usecases.files.read_file import read_file
from service_desk.web.access import current_actor, needs
from service_desk.web.csrf import keeps_text
from service_desk.web.desk.act import Answer, show_act
from service_desk.web.desk.bulk import show_bulk, show_done, undo_bulk
from service_desk.web.desk.callback_help import callback_help
from service_desk.web.desk.drafts import keep
from service_desk.web.desk.export import export_list
from service_desk.web.desk.phrases import phrases_on, show_phrase, show_phrases
from service_desk.web.desk.queue import show_queue
from service_desk.web.desk.reach import REACH_SHAPES, REACH_WORDS, reach_of
from service_desk.web.desk.review_help import review_help
from service_desk.web.desk.standing import stage_of
from service_desk.web.desk.ticket import show_paper, show_ticket
from service_desk.web.desk.views import drop, save
from service_desk.web.files import hand_out, store
from service_desk.web.forms.files import ForTicket, UploadForm
from service_desk.web.limits import limited
from service_desk.web.rights import Right

blueprint = Blueprint("desk", __name__)
blueprint.record(
    lambda state: state.app.jinja_env.globals.update(
        phrases_on=phrases_on,
        callback_help=callback_help,
        review_help=review_help,
        reach_of=reach_of,
        reach_words=REACH_WORDS,
        reach_shapes=REACH_SHAPES,
    )
)


@blueprint.route("/desk")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def queue() -> Answer:
    """Show a list of tickets; without any condition in the address, the one the person last looked at."""
    return show_queue()


@blueprint.get("/desk/export.<ending>")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@limited("write", ("GET",))
def export(ending: str) -> Response:
    """Hand out the list in the address as a file."""
    return export_list(ending)


@blueprint.post("/desk/views")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def views() -> Response:
    """Save the list that is looked at under a name."""
    return save()


@blueprint.post("/desk/views/<int:view_id>")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def view(view_id: int) -> Response:
    """Drop a saved list, or put it back."""
    return drop(view_id)


@blueprint.route("/desk/phrases", methods=["GET", "POST"])
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@keeps_text
def phrases() -> Answer:
    """Show the phrases one writes with, or store a new one."""
    return show_phrases()


@blueprint.route("/desk/phrases/<int:phrase_id>", methods=["GET", "POST"])
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@keeps_text
def phrase(phrase_id: int) -> Answer:
    """Change a phrase, drop it or put it back."""
    return show_phrase(phrase_id)


@blueprint.route("/desk/bulk/<slug>", methods=["GET", "POST"])
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@keeps_text
def bulk(slug: str) -> Answer:
    """Show the tickets that were ticked in a list, or perform an act on all of them."""
    return show_bulk(slug)


@blueprint.route("/desk/bulk/<slug>/done")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def bulk_done(slug: str) -> Answer:
    """Show what was done to many tickets."""
    return show_done(slug)


@blueprint.route("/desk/bulk/<slug>/undo", methods=["POST"])
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@keeps_text
def bulk_undo(slug: str) -> Answer:
    """Take back what was done to many tickets."""
    return undo_bulk(slug)


@blueprint.route("/desk/tickets/<number>")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def ticket(number: str) -> Answer:
    """Show a ticket with what the person may do about it."""
    return show_ticket(number)


@blueprint.route("/desk/tickets/<number>/files/<token>")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def file(number: str, token: str) -> Answer:
    """Hand out a file of a ticket that the person may read."""
    return hand_out(read_file(db.session(), stage_of(number).view, token, store()))


@blueprint.post("/desk/tickets/<number>/files")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@limited("write")
def upload(number: str) -> tuple[dict[str, str], int]:
    """Receive one file for an act that is being written."""
    form = UploadForm()
    form.files.take(ForTicket(stage_of(number).view.ticket, current_actor()))
    return form.files.received()


@blueprint.route("/desk/tickets/<number>/paper")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def paper(number: str) -> Answer:
    """Show a ticket as it is printed."""
    return show_paper(number)


@blueprint.post("/desk/tickets/<number>/<slug>/draft")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@limited("draft")
def draft(number: str, slug: str) -> Response | dict[str, str]:
    """Keep what is being written for an act, or drop it."""
    return keep(number, slug)


@blueprint.route("/desk/tickets/<number>/<slug>", methods=["GET", "POST"])
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@keeps_text
def act(number: str, slug: str) -> Answer:
    """Show the form of an act or perform it; whether this ticket allows it to this person, the use case decides."""
    return show_act(number, slug)

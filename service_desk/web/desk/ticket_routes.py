"""The addresses of one ticket (its page, files, preview, paper, acts), each with the right it demands."""

from __future__ import annotations

from werkzeug.wrappers import Response

from service_desk.persistence.database import db
from service_desk.usecases.files.read_file import read_file, read_thumbnail
from service_desk.web.access import current_actor, needs
from service_desk.web.csrf import keeps_text
from service_desk.web.desk.act import Answer, show_act
from service_desk.web.desk.blueprint import blueprint
from service_desk.web.desk.drafts import keep
from service_desk.web.desk.preview import show_preview
from service_desk.web.desk.standing import stage_of
from service_desk.web.desk.tags import change_tags
from service_desk.web.desk.ticket import show_paper, show_ticket
from service_desk.web.desk.ticket_files import show_files
from service_desk.web.files import hand_out, show_thumbnail, store
from service_desk.web.forms.files import ForTicket, UploadForm
from service_desk.web.limits import limited
from service_desk.web.rights import Right


@blueprint.route("/desk/tickets/<number>")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def ticket(number: str) -> Answer:
    """Show a ticket with what the person may do about it."""
    return show_ticket(number)


@blueprint.get("/desk/tickets/<number>/files")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def files(number: str) -> Answer:
    """Show all files of a ticket."""
    return show_files(number)


@blueprint.route("/desk/tickets/<number>/files/<token>")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def file(number: str, token: str) -> Answer:
    """Hand out a file of a ticket that the person may read."""
    return hand_out(read_file(db.session(), stage_of(number).view, token, store()))


@blueprint.route("/desk/tickets/<number>/files/<token>/small")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def file_thumbnail(number: str, token: str) -> Answer:
    """Show the small picture of such a file."""
    return show_thumbnail(read_thumbnail(db.session(), stage_of(number).view, token, store()))


@blueprint.post("/desk/tickets/<number>/files")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@limited("write")
def upload(number: str) -> tuple[dict[str, str], int]:
    """Receive one file for an act that is being written."""
    form = UploadForm()
    form.files.take(ForTicket(stage_of(number).view.ticket, current_actor()))
    return form.files.received()


@blueprint.post("/desk/tickets/<number>/tags")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def ticket_tags(number: str) -> Response:
    """Put tags on a ticket, or take one off."""
    return change_tags(number)


@blueprint.get("/desk/tickets/<number>/preview")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def preview(number: str) -> Answer:
    """Show a ticket at a glance, as a part of the list's page."""
    return show_preview(number)


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

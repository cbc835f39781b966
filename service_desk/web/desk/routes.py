"""Every address of the desk on one page, with the right it demands."""

from __future__ import annotations

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from service_desk.persistence.database import db
from service_desk.usecases.files.read_file import read_file, read_thumbnail
from service_desk.web.access import current_actor, needs
from service_desk.web.csrf import keeps_text
from service_desk.web.desk.absence import cancel, show_absences
from service_desk.web.desk.act import Answer, show_act
from service_desk.web.desk.bulk import show_bulk, show_done, undo_bulk
from service_desk.web.desk.callback_help import callback_help
from service_desk.web.desk.columns import show_columns
from service_desk.web.desk.drafts import keep
from service_desk.web.desk.export import export_list, order_long
from service_desk.web.desk.keys import keep_single_keys, single_keys
from service_desk.web.desk.load import show_load
from service_desk.web.desk.narrowing import narrow
from service_desk.web.desk.phrases import phrases_on, show_phrase, show_phrases
from service_desk.web.desk.preview import show_preview
from service_desk.web.desk.queue import show_queue
from service_desk.web.desk.reach import REACH_SHAPES, REACH_WORDS, reach_of
from service_desk.web.desk.review_help import review_help
from service_desk.web.desk.standing import stage_of
from service_desk.web.desk.tag_list import show_tag, show_tags
from service_desk.web.desk.tags import change_tags, show_many, show_many_done, undo_many
from service_desk.web.desk.ticket import show_paper, show_ticket
from service_desk.web.desk.ticket_files import show_files
from service_desk.web.desk.views import change, save, show_views
from service_desk.web.files import hand_out, show_thumbnail, store
from service_desk.web.forms.files import ForTicket, UploadForm
from service_desk.web.in_templates import put_into_templates
from service_desk.web.limits import limited
from service_desk.web.rights import Right

blueprint = Blueprint("desk", __name__)
put_into_templates(
    blueprint,
    phrases_on=phrases_on,
    callback_help=callback_help,
    review_help=review_help,
    reach_of=reach_of,
    single_keys=single_keys,
    reach_words=REACH_WORDS,
    reach_shapes=REACH_SHAPES,
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


@blueprint.route("/desk/export", methods=["GET", "POST"])
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@keeps_text
@limited("write")
def export_long() -> Answer:
    """Have a long list written as a file in the background."""
    user_id = current_actor().user_id
    return order_long(user_id) if user_id is not None else abort(404)


@blueprint.route("/desk/views", methods=["GET", "POST"])
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def views() -> Answer:
    """Show the saved lists, or save the list that is looked at under a name."""
    return save() if request.method == "POST" else show_views()


@blueprint.post("/desk/narrow")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def narrowed() -> Response:
    """Narrow the list that is looked at, or take conditions off, and remember that for the person."""
    return narrow()


@blueprint.route("/desk/columns", methods=["GET", "POST"])
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@keeps_text
def columns() -> Answer:
    """Choose the columns of one's lists and how close their lines stand."""
    return show_columns()


@blueprint.post("/desk/keys")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@limited("write")
def keys() -> Response:
    """Keep whether single keys are shortcuts."""
    return keep_single_keys()


@blueprint.route("/desk/absences", methods=["GET", "POST"])
@needs(Right.TICKET_HANDLE)
@keeps_text
def absences() -> Answer:
    """Show who of the department is away and who stands in, or arrange an absence."""
    return show_absences()


@blueprint.post("/desk/absences/<int:absence_id>/cancel")
@needs(Right.TICKET_HANDLE)
def absence_cancel(absence_id: int) -> Response:
    """Cancel an arrangement."""
    return cancel(absence_id)


@blueprint.get("/desk/load")
@needs(Right.RESULT_REVIEW, Right.BOARD_READ)
def load() -> Answer:
    """Show the load of each handler of the head's department; to those who oversee the zone of any department."""
    return show_load()


@blueprint.get("/desk/tags")
@needs(Right.TAG_MANAGE)
def tags() -> Answer:
    """Show the zone's tags."""
    return show_tags()


@blueprint.route("/desk/tags/<int:tag_id>", methods=["GET", "POST"])
@needs(Right.TAG_MANAGE)
@keeps_text
def tag(tag_id: int) -> Answer:
    """Rename, merge, retire or take up a tag."""
    return show_tag(tag_id)


@blueprint.post("/desk/views/<int:view_id>")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def view(view_id: int) -> Response:
    """Move a saved list, make it the first, drop it, or put it back."""
    return change(view_id)


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


@blueprint.route("/desk/bulk/tags", methods=["GET", "POST"])
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@keeps_text
def bulk_tags() -> Answer:
    """Show the tickets that were ticked in a list, or change the tags of all of them."""
    return show_many()


@blueprint.route("/desk/bulk/tags/<batch>", methods=["GET", "POST"])
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@keeps_text
def bulk_tags_done(batch: str) -> Answer:
    """Show what was done to the tags of many tickets, or take it back."""
    return undo_many(batch) if request.method == "POST" else show_many_done(batch)


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

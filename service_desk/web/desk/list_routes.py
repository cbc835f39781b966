"""The addresses of lists and of what is done with what is ticked in them, each with the right it demands."""

from __future__ import annotations

from flask import abort, request
from werkzeug.wrappers import Response

from service_desk.web.access import current_actor, needs
from service_desk.web.csrf import keeps_text
from service_desk.web.desk.act import Answer
from service_desk.web.desk.blueprint import blueprint
from service_desk.web.desk.bulk import show_bulk, show_done, undo_bulk
from service_desk.web.desk.export import export_list, order_long
from service_desk.web.desk.narrowing import narrow
from service_desk.web.desk.queue import show_queue
from service_desk.web.desk.tags import show_many, show_many_done, undo_many
from service_desk.web.limits import limited
from service_desk.web.rights import Right


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


@blueprint.post("/desk/narrow")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def narrowed() -> Response:
    """Narrow the list that is looked at, or take conditions off, and remember that for the person."""
    return narrow()


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

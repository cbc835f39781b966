"""The addresses of what officers arrange for themselves (saved lists, columns, keys, phrases), each with the right it demands."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from service_desk.web.access import needs
from service_desk.web.csrf import keeps_text
from service_desk.web.desk.act import Answer
from service_desk.web.desk.blueprint import blueprint
from service_desk.web.desk.columns import show_columns
from service_desk.web.desk.keys import keep_single_keys
from service_desk.web.desk.phrases import show_phrase, show_phrases
from service_desk.web.desk.views import change, save, show_views
from service_desk.web.limits import limited
from service_desk.web.rights import Right


@blueprint.route("/desk/views", methods=["GET", "POST"])
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def views() -> Answer:
    """Show the saved lists, or save the list that is looked at under a name."""
    return save() if request.method == "POST" else show_views()


@blueprint.post("/desk/views/<int:view_id>")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def view(view_id: int) -> Response:
    """Move a saved list, make it the first, drop it, or put it back."""
    return change(view_id)


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

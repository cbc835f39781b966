"""The addresses of what is arranged for many (absences, load, the zone's tags), each with the right it demands."""

from __future__ import annotations

from werkzeug.wrappers import Response

from service_desk.web.access import needs
from service_desk.web.csrf import keeps_text
from service_desk.web.desk.absence import cancel, show_absences
from service_desk.web.desk.act import Answer
from service_desk.web.desk.blueprint import blueprint
from service_desk.web.desk.load import show_load
from service_desk.web.desk.tag_list import show_tag, show_tags
from service_desk.web.rights import Right


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

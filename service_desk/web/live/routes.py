"""The addresses of live pages and of a person's news, with the right each demands."""

from __future__ import annotations

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from service_desk.web.access import needs, unattended
from service_desk.web.in_templates import put_into_templates
from service_desk.web.limits import limited
from service_desk.web.live.here import here_words, tell_here
from service_desk.web.live.list_poll import poll_address, poll_version, tell_list
from service_desk.web.live.news import (
    follow_or_not,
    follows,
    mark_as_seen,
    name_colleagues,
    show_news,
    unread_news,
)
from service_desk.web.rights import Right

blueprint = Blueprint("live", __name__)
put_into_templates(
    blueprint,
    here_words=here_words,
    follows=follows,
    unread_news=unread_news,
    poll_address=poll_address,
    poll_version=poll_version,
)


@blueprint.get("/desk/live")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@unattended
def queue() -> Response:
    """Tell an open list what has changed: 304 while nothing has."""
    return tell_list()


@blueprint.post("/desk/tickets/<number>/here")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@unattended
def here(number: str) -> dict[str, str | int]:
    """Record that somebody has a ticket open, and tell who else has and what has happened to it."""
    return tell_here(number)


@blueprint.get("/desk/tickets/<number>/colleagues")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def colleagues(number: str) -> Response:
    """Tell whom one may mention in a ticket."""
    return name_colleagues(number)


@blueprint.post("/desk/tickets/<number>/follow")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@limited("write")
def follow(number: str) -> AnyResponse:
    """Follow a ticket or stop following it."""
    return follow_or_not(number)


@blueprint.get("/desk/news")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def news() -> str:
    """Show what others did with the tickets one follows, and where one was mentioned."""
    return show_news()


@blueprint.post("/desk/news/<number>/seen")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
@limited("write")
def seen(number: str) -> AnyResponse:
    """Count the news of a ticket as seen."""
    return mark_as_seen(number)

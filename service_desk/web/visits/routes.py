"""Every address of the visits on one page, with the right it demands."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask_wtf.csrf import generate_csrf

from service_desk.persistence.database import db
from service_desk.usecases.firms.known_firms import look_up_firms
from service_desk.usecases.visits.follow_up_visit import find_visit
from service_desk.usecases.visits.photographs import read_photograph, read_small
from service_desk.web.access import current_user, needs, unattended
from service_desk.web.csrf import keeps_text
from service_desk.web.files import hand_out, show_thumbnail, store
from service_desk.web.in_templates import put_into_templates
from service_desk.web.limits import limited
from service_desk.web.rights import Right
from service_desk.web.visits.campaigns import Page, show_campaign, show_home, show_plan
from service_desk.web.visits.export import export_campaign
from service_desk.web.visits.later_photos import add_later, receive_one, remove
from service_desk.web.visits.offline import offline_copy
from service_desk.web.visits.photos import photos_of_visit
from service_desk.web.visits.visit import show_visit
from service_desk.web.visits.writing import receive_photo, show_form

blueprint = Blueprint("visits", __name__)
put_into_templates(blueprint, offline_copy=offline_copy, photos_of_visit=photos_of_visit)


@blueprint.get("/visits")
@needs(Right.VISIT_READ)
def home() -> Page:
    """Show what this browser has not sent yet, the campaigns, and the latest visits."""
    return show_home()


@blueprint.route("/visits/campaigns/new", methods=["GET", "POST"])
@needs(Right.VISIT_RECORD)
@keeps_text
@limited("write")
def campaign_new() -> Page:
    """Open a campaign."""
    return show_plan(None)


@blueprint.get("/visits/campaigns/<int:campaign_id>")
@needs(Right.VISIT_READ)
def campaign(campaign_id: int) -> Page:
    """Show how a campaign stands and a list of its visits."""
    return show_campaign(campaign_id)


@blueprint.route("/visits/campaigns/<int:campaign_id>/edit", methods=["GET", "POST"])
@needs(Right.VISIT_RECORD)
@keeps_text
@limited("write")
def campaign_edit(campaign_id: int) -> Page:
    """Change a campaign, or end it."""
    return show_plan(campaign_id)


@blueprint.get("/visits/campaigns/<int:campaign_id>/export.xlsx")
@needs(Right.VISIT_READ)
@limited("write", ("GET",))
def campaign_export(campaign_id: int) -> Response:
    """Hand out a campaign's visits and requests as a workbook."""
    return export_campaign(campaign_id)


@blueprint.route("/visits/new", methods=["GET", "POST"])
@needs(Right.VISIT_RECORD)
@keeps_text
@limited("write")
def write() -> Page:
    """Show the form of a visit, or take in what was filled in."""
    return show_form()


@blueprint.post("/visits/photos")
@needs(Right.VISIT_RECORD)
@limited("write")
def receive() -> tuple[dict[str, str], int]:
    """Receive one photograph for a visit that is being written down."""
    return receive_photo()


@blueprint.get("/visits/<number>/photos/<token>")
@needs(Right.VISIT_READ)
def photo(number: str, token: str) -> Response:
    """Hand out a photograph of a visit."""
    return hand_out(read_photograph(db.session(), find_visit(db.session(), number), token, store()))


@blueprint.get("/visits/<number>/photos/<token>/small")
@needs(Right.VISIT_READ)
def photo_thumbnail(number: str, token: str) -> Response:
    """Show the small picture of a photograph."""
    return show_thumbnail(read_small(db.session(), find_visit(db.session(), number), token, store()))


@blueprint.post("/visits/<number>/photos")
@needs(Right.VISIT_RECORD)
@keeps_text
@limited("write")
def add_photos(number: str) -> Page:
    """Add photographs to a visit that is recorded."""
    return add_later(number)


@blueprint.post("/visits/<number>/photos/receive")
@needs(Right.VISIT_RECORD)
@limited("write")
def receive_later(number: str) -> tuple[dict[str, str], int]:
    """Receive one photograph for a visit that is recorded."""
    return receive_one(number)


@blueprint.post("/visits/<number>/photos/<token>/remove")
@needs(Right.VISIT_RECORD)
@limited("write")
def remove_photo(number: str, token: str) -> Page:
    """Take a photograph away from a visit."""
    return remove(number, token)


@blueprint.get("/visits/token")
@needs(Right.VISIT_RECORD)
@unattended
def token() -> dict[str, int | str]:
    """Return who is signed in and the token of this session: a visit kept without a network is sent with it."""
    user = current_user()
    return {"user": user.id if user else 0, "token": generate_csrf()}


@blueprint.route("/visits/<number>", methods=["GET", "POST"])
@needs(Right.VISIT_READ)
@keeps_text
@limited("write")
def visit(number: str) -> Page:
    """Show a visit, or add what was done afterwards; whether this person may, the use case decides."""
    return show_visit(number)


@blueprint.get("/visits/firms")
@needs(Right.VISIT_RECORD, Right.TICKET_RECORD, Right.TICKET_CALL_BACK)
def firms() -> dict[str, list[dict[str, str]]]:
    """Return the firms that what is being typed may mean."""
    found = look_up_firms(db.session(), request.args.get("q", "")[:60])
    return {"firms": [{"name": row.name, "uscc": row.uscc or "", "park": row.park or ""} for row in found]}

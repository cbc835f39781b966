"""The receipt of a request: number, query code, QR code to the tracking page, who has it now, what happens next."""

from __future__ import annotations

import segno
from flask import current_app, make_response, render_template, request, url_for

from service_desk.config import Settings
from service_desk.persistence.database import db
from service_desk.usecases.reading.views import view_ticket
from service_desk.web.access import public
from service_desk.web.clock import now
from service_desk.web.portal.blueprint import Page, blueprint
from service_desk.web.portal.held import contact_of, held_ticket
from service_desk.web.portal.standing import standing_of
from service_desk.web.portal.tracking import ask_for_code, responsible_for


@blueprint.get("/receipts/<ticket_no>")
@public
def receipt(ticket_no: str) -> Page:
    """Show the receipt to the browser that submitted the request, or that has shown number and code."""
    ticket = held_ticket(ticket_no)
    if ticket is None:
        return ask_for_code(ticket_no)
    view = view_ticket(db.session(), ticket, contact_of(ticket), now())
    address = tracking_address(ticket_no)
    page = render_template(
        "portal/receipt.html",
        view=view,
        ticket=ticket,
        standing=standing_of(view),
        responsible=responsible_for(view),
        address=address,
        picture=qr_picture(address),
    )
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"  # it shows the query code
    return answer


def tracking_address(ticket_no: str) -> str:
    """Return the full address of the tracking page with the number filled in and without the code."""
    settings: Settings = current_app.extensions["desk_settings"]
    site = settings.public_url or request.host_url.rstrip("/")
    return site + url_for("portal.find", number=ticket_no)


def qr_picture(address: str) -> str:
    """Return a QR code as an address that an <img> can show; dark on white in every colour scheme."""
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_data_uri(scale=4, border=3, dark="#000", light="#fff"))

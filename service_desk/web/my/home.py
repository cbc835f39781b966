"""My enterprise: every request of the firm, whoever of us filed it, and what is not submitted yet."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request, url_for

from service_desk.domain.enterprise_accounts import FirmRole
from service_desk.domain.requests import SOURCE_NAMES
from service_desk.domain.states import STATE_NAMES, is_open
from service_desk.persistence.database import db
from service_desk.persistence.firms import filers, tickets_of_firm
from service_desk.persistence.tables import Ticket
from service_desk.web.access import needs
from service_desk.web.my.blueprint import Page, blueprint, my_firm, my_membership
from service_desk.web.portal.drafts import lines_of
from service_desk.web.portal.holding_drafts import own_drafts
from service_desk.web.rights import Right

PAGE = 20


@dataclass(frozen=True)
class Row:
    """One request as the firm's list shows it; `filed_by` is None where it was filed without an account."""

    ticket: Ticket
    filed_by: str | None
    is_open: bool


@blueprint.get("")
@needs(Right.TICKET_OWN)
def home() -> Page:
    """List the firm's requests, the newest first, with the drafts above them."""
    member = my_membership()
    if member is None:
        return render_template("my/no_firm.html"), 200
    after, before = _id("after"), _id("before")
    found = list(
        tickets_of_firm(db.session(), member.enterprise_id, before=before, after=after, size=PAGE + 1)
    )
    has_more = len(found) > PAGE
    shown = (found[1:] if after is not None else found[:PAGE]) if has_more else found
    newer = has_more if after is not None else before is not None
    older = True if after is not None else has_more
    names = filers(db.session(), [ticket.id for ticket in shown])
    return render_template(
        "my/home.html",
        firm=my_firm(),
        is_manager=member.role == FirmRole.MANAGER.value,
        rows=[Row(ticket, names.get(ticket.id), is_open(ticket.state_now)) for ticket in shown],
        state_names=STATE_NAMES,
        source_names={source.value: name for source, name in SOURCE_NAMES.items()},
        drafts=lines_of(own_drafts()),
        newer=url_for("my.home", after=shown[0].id) if shown and newer else None,
        older=url_for("my.home", before=shown[-1].id) if shown and older else None,
    )


def _id(name: str) -> int | None:
    written = request.args.get(name, "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else None

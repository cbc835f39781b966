"""The blueprint of a firm's own pages, and for whom they are."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from service_desk.persistence.database import db
from service_desk.persistence.firms import member_of
from service_desk.persistence.tables import Enterprise, FirmMember
from service_desk.web.access import current_user

blueprint = Blueprint("my", __name__, url_prefix="/my")
Page = str | tuple[str, int] | Response


def my_membership() -> FirmMember | None:
    """Return for which firm the signed-in person acts, None for an account that belongs to none."""
    user = current_user()
    return member_of(db.session(), user.id) if user is not None else None


def my_firm() -> Enterprise:
    """Return the firm of the signed-in person; 403 where there is none."""
    member = my_membership()
    if member is None:
        raise Forbidden
    return db.session().get_one(Enterprise, member.enterprise_id)

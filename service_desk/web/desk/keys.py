"""Whether single keys are shortcuts for a person: said to the pages that have them, and changed from there."""

from __future__ import annotations

from flask import Response, abort, request

from service_desk.persistence.database import db
from service_desk.usecases.handling.keep_choices import choices_of, choose_single_keys
from service_desk.web.access import current_actor
from service_desk.web.forms import DeskForm


def single_keys() -> str:
    """Return the word the page's scripts go by."""
    return "on" if choices_of(db.session(), current_actor()).single_keys else "off"


def keep_single_keys() -> Response:
    """Store what the person has switched; answers 400 for a forged or an unreadable wish."""
    wish = request.form.get("keys")
    if not DeskForm().validate_on_submit() or wish not in ("on", "off"):
        abort(400)
    choose_single_keys(current_actor(), are_on=wish == "on")
    return Response(status=204)

"""The blueprint of the administrator's screens, and what every one of them shows."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from service_desk.persistence.database import db
from service_desk.usecases.zone.unloaded_years import unloaded_years
from service_desk.web.clock import now

blueprint = Blueprint("admin", __name__)
Page = str | tuple[str, int] | Response


@blueprint.context_processor
def _unloaded_years() -> dict[str, Any]:
    """Name the years whose days off are needed soon and not loaded: the banner on every page of the administrator."""
    return {"unloaded_years": unloaded_years(db.session(), now())}

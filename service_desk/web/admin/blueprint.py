"""The blueprint of the administrator's screens, and what every one of them shows."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from service_desk.persistence.database import db
from service_desk.usecases.zone.unloaded_years import unloaded_years
from service_desk.web.clock import now

blueprint = Blueprint("admin", __name__)
Page = str | tuple[str, int] | Response


LARGEST = 2**31 - 1
"""The largest number of a row; a larger one in an address belongs to nothing."""


def asked(name: str) -> str:
    """Return a parameter of the address, trimmed; without the NUL that no database takes."""
    return request.args.get(name, "").replace("\x00", "").strip()[:100]


def asked_number(name: str) -> int | None:
    """Return a parameter of the address as the number of a row, None where it is none."""
    number = request.args.get(name, type=int)
    return number if number is not None and 0 <= number <= LARGEST else None


@blueprint.context_processor
def _unloaded_years() -> dict[str, Any]:
    """Name the years whose days off are needed soon and not loaded: the banner on every page of the administrator."""
    return {"unloaded_years": unloaded_years(db.session(), now())}

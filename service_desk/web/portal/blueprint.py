"""The blueprint of the enterprise portal, on which its modules hang their routes."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("portal", __name__)
Page = str | tuple[str, int] | Response

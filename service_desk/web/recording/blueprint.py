"""The blueprint of proxy filing (代录), on which its modules hang their routes."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("recording", __name__)
Page = str | tuple[str, int] | Response

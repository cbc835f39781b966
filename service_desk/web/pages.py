"""Pages that only inform: privacy, accessibility, and who runs the desk."""

from __future__ import annotations

from flask import Blueprint, render_template

from service_desk.web.access import public

blueprint = Blueprint("pages", __name__)


@blueprint.get("/privacy")
@public
def privacy() -> str:
    """Say what is asked for, why, who sees it and for how long it is kept."""
    return render_template("pages/privacy.html")


@blueprint.get("/accessibility")
@public
def accessibility() -> str:
    """Say how the desk is used without a mouse, with large type, and where to complain when it cannot."""
    return render_template("pages/accessibility.html")


@blueprint.get("/about")
@public
def about() -> str:
    """Say who runs the desk and how to reach it."""
    return render_template("pages/about.html")

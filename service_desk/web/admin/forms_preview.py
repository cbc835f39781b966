"""A draft of a request form as an enterprise would see it; it can be filled in and checked, and nothing is filed."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from service_desk.domain.catalogue import Catalogue, RequestType
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.usecases.acting.rules import calendar_in_force, catalogue_in_force, factors_in_force
from service_desk.web.access import needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.form_view import form_view
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.request_form import form_class
from service_desk.web.limits import limited
from service_desk.web.portal.filed_request import sections_of
from service_desk.web.portal.form_page import form_context
from service_desk.web.portal.tiles import slug_of, tile_of
from service_desk.web.rights import Right


@blueprint.route("/admin/forms/<code>/preview", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def forms_preview(code: str) -> Page:
    """Show the form of the draft and check what is typed into it; without a draft, the form in force."""
    view = form_view(code)
    if view.read is None:
        flash(_("草稿还有错误，改好后才能预览。"), "warn")
        return redirect(url_for("admin.forms_edit", code=code), 303)
    catalogue, today = catalogue_in_force(db.session()), local_date(now())
    kind = shown_type(catalogue, code)
    filled = form_class(view.read, today.year)(
        today=today, calendar=calendar_in_force(db.session()), factors=factors_in_force(db.session(), today)
    )
    context = {
        "view": view, "kind": kind, "types": [each for each in catalogue.request_types.values() if each.form == code],
        "slug": slug_of(kind), "tile": tile_of(kind.code), "is_preview": True,
        **form_context(kind, view.read, catalogue, today.year, filled.factors),
    }  # fmt: skip
    if request.method == "POST" and filled.validate_on_submit():
        return render_template(
            "admin/forms_preview_answers.html", form=filled, sections=sections_of(filled), **context
        )
    return render_form("admin/forms_preview.html", filled, **context)


def shown_type(catalogue: Catalogue, code: str) -> RequestType:
    """Return the request type whose hints are shown: the one asked for, else the first that is filed with the form."""
    types = {kind.code: kind for kind in catalogue.request_types.values() if kind.form == code}
    return (
        types.get(request.args.get("type", ""))
        or next(iter(types.values()), None)
        or next(iter(catalogue.request_types.values()))
    )

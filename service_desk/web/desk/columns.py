"""The page on which a person chooses the columns of his lists and how close their lines stand."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.desk_columns import Density
from service_desk.persistence.database import db
from service_desk.usecases.handling.keep_choices import choices_of, choose_columns, choose_usual_columns
from service_desk.web.access import current_actor
from service_desk.web.forms import render_form
from service_desk.web.forms.desk_queue import ColumnsForm

Answer = str | tuple[str, int] | Response


def show_columns() -> Answer:
    """Show what the person sees in his lists, or store what he has chosen."""
    actor = current_actor()
    chosen = choices_of(db.session(), actor)
    form = ColumnsForm(
        data={"columns": [column.value for column in chosen.columns], "density": chosen.density.value}
    )
    form.offer()
    if not form.validate_on_submit():
        return render_form("desk/columns.html", form, is_usual=chosen.is_usual)
    if "usual" in request.form:
        choose_usual_columns(actor)
        flash(_("已恢复默认的列。"))
    else:
        choose_columns(actor, columns=form.columns.data or [], density=Density(form.density.data))
        flash(_("已保存，在您登录的每台电脑上都这样显示。"))
    return redirect(url_for("desk.queue"), 303)

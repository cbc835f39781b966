"""Adding photographs to a visit that is recorded, and taking one away again."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from service_desk.domain.refusals import InvalidInput
from service_desk.persistence.database import db
from service_desk.usecases.visits.change_photographs import add_photographs, later_key, remove_photograph
from service_desk.usecases.visits.follow_up_visit import find_visit
from service_desk.web.access import current_actor
from service_desk.web.clock import now
from service_desk.web.forms.files import ForVisit, UploadForm
from service_desk.web.visits.campaigns import Page
from service_desk.web.visits.photos import empty_form
from service_desk.web.visits.visit import visit_page


def add_later(number: str) -> Page:
    """Add the photographs that were sent; what cannot be taken stands beside the field, those taken stay received."""
    form, actor = empty_form(number), current_actor()
    form.files.take(ForVisit(later_key(number), actor))
    if form.validate_on_submit():
        try:
            count = add_photographs(number, form.files.tokens, actor, now())
        except InvalidInput as refusal:
            form.refuse(refusal)
        else:
            flash(_("已补充 %(n)s 张照片，记录里留有痕迹。", n=count))
            return _back(number)
    return visit_page(find_visit(db.session(), number), later_photos=form)


def receive_one(number: str) -> tuple[dict[str, str], int]:
    """Receive one photograph for a recorded visit, as soon as it is chosen."""
    upload = UploadForm()
    upload.files.take(ForVisit(later_key(number), current_actor()))
    return upload.files.received()


def remove(number: str, token: str) -> Page:
    """Take a photograph away."""
    remove_photograph(number, token, current_actor(), now())
    flash(_("照片已删除，记录里留有痕迹。"))
    return _back(number)


def _back(number: str) -> Page:
    return redirect(url_for("visits.visit", number=number, _anchor="photos"), 303)  # type: ignore[return-value]

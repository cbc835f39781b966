"""A request form as a page opens it: from a draft, from the words of the home page, or empty, in the version it began with."""

from __future__ import annotations

import re
from typing import Any

from flask import request

from service_desk.domain.catalogue import RequestType
from service_desk.domain.request_forms import RequestForm
from service_desk.domain.requests import MAX_BODY, Kind, short_title
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.tables import RequestDraft
from service_desk.usecases.acting.published_forms import form_in_force, form_under
from service_desk.usecases.acting.rules import calendar_in_force, factors_in_force, rules_in_force
from service_desk.usecases.intake.keep_request_draft import new_code
from service_desk.web.clock import now
from service_desk.web.forms.request_form import FilledForm, form_class
from service_desk.web.portal.kept_form import code_of_this_form, filled_from, name_the_firm

_NATURE = {
    "enquiry_praise": Kind.CONSULT,
    "policy_advice": Kind.CONSULT,
    "conduct_inspection": Kind.COMPLAINT,
}
"""What a request of these types most often is; the others ask for help."""


def definition_for(kind: RequestType, draft: RequestDraft | None = None) -> RequestForm:
    """Return the form in the version that the page or the draft began with; the one in force where it was never published."""
    began_with, named = (_began(name, draft) for name in ("form_version", "form_code"))
    code = named if named in rules_in_force(db.session()).forms_of(kind.code) else kind.form
    known = (
        form_under(db.session(), code, int(began_with)) if re.fullmatch(r"[0-9]{1,9}", began_with) else None
    )
    return known or form_in_force(db.session(), kind.form)


def _began(name: str, draft: RequestDraft | None) -> str:
    """Return what the page or the draft says that it began with."""
    kept = draft.fields.get(name, [""])[0] if draft is not None else ""
    return request.values.get(name, kept)


def made_form(kind: RequestType, draft: RequestDraft | None = None, **more: Any) -> FilledForm:
    """Return the form of a request type, in the version the page or the draft began with, under today's rules."""
    today = local_date(now())
    made = form_class(definition_for(kind, draft), today.year)
    factors = factors_in_force(db.session(), today)
    return made(today=today, calendar=calendar_in_force(db.session()), factors=factors, **more)


def open_form(kind: RequestType, draft: RequestDraft | None) -> FilledForm:
    """Return the form with what its draft, its page or the home page's box holds."""
    more = {"formdata": filled_from(draft)} if draft is not None else {}
    filled = made_form(kind, draft, **more)
    if draft is not None:
        filled.submission_key.data, filled.draft_version.data = draft.code, str(draft.version)
    elif request.method == "GET":
        filled.submission_key.data = new_code()
        _propose_nature(filled, kind)
        name_the_firm(filled)
    elif request.form.get("step") == "start":
        _begin_with(filled, kind, request.form.get("problem", "")[:MAX_BODY])
    else:
        filled.submission_key.data = code_of_this_form()
    return filled


def _propose_nature(filled: FilledForm, kind: RequestType) -> None:
    if "kind" in filled:
        filled.kind.data = _NATURE.get(kind.code, Kind.HELP).value


def _begin_with(filled: FilledForm, kind: RequestType, problem: str) -> None:
    """Carry the words of the home page's box into the form that was chosen; the rest stands as in an empty form."""
    filled.process(formdata=None)
    filled.submission_key.data = new_code()
    filled.form_version.data, filled.form_code.data = str(filled.definition.version), filled.definition.code
    filled.body.data = problem.strip()
    _propose_nature(filled, kind)
    name_the_firm(filled)
    if "kind" in filled:
        filled.title.data = short_title(problem)

"""Answers as everybody reads them: the list with its search, one answer, and whether it helped."""

from __future__ import annotations

import re

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.catalogue import Catalogue, Category, RequestType
from service_desk.domain.refusals import Refusal
from service_desk.domain.telling import department_name
from service_desk.persistence.answer_index import MOST_FOUND
from service_desk.persistence.database import db
from service_desk.persistence.knowledge import vote_of
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.knowledge.find_answers import PublicAnswer, list_answers, read_answer
from service_desk.usecases.knowledge.rate_answer import explain_vote, rate_answer
from service_desk.usecases.knowledge.read_area import running_notices
from service_desk.web.access import public
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.knowledge import NoHelpForm
from service_desk.web.knowledge.blueprint import NAMES, Page, blueprint
from service_desk.web.knowledge.reader import known_voter, voter
from service_desk.web.language import current_language
from service_desk.web.limits import limited
from service_desk.web.portal.tiles import slug_of

LONGEST = 100
_BREAKS = re.compile(r"[^\w]+")


@blueprint.get("/knowledge")
@public
def answers() -> Page:
    """Show what was published: all of it, of a category or type, or what holds the words looked for."""
    session, catalogue = db.session(), catalogue_in_force(db.session())
    typed = request.args.get("q", "").replace("\x00", "")[:LONGEST].strip()
    kind = _kind(catalogue, request.args.get("type", ""))
    category = kind.category if kind else _category(request.args.get("category", ""))
    listed = list_answers(
        session,
        now(),
        typed=typed,
        category=category,
        request_type=kind.code if kind else None,
        before=_before(),
    )
    return render_template(
        "knowledge/answers.html", **NAMES, listed=listed, typed=typed, category=category, kind=kind,
        kinds=catalogue.types_of(category) if category else (), categories=list(Category),
        types=catalogue.request_types, notices=() if typed or _before() else running_notices(session), most=MOST_FOUND,
        older=url_for("knowledge.answers", category=category, type=kind and kind.code, before=listed.before)
        if listed.before else None,
    )  # fmt: skip


@blueprint.get("/knowledge/<int:answer_id>")
@public
def answers_short(answer_id: int) -> Page:
    """Lead to an answer by its number alone."""
    return redirect(address_of(_found(answer_id)), 303)


@blueprint.get("/knowledge/<int:answer_id>-<slug>")
@public
def answers_show(answer_id: int, slug: str) -> Page:
    """Show an answer, and ask whether it helped."""
    found = _found(answer_id)
    if slug != slug_of_title(found.words.title):
        return redirect(address_of(found), 303)
    return _answer_page(found, NoHelpForm(formdata=None))[0]


@blueprint.post("/knowledge/<int:answer_id>/vote")
@public
@limited("vote")
def answers_vote(answer_id: int) -> Response:
    """Count whether an answer helped, once for each browser."""
    is_helpful = request.form.get("helpful") == "yes"
    if request.form.get("helpful") not in ("yes", "no"):
        abort(400)
    is_new = rate_answer(answer_id, voter(answer_id), now(), is_helpful=is_helpful)
    flash(_("谢谢您的反馈。") if is_new else _("您已经反馈过这一条，没有重复计数。"))
    return redirect(address_of(_found(answer_id)) + "#helped", 303)


@blueprint.post("/knowledge/<int:answer_id>/missing")
@public
@keeps_text
@limited("vote")
def answers_missing(answer_id: int) -> Page:
    """Take down what is missing in an answer, for the department that answers for it."""
    found, form = _found(answer_id), NoHelpForm()
    if not form.validate_on_submit():
        return _answer_page(found, form)
    try:
        explain_vote(answer_id, voter(answer_id), now(), words=form.words.data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _answer_page(found, form)
    flash(_("已转给负责的部门，谢谢。"))
    return redirect(address_of(found) + "#helped", 303)


def address_of(found: PublicAnswer) -> str:
    """Return the address of an answer, its title in it."""
    return url_for("knowledge.answers_show", answer_id=found.answer.id, slug=slug_of_title(found.words.title))


def slug_of_title(title: str) -> str:
    """Return a title as it stands in an address: letters and digits, everything else one hyphen."""
    return _BREAKS.sub("-", title).strip("-_")[:60] or "answer"


def _answer_page(found: PublicAnswer, form: NoHelpForm) -> tuple[str, int]:
    session, name = db.session(), known_voter(found.answer.id)
    catalogue = catalogue_in_force(session)
    kind = catalogue.request_types.get(found.answer.request_type or "")
    return render_form(
        "knowledge/answer.html", form, **NAMES, found=found, language=current_language(), kind=kind,
        lead=department_name(found.answer.department, catalogue), slug_of=slug_of,
        vote=vote_of(session, found.answer.id, name) if name else None,
    )  # fmt: skip


def _found(answer_id: int) -> PublicAnswer:
    return read_answer(db.session(), answer_id, now()) or abort(404)


def _kind(catalogue: Catalogue, code: str) -> RequestType | None:
    return catalogue.request_types.get(code)


def _category(code: str) -> Category | None:
    return Category(code) if code in list(Category) else None


def _before() -> int | None:
    given = request.args.get("before", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None

"""Writing an answer, from nothing or from a struck-off ticket, and writing it anew."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.refusals import NotEntitled, NotFound, Refusal, Stale
from service_desk.persistence.database import db
from service_desk.persistence.knowledge import edition_of
from service_desk.persistence.tables import Answer, AnswerEdition
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.knowledge.begin_answer import begin_from_ticket, departments_of
from service_desk.usecases.knowledge.keep_answer import rewrite_answer, write_answer
from service_desk.usecases.knowledge.wording import Wording
from service_desk.usecases.reading.find_ticket import find_for_officer
from service_desk.web.access import current_actor, needs
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.errors import Change
from service_desk.web.forms import render_form
from service_desk.web.forms.knowledge import AnswerForm
from service_desk.web.knowledge.blueprint import NAMES, Page, blueprint
from service_desk.web.knowledge.desk import answer_of, changes_since
from service_desk.web.limits import limited
from service_desk.web.rights import Right


@blueprint.route("/desk/knowledge/new", methods=["GET", "POST"])
@needs(Right.KNOWLEDGE_WRITE)
@keeps_text
@limited("write")
def desk_new() -> Page:
    """Write an answer from nothing, or from a struck-off ticket."""
    form, session = AnswerForm(), db.session()
    form.offer(catalogue_in_force(session))
    if request.method == "GET":
        form.ticket.data = request.args.get("ticket", "")[:20]
        form.show(_beginning(form.ticket.data))
    if not form.validate_on_submit():
        return _form_page(form)
    try:
        answer = write_answer(
            current_actor(),
            now(),
            form.wording(),
            is_clean=bool(form.is_clean.data),
            from_ticket=form.ticket.data or None,
        )
    except (NotFound, NotEntitled):
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _form_page(form)
    return _saved(answer)


@blueprint.route("/desk/knowledge/<int:answer_id>/edit", methods=["GET", "POST"])
@needs(Right.KNOWLEDGE_WRITE)
@keeps_text
@limited("write")
def desk_edit(answer_id: int) -> Page:
    """Write an answer anew; what is public stays until the new words are approved."""
    answer, form = answer_of(answer_id), AnswerForm()
    form.offer(catalogue_in_force(db.session()))
    if request.method == "GET":
        form.show(_wording(edition_of(db.session(), answer)))
        form.seen.data = str(answer.version)
    if not form.validate_on_submit():
        return _form_page(form, answer)
    try:
        changed = rewrite_answer(
            answer_id, current_actor(), now(), form.wording(), is_clean=bool(form.is_clean.data),
            seen_version=form.seen_version,
        )  # fmt: skip
    except Stale:
        fresh, seen = answer_of(answer_id), form.seen_version
        form.seen.data = str(fresh.version)
        return _form_page(form, fresh, changes_since(fresh, seen))[0], 409
    except (NotFound, NotEntitled):
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _form_page(form, answer)
    return _saved(changed)


def _form_page(
    form: AnswerForm, answer: Answer | None = None, changes: list[Change] | None = None
) -> tuple[str, int]:
    return render_form("knowledge/desk_form.html", form, **NAMES, answer=answer, changes=changes or [])


def _beginning(number: str) -> Wording:
    """Return what the form begins with; raises NotFound, NotPossible."""
    session, actor = db.session(), current_actor()
    if number:
        return begin_from_ticket(find_for_officer(session, number, actor))
    return Wording("", "", "", departments_of(actor, catalogue_in_force(session).coordinator))


def _wording(edition: AnswerEdition) -> Wording:
    return Wording(
        title=edition.title, question=edition.question, text=edition.text, departments=tuple(edition.departments),
        request_type=edition.request_type, title_en=edition.title_en, question_en=edition.question_en,
        text_en=edition.text_en,
    )  # fmt: skip


def _saved(answer: Answer) -> Response:
    flash(_("已保存为草稿，提交审核后由别人审核发布。"))
    return redirect(url_for("knowledge.desk_show", answer_id=answer.id), 303)

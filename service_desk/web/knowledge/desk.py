"""The officers' side of the knowledge base: lists, one answer with its story, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.knowledge.answers import ANSWER_ACT_NAMES, AnswerAct, possible_acts
from service_desk.domain.refusals import NotEntitled, NotFound, Refusal, Stale
from service_desk.domain.telling import department_name
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.knowledge import (
    COUNT_LIMIT,
    AnswerList,
    AnswerPlace,
    answer_by_id,
    answer_counts,
    answers_page,
    edition_of,
    steps_of,
    words_on,
)
from service_desk.persistence.tables import Answer
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.knowledge.changing_answer import UNKNOWN_ANSWER, facts_of
from service_desk.usecases.knowledge.find_answers import read_answer
from service_desk.usecases.knowledge.keep_answer import (
    confirm_answer,
    hand_in_answer,
    publish_answer,
    send_back_answer,
    withdraw_answer,
)
from service_desk.web.access import current_actor, needs
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.errors import Change
from service_desk.web.formats import count_words
from service_desk.web.forms import render_form
from service_desk.web.forms.knowledge import AnswerActForm
from service_desk.web.knowledge.blueprint import NAMES, Page, blueprint
from service_desk.web.knowledge.public import address_of
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.rights import Right

LIST_NAMES: dict[AnswerList, Bilingual] = {
    AnswerList.PUBLISHED: Bilingual("已发布", "Published"),
    AnswerList.IN_REVIEW: Bilingual("待审核", "In review"),
    AnswerList.DRAFT: Bilingual("草稿", "Drafts"),
    AnswerList.DUE: Bilingual("待复核", "To look at again"),
    AnswerList.UNHELPFUL: Bilingual("没帮上忙的", "Unhelpful"),
    AnswerList.WITHDRAWN: Bilingual("已撤下", "Withdrawn"),
}
_ACTS: dict[AnswerAct, Callable[..., Answer]] = {
    AnswerAct.HAND_IN: hand_in_answer,
    AnswerAct.PUBLISH: publish_answer,
    AnswerAct.SEND_BACK: send_back_answer,
    AnswerAct.CONFIRM: confirm_answer,
    AnswerAct.WITHDRAW: withdraw_answer,
}
_WITH_NOTE = frozenset({AnswerAct.SEND_BACK, AnswerAct.WITHDRAW})
_WITH_DAY = frozenset({AnswerAct.PUBLISH, AnswerAct.CONFIRM})


@blueprint.get("/desk/knowledge")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def desk() -> Page:
    """List the answers: by state, those to be looked at again, those that did not help."""
    session, today = db.session(), local_date(now())
    wanted = request.args.get("list", "")
    listed = AnswerList(wanted) if wanted in list(AnswerList) else AnswerList.PUBLISHED
    mine = current_actor().department if request.args.get("mine") else None
    page = answers_page(session, listed, today, department=mine, after=_place())
    counts = answer_counts(session, today, mine)
    further = page.further
    return render_template(
        "knowledge/desk.html", **NAMES, page=page, listed=listed, mine=mine, today=today,
        tabs=[(each, LIST_NAMES[each], count_words(counts[each], COUNT_LIMIT - 1)) for each in AnswerList],
        departments=catalogue_in_force(session).departments,
        older=url_for("knowledge.desk", list=listed, mine=mine and "1", after=f"{further.value}.{further.answer_id}")
        if further else None,
    )  # fmt: skip


@blueprint.route("/desk/knowledge/<int:answer_id>")
@needs(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT)
def desk_show(answer_id: int) -> Page:
    """Show an answer with its state, its story and what its readers say."""
    return _answer_page(answer_of(answer_id), AnswerActForm(formdata=None))[0]


@blueprint.route("/desk/knowledge/<int:answer_id>/acts", methods=["POST"])
@needs(Right.KNOWLEDGE_WRITE)
@keeps_text
@limited("write")
def desk_act(answer_id: int) -> Page:
    """Hand an answer in, publish it, send it back, confirm or withdraw it."""
    answer, form = answer_of(answer_id), AnswerActForm()
    wanted = request.form.get("act", "")
    act = AnswerAct(wanted) if wanted in {each.value for each in _ACTS} else abort(400)
    if not form.validate_on_submit():
        return _answer_page(answer, form)
    given: dict[str, Any] = {"note": form.note.data or ""} if act in _WITH_NOTE else {}
    if act in _WITH_DAY:
        given["review_on"] = form.review_on.data
    try:
        _ACTS[act](answer_id, current_actor(), now(), seen_version=form.seen_version, **given)
    except Stale:
        fresh = answer_of(answer_id)
        return _answer_page(fresh, form, changes_since(fresh, form.seen_version))[0], 409
    except (NotFound, NotEntitled):
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return _answer_page(answer, form)
    flash(_("已办：%(what)s。", what=say(ANSWER_ACT_NAMES[act])))
    return redirect(url_for("knowledge.desk_show", answer_id=answer_id), 303)


def _answer_page(answer: Answer, form: AnswerActForm, changes: list[Change] | None = None) -> tuple[str, int]:
    session, asked = db.session(), request.args.get("edition", "")
    known = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else answer.edition
    number = known if 1 <= known <= answer.edition else answer.edition
    catalogue, actor = catalogue_in_force(session), current_actor()
    edition = edition_of(session, answer, number)
    form.seen.data = str(answer.version)
    acts = possible_acts(facts_of(session, answer), actor)
    public = read_answer(session, answer.id, now())
    return render_form(
        "knowledge/desk_show.html", form, **NAMES, answer=answer, edition=edition, changes=changes or [],
        steps=steps_of(session, answer.id), words=words_on(session, answer.id), today=local_date(now()),
        acts=[act for act in acts if act in _ACTS], may_write=AnswerAct.WRITE in acts,
        asks_note=bool(_WITH_NOTE.intersection(acts)), asks_day=bool(_WITH_DAY.intersection(acts)),
        public=public, public_address=address_of(public) if public else None,
        kind=catalogue.request_types.get(edition.request_type or ""),
        departments=[department_name(code, catalogue) for code in edition.departments],
    )  # fmt: skip


def changes_since(answer: Answer, seen: int) -> list[Change]:
    """Say what was done to an answer since the version somebody saw."""
    return [
        Change(each.at, each.by_name, ANSWER_ACT_NAMES[AnswerAct(each.act)])
        for each in steps_of(db.session(), answer.id, after=seen)
    ]


def answer_of(answer_id: int) -> Answer:
    """Return an answer; raises NotFound."""
    answer = answer_by_id(db.session(), answer_id)
    if answer is None:
        raise NotFound(UNKNOWN_ANSWER)
    return answer


def _place() -> AnswerPlace | None:
    value, _dot, answer_id = request.args.get("after", "").partition(".")
    if not all(part.isascii() and part.isdecimal() and len(part) < 10 for part in (value, answer_id)):
        return None
    return AnswerPlace(int(value), int(answer_id))

"""What the zone has learnt: the lessons with their effect, the versions of the book, and their revision with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from service_desk.domain.catalogue import CATEGORY_NAMES, Category
from service_desk.domain.lesson_book import BOOK_ACT_NAMES, LESSON_KIND_NAMES, BookAct, LessonKind
from service_desk.domain.refusals import NotFound, Refusal, Stale
from service_desk.domain.telling import department_name
from service_desk.persistence.database import db
from service_desk.persistence.tables import LessonChangeRow, LessonRow
from service_desk.usecases.acting.rules import catalogue_in_force
from service_desk.usecases.learning.read_lessons import (
    lesson_page,
    newest_version,
    one_lesson,
    one_version,
    version_page,
)
from service_desk.usecases.learning.read_record import LAST, read_record
from service_desk.usecases.learning.revise_lessons import exclude_lesson, readmit_lesson, return_to_version
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.blueprint import Page, asked_number, blueprint
from service_desk.web.admin.told import Told
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.forms import render_form
from service_desk.web.forms.admin import seen_version
from service_desk.web.forms.admin_learning import ReasonForm
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.rights import Right

_NUMBER = "<int(max=2147483647):number>"


@blueprint.get("/admin/classifier/lessons")
@needs(Right.CLASSIFIER_READ)
def classifier_lessons() -> Page:
    """List the lessons, newest first, each with how often it changed a suggestion and how often that was right."""
    views, older = lesson_page(db.session(), asked_number("before"))
    return render_template(
        "admin/classifier_lessons.html",
        views=views, older=older, effect=read_record(db.session(), LAST[-1]).by_lesson, last=LAST[-1], **_names(),
    )  # fmt: skip


@blueprint.get("/admin/classifier/versions")
@needs(Right.CLASSIFIER_READ)
def classifier_versions() -> Page:
    """List the versions of the lessons: what made each of them, by whom and why."""
    rows, older = version_page(db.session(), asked_number("before"))
    return render_template(
        "admin/classifier_versions.html",
        rows=rows, older=older, newest=newest_version(db.session()),
        entries={row.version: _told(row) for row in rows},
    )  # fmt: skip


@blueprint.route(f"/admin/classifier/lessons/{_NUMBER}", methods=["GET", "POST"])
@needs(Right.CLASSIFIER_REVISE)
@keeps_text
@limited("write")
def classifier_lesson(number: int) -> Page:
    """Show one lesson with its history; exclude it or readmit it with a reason."""
    one_lesson(db.session(), number)
    form = ReasonForm(seen=str(newest_version(db.session())))

    def revise(seen: int) -> None:
        act = exclude_lesson if one_lesson(db.session(), number).holds else readmit_lesson
        act(number, form.reason.data or "", by=current_actor(), now=now(), seen_version=seen)

    def page(status: int | None) -> tuple[str, int]:
        view = one_lesson(db.session(), number)
        html, usual = render_form(
            "admin/classifier_lesson.html", form, view=view, is_stale=status == 409,
            history=[_told(row) for row in view.changes], **_names(),
        )  # fmt: skip
        return html, status or usual

    return _revised(form, revise, page, "admin.classifier_lessons")


@blueprint.route(f"/admin/classifier/versions/{_NUMBER}", methods=["GET", "POST"])
@needs(Right.CLASSIFIER_REVISE)
@keeps_text
@limited("write")
def classifier_version(number: int) -> Page:
    """Show what a return to a version would change; return to it with a reason."""
    one_version(db.session(), number)
    form = ReasonForm(seen=str(newest_version(db.session())))

    def revise(seen: int) -> None:
        return_to_version(number, form.reason.data or "", by=current_actor(), now=now(), seen_version=seen)

    def page(status: int | None) -> tuple[str, int]:
        html, usual = render_form(
            "admin/classifier_version.html", form, view=one_version(db.session(), number),
            is_stale=status == 409, **_names(),
        )  # fmt: skip
        return html, status or usual

    return _revised(form, revise, page, "admin.classifier_versions")


def _revised(
    form: ReasonForm, revise: Callable[[int], None], page: Callable[[int | None], Page], onward: str
) -> Page:
    """Do what was asked, or show the page again with the reason as it was typed."""
    if not form.validate_on_submit():
        return page(None)
    try:
        revise(seen_version(form.seen))
    except Stale:
        form.seen.data = str(newest_version(db.session()))
        return page(409)
    except NotFound:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
        return page(None)
    flash(_("已生效：从下一件起按新的版本研判。"))
    return redirect(url_for(onward), 303)


def _told(row: LessonChangeRow) -> Told:
    """Return a version in words."""
    words = say(BOOK_ACT_NAMES[BookAct(row.act)])
    if row.to_version is not None:
        words = _("回到第 %(n)s 版", n=row.to_version)
    elif row.lesson_id is not None:
        words = _("%(what)s：第 %(n)s 条", what=words, n=row.lesson_id)
    return Told(row.at, words, row.by_name, row.reason)


def _names() -> dict[str, Any]:
    """Return what the templates of lessons need to name things."""
    catalogue = catalogue_in_force(db.session())

    def sorted_as(category: str | None, request_type: str | None) -> str:
        kind = catalogue.request_types.get(request_type or "")
        named = say(CATEGORY_NAMES[Category(category)]) if category else "—"
        return f"{named} · {say(kind.name) if kind else request_type or '—'}"

    def before_and_after(row: LessonRow) -> tuple[str, str]:
        if row.kind == LessonKind.LEAD:
            return (
                say(department_name(row.suggested_lead or "", catalogue)),
                say(department_name(row.decided_lead or "", catalogue)),
            )
        return (
            sorted_as(row.suggested_category, row.suggested_type),
            sorted_as(row.decided_category, row.decided_type),
        )

    kinds: Mapping[str, Any] = {kind.value: name for kind, name in LESSON_KIND_NAMES.items()}
    return {"before_and_after": before_and_after, "lesson_kinds": kinds}

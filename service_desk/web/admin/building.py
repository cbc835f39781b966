"""What every page of changing a form part by part does: read the draft's tables, keep a step as the draft, go back to the part."""

from __future__ import annotations

from tomllib import TOMLDecodeError

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.refusals import Refusal, Stale
from service_desk.domain.request_forms.editing import Keys, Kind, Part, parse
from service_desk.persistence.database import db
from service_desk.usecases.zone.draft_form import form_log_version, save_form_draft
from service_desk.web.access import current_actor
from service_desk.web.admin.blueprint import Page
from service_desk.web.admin.form_view import FormView, as_changes, form_history, form_view
from service_desk.web.clock import now
from service_desk.web.forms import DeskForm
from service_desk.web.forms.admin import seen_version
from service_desk.web.language import say


def parsed(code: str) -> tuple[FormView, Keys]:
    """Return a form with its tables; a text that is no TOML can be mended as text only."""
    view = form_view(code)
    try:
        return view, parse(view.text)
    except (TOMLDecodeError, RecursionError):
        flash(_("草稿的文字有错，先在文字里改好，才能逐项编辑。"), "warn")
        abort(redirect(url_for("admin.forms_edit", code=code), 303))


def look_at_newest(code: str, form: DeskForm) -> None:
    """Remember the form's last change in the page that shows it."""
    form["seen"].data = str(form_log_version(db.session(), code))


def save(view: FormView, form: DeskForm, text: str) -> Page | None:
    """Keep the text as the draft; return the page to show where that is not possible, None where it is done."""
    seen = seen_version(form["seen"])
    try:
        save_form_draft(view.code, text, by=current_actor(), now=now(), seen_version=seen)
    except Stale:
        changes = as_changes(form_history(view.code, seen))
        look_at_newest(view.code, form)
        return render_template("admin/forms_build_stale.html", view=view, form=form, changes=changes), 409
    except Refusal as refusal:
        flash(say(refusal.reason), "warn")
    return None


def say_saved(code: str) -> None:
    """Tell that the step is kept as a draft, and how much of the draft is still wrong."""
    problems = form_view(code).problems
    if problems:
        flash(_("已存为草稿，还有 %(n)s 处要改。", n=len(problems)), "warn")
    else:
        flash(_("已存为草稿，发布后才生效。"))


def to_list(code: str, part: Part | None = None) -> Response:
    """Go back to the list of parts, to the place of one."""
    say_saved(code)
    anchor = None if part is None else anchor_of(part.kind, part.name)
    return redirect(url_for("admin.forms_build", code=code, _anchor=anchor), 303)


def anchor_of(kind: str, name: str) -> str:
    """Return the place of a part on the page of all parts; a section may be called as a question is."""
    return f"part-{name}" if kind == Kind.FIELD else f"part-{kind}-{name}"


def part_from(written: str) -> Part:
    """Return the part that an address or a button names, as `kind:name`; one that is no kind is not found."""
    kind, _colon, name = written.partition(":")
    if kind not in set(Kind):
        abort(404)
    return Part(Kind(kind), name)

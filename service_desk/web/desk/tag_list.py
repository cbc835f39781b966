"""The page of the zone's tags: which there are, how often they are used; rename, merge, retire, take up again."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from service_desk.domain.refusals import Refusal
from service_desk.persistence.database import db
from service_desk.persistence.queues import COUNT_LIMIT
from service_desk.persistence.tags import latest_changes, live_tags, tag_uses, tags_by_ids
from service_desk.usecases.handling.keep_tags import merge_tag, rename_tag, retire_tag
from service_desk.web.access import current_actor, may
from service_desk.web.clock import now
from service_desk.web.formats import count_words
from service_desk.web.forms import DeskForm, render_form
from service_desk.web.forms.desk_queue import MergeTagForm, RenameTagForm
from service_desk.web.rights import Right

Answer = str | tuple[str, int] | Response


def show_tags() -> str:
    """Show all tags with how many tickets bear each, and what was done to them lately."""
    uses = [
        (use.tag, count_words(use.tickets, COUNT_LIMIT - 1) if use.tickets else "0")
        for use in tag_uses(db.session())
    ]
    return render_form(
        "desk/tags.html", DeskForm(), uses=uses, changes=latest_changes(db.session()),
        reads=may(Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT),
    )[0]  # fmt: skip


def show_tag(tag_id: int) -> Answer:
    """Show one tag with the ways to change it, or rename it, merge it, retire it, take it up again."""
    tag = tags_by_ids(db.session(), [tag_id]).get(tag_id) or abort(404)
    if tag.id != tag_id:
        return redirect(url_for("desk.tag", tag_id=tag.id), 303)
    deed = request.form.get("deed", "")
    renaming = RenameTagForm(formdata=request.form if deed == "rename" else None, data={"name": tag.name})
    merging = MergeTagForm(formdata=request.form if deed == "merge" else None)
    merging.offer(live_tags(db.session()), tag.id)
    form = {"merge": merging}.get(deed, renaming)
    if request.method == "GET" or not _is_sent(deed, form):
        return render_form("desk/tag.html", form, tag=tag, renaming=renaming, merging=merging)
    try:
        return _done(deed, tag_id, renaming, merging)
    except Refusal as refusal:
        form.refuse(refusal)
        return render_form("desk/tag.html", form, tag=tag, renaming=renaming, merging=merging)


def _is_sent(deed: str, form: DeskForm) -> bool:
    """Tell whether the form is whole; retiring has nothing to fill in but its token."""
    if deed in ("retire", "restore"):
        return bool(DeskForm().validate_on_submit())
    return deed in ("rename", "merge") and bool(form.validate_on_submit())


def _done(deed: str, tag_id: int, renaming: RenameTagForm, merging: MergeTagForm) -> Response:
    actor = current_actor()
    if deed == "rename":
        tag = rename_tag(tag_id, actor, now(), name=renaming.name.data or "")
        flash(_("已改名为“%(name)s”。", name=tag.name))
    elif deed == "merge":
        tag = merge_tag(tag_id, actor, now(), into=int(merging.into.data))
        flash(_("已合并到“%(name)s”。", name=tag.name))
    else:
        tag = retire_tag(tag_id, actor, now(), is_retired=deed == "retire")
        told = (
            _("已停用“%(name)s”。", name=tag.name)
            if tag.is_retired
            else _("已恢复使用“%(name)s”。", name=tag.name)
        )
        flash(told)
    return redirect(url_for("desk.tags"), 303)

"""The callback script on a page of the administrator's: its parts, its version, and who changed what."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.callback_script import PART_NAMES
from service_desk.domain.phrases import PLACEHOLDERS
from service_desk.domain.refusals import InvalidInput, Stale
from service_desk.persistence.database import db
from service_desk.persistence.tables import ZoneChange
from service_desk.persistence.zone_log import Subject, changes_to, version_of
from service_desk.usecases.zone.edit_callback_script import SCRIPT, edit_callback_script, script_in_force
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.told import Told
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.errors import Change
from service_desk.web.forms import render_form
from service_desk.web.forms.admin import seen_version
from service_desk.web.forms.admin_script import ScriptForm, script_form
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.rights import Right

_EDITED = Bilingual("修改回访话术", "Callback script edited")


@blueprint.route("/admin/rules/callback-script", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def callback_script() -> Page:
    """Show the script, or keep what the administrator has made of it."""
    form = script_form(script_in_force(db.session()), _version(), is_sent=True)
    if not form.validate_on_submit():
        return _page(form)
    seen = seen_version(form.seen)
    try:
        changed = edit_callback_script(form.texts, by=current_actor(), now=now(), seen_version=seen)
    except Stale:
        entries = changes_to(db.session(), Subject.SETTING, SCRIPT, after_id=seen)
        form.seen.data = str(_version())
        return _page(form, [Change(entry.at, entry.by_name, _parts(entry)) for entry in entries])[0], 409
    except InvalidInput as refusal:
        form.refuse(refusal)
        return _page(form)
    flash(_("话术已保存，下一通回访就按新的。") if changed else _("没有改动。"))
    return redirect(url_for("admin.callback_script"), 303)


def _page(form: ScriptForm, changes: list[Change] | None = None) -> tuple[str, int]:
    entries = changes_to(db.session(), Subject.SETTING, SCRIPT)
    return render_form(
        "admin/callback_script.html", form, changes=changes, keys=list(PART_NAMES),
        version=script_in_force(db.session()).version,
        placeholders=[f"{{{name}}}" for name in PLACEHOLDERS],
        history=[Told(entry.at, _EDITED, entry.by_name, _parts(entry)) for entry in entries],
    )  # fmt: skip


def _parts(entry: ZoneChange) -> str:
    """Return the version and which parts were changed."""
    names = _("、").join(say(PART_NAMES[key]) for key in entry.data["parts"] if key in PART_NAMES)
    return f"{entry.data['version']} · {names}"


def _version() -> int:
    return version_of(db.session(), Subject.SETTING, SCRIPT)

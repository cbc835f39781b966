"""The zone's rules: which deadline policy new requests get, and whether every enterprise is called back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import LEVEL_NAMES, load_catalogue
from service_desk.domain.policy import COUNTING_NAMES, load_policies
from service_desk.domain.refusals import Refusal, Stale
from service_desk.domain.zone_choices import CALLBACK_MODE_NAMES, CallbackMode
from service_desk.persistence.database import db
from service_desk.persistence.tables import ZoneChange
from service_desk.persistence.zone_log import Subject, changes_to, version_of
from service_desk.usecases.acting.rules import zone_choices
from service_desk.usecases.zone.choose_rules import CALLBACK, POLICY, choose_callbacks, choose_policies
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.told import Told
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.errors import Change
from service_desk.web.forms import DeskForm, render_form
from service_desk.web.forms.admin import seen_version
from service_desk.web.forms.admin_rules import callback_form, policy_form
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.rights import Right

_CHANGED = {
    POLICY: Bilingual("修改时限方案", "Deadline policy changed"),
    CALLBACK: Bilingual("修改回访范围", "Callbacks changed"),
}


@blueprint.get("/admin/rules")
@needs(Right.RULES_MANAGE)
def rules() -> Page:
    """Show what holds now, every policy with its limits, and who changed what."""
    return render_template("admin/rules.html", **_context())


@blueprint.post("/admin/rules/policy")
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def rules_policy() -> Page:
    """Choose the deadline policies of new acceptances."""
    form = policy_form(zone_choices(db.session())[0], _version(POLICY), is_sent=True)
    return _save(
        POLICY,
        form,
        lambda seen: choose_policies(
            form.default.data, form.exceptions, by=current_actor(), now=now(), seen_version=seen
        ),
    )


@blueprint.post("/admin/rules/callbacks")
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def rules_callbacks() -> Page:
    """Choose whether every enterprise is called back or a sample."""
    form = callback_form(zone_choices(db.session())[1], _version(CALLBACK), is_sent=True)
    return _save(
        CALLBACK,
        form,
        lambda seen: choose_callbacks(
            CallbackMode(form.mode.data), form.percent.data, by=current_actor(), now=now(), seen_version=seen
        ),
    )


def _save(key: str, form: DeskForm, choose: Callable[[int], bool]) -> Page:
    """Keep a choice, or show its form again with what was typed and why it was not kept."""
    if not form.validate_on_submit():
        return _again(key, form)
    seen = seen_version(form.seen)
    try:
        changed = choose(seen)
    except Stale:
        entries = changes_to(db.session(), Subject.SETTING, key, after_id=seen)
        changes = [Change(entry.at, entry.by_name, _note(entry)) for entry in entries]
        form.seen.data = str(_version(key))
        html, _status = _again(key, form, changes)
        return html, 409
    except Refusal as refusal:
        form.refuse(refusal)
        return _again(key, form)
    flash(_("已保存。") if changed else _("没有改动。"))
    return redirect(url_for("admin.rules"), 303)


def _again(key: str, form: DeskForm, changes: list[Change] | None = None) -> tuple[str, int]:
    name = "policy" if key == POLICY else "callbacks"
    return render_form("admin/rules.html", form, **{**_context(), name: form, "changes": changes})


def _context() -> dict[str, Any]:
    policies, callbacks = zone_choices(db.session())
    entries = [entry for key in _CHANGED for entry in changes_to(db.session(), Subject.SETTING, key)]
    return {
        "policy": policy_form(policies, _version(POLICY), is_sent=False),
        "callbacks": callback_form(callbacks, _version(CALLBACK), is_sent=False),
        "policies": load_policies(),
        "chosen": policies,
        "counting_names": COUNTING_NAMES,
        "level_names": LEVEL_NAMES,
        "history": [
            Told(entry.at, _CHANGED[entry.subject], entry.by_name, _note(entry))
            for entry in sorted(entries, key=lambda entry: entry.id, reverse=True)
        ],
        "changes": None,
    }


def _version(key: str) -> int:
    return version_of(db.session(), Subject.SETTING, key)


def _note(entry: ZoneChange) -> str:
    """Return what was chosen, in the names of the time being."""
    chosen = entry.data["after"]
    if entry.subject == CALLBACK:
        mode = say(CALLBACK_MODE_NAMES[CallbackMode(chosen["mode"])])
        return mode if chosen["mode"] == CallbackMode.FULL else f"{mode} {chosen['percent']}%"
    kinds = load_catalogue().request_types
    own = [
        f"{say(kinds[kind].name)}{_('：')}{_policy(code)}"
        for kind, code in chosen["by_type"].items()
        if kind in kinds
    ]
    return "\n".join([_policy(chosen["default"]), *own])


def _policy(code: str) -> str:
    known = load_policies().get(code)
    return say(known.name) if known else code

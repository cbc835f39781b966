"""Energy factors: the table in force with sources, what will hold later, and entering a new value with its reason."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.energy_factors import EnergyFactors
from service_desk.domain.factor_book import EQUAL_VALUE, FactorEntry
from service_desk.domain.refusals import Refusal, Stale
from service_desk.domain.request_forms.energy_table import BASE_SIGNS
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.zone_log import Subject, version_of
from service_desk.usecases.acting.rules import FACTORS_SETTING, rules_in_force
from service_desk.usecases.zone.enter_factor import enter_factor
from service_desk.web.access import current_actor, needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.admin.told import Told
from service_desk.web.clock import now
from service_desk.web.csrf import keeps_text
from service_desk.web.errors import Change
from service_desk.web.forms import render_form
from service_desk.web.forms.admin import seen_version
from service_desk.web.forms.admin_factors import FactorForm
from service_desk.web.language import say
from service_desk.web.limits import limited
from service_desk.web.rights import Right

EQUAL_NAME = Bilingual("电力等价值", "Equal value of electricity")


@blueprint.get("/admin/factors")
@needs(Right.RULES_MANAGE)
def factors() -> Page:
    """Show the factors in force, and every entry with its day and its reason."""
    book = rules_in_force(db.session()).factors
    table = _table()
    return render_template(
        "admin/factors.html", table=table, signs=BASE_SIGNS, equal_code=EQUAL_VALUE,
        years=sorted(table.electricity_years.values(), reverse=True),
        shown=[factor for factor in table.factors.values() if factor.is_counted],
        history=[_told(entry, table) for entry in reversed(book.entries)], today=local_date(now()),
        coming=[(entry, _name(entry.code, table)) for entry in book.entries if entry.valid_from > local_date(now())],
    )  # fmt: skip


@blueprint.route("/admin/factors/<code>", methods=["GET", "POST"])
@needs(Right.RULES_MANAGE)
@keeps_text
@limited("write")
def factors_edit(code: str) -> Page:
    """Enter another value of a factor, or the equal value of a year."""
    table, form = _table(), FactorForm()
    if code != EQUAL_VALUE and (code not in table.factors or not table.factors[code].is_counted):
        abort(404)
    if not form.is_submitted():
        form.seen.data, form.valid_from.data = str(_version()), local_date(now())
        if code != EQUAL_VALUE:
            form.year.data = table.factors[code].edition
    year, kgce, valid_from = form.year.data, form.kgce.data, form.valid_from.data
    if not form.validate_on_submit() or year is None or kgce is None or valid_from is None:
        return _page(code, form, table)
    seen = seen_version(form.seen)
    try:
        enter_factor(
            code, year=year, kgce=kgce, source=form.source.data or "",
            valid_from=valid_from, reason=form.reason.data or "", by=current_actor(), now=now(),
            seen_version=seen,
        )  # fmt: skip
    except Stale:
        lines = [_told(entry, table) for entry in rules_in_force(db.session()).factors.entries[-3:]]
        form.seen.data = str(_version())
        changes = [Change(line.at, line.who, f"{say(line.words)} {line.note}") for line in lines]
        return _page(code, form, table, changes)[0], 409
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(code, form, table)
    flash(_("已登记。以前提交的诉求仍按当时的系数。"))
    return redirect(url_for("admin.factors"), 303)


def _page(
    code: str, form: FactorForm, table: EnergyFactors, changes: list[Change] | None = None
) -> tuple[str, int]:
    unit = "kWh" if code == EQUAL_VALUE else BASE_SIGNS[table.factors[code].unit]
    form.kgce.unit = f"kgce/{unit}"
    entries = rules_in_force(db.session()).factors.entries_of(code)
    more: dict[str, Any] = {
        "name": _name(code, table),
        "factor": table.factors.get(code),
        "is_equal": code == EQUAL_VALUE,
    }
    return render_form(
        "admin/factors_edit.html", form, changes=changes, unit=unit, code=code,
        history=[_told(entry, table) for entry in entries], **more,
    )  # fmt: skip


def _table() -> EnergyFactors:
    return rules_in_force(db.session()).factors.in_force(local_date(now()))


def _version() -> int:
    return version_of(db.session(), Subject.SETTING, FACTORS_SETTING)


def _name(code: str, table: EnergyFactors) -> Bilingual:
    if code == EQUAL_VALUE:
        return EQUAL_NAME
    return table.factors[code].name if code in table.factors else Bilingual(code, code)


def _told(entry: FactorEntry, table: EnergyFactors) -> Told:
    name, day = _name(entry.code, table), entry.valid_from.isoformat()
    words = Bilingual(
        f"{name.zh} {entry.year} 年：{entry.kgce}，自 {day} 起",
        f"{name.en} {entry.year}: {entry.kgce}, from {day}",
    )
    return Told(entry.at, words, entry.by, f"{entry.source} · {entry.reason}")

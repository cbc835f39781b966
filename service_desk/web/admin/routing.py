"""The routing table: what is in force, what the draft changes, the published sets with what each of them changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES, LEVEL_NAMES, Category, load_catalogue
from service_desk.domain.parks import park_name
from service_desk.domain.refusals import NotFound
from service_desk.domain.routing_sets import PACKAGED, Refinement, RoutingRow, differences
from service_desk.domain.telling.names import department_name, department_names
from service_desk.persistence.database import db
from service_desk.persistence.routing_sets import published_set, published_sets, routing_draft
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.zone.edit_routing import UNKNOWN_SET, drafted_set, revision_of, stored_set
from service_desk.web.access import needs
from service_desk.web.admin.blueprint import Page, blueprint
from service_desk.web.language import say
from service_desk.web.rights import Right


@blueprint.get("/admin/routing")
@needs(Right.ROUTING_READ)
def routing() -> Page:
    """Show every request type's row, those that the draft changes marked, and the history."""
    session = db.session()
    rules, draft = rules_in_force(session), routing_draft(session)
    drafted = drafted_set(draft, rules.routing)
    changed = {each.kind.code for each in differences(rules.routing, drafted, load_catalogue())}
    groups = [
        (category, CATEGORY_NAMES[category], load_catalogue().types_of(category)) for category in Category
    ]
    return render_template(
        "admin/routing.html",
        groups=groups, rules=rules, drafted=drafted, draft=draft, changed=changed,
        sets=published_sets(session), revision=revision_of(draft), **names(rules),
    )  # fmt: skip


@blueprint.get("/admin/routing/sets/<int(max=2147483647):version>")
@needs(Right.ROUTING_READ)
def routing_set(version: int) -> Page:
    """Show a published set: who, when, why, and what it changed from the one before; and how it differs from today's."""
    session = db.session()
    rules, row = rules_in_force(session), published_set(session, version)
    if row is None and version != 0:
        raise NotFound(UNKNOWN_SET)
    one = stored_set(session, version)
    earlier = stored_set(session, version - 1) if version else PACKAGED
    return render_template(
        "admin/routing_set.html",
        row=row, version=version, rules=rules, revision=revision_of(routing_draft(session)),
        changes=differences(earlier, one, load_catalogue()),
        since=differences(one, rules.routing, load_catalogue()), **names(rules),
    )  # fmt: skip


def names(rules: Rules) -> dict[str, Any]:
    """Return what the templates need to say a row in words."""

    def row_words(row: RoutingRow | Refinement) -> str:
        lead = say(department_name(row.lead, rules.catalogue))
        helpers = say(department_names(row.co_handlers, rules.catalogue)) if row.co_handlers else ""
        told = Bilingual(f"{lead}，协办 {helpers}", f"{lead}, with {helpers}") if helpers else lead
        return f"{told if isinstance(told, str) else say(told)} · {say(LEVEL_NAMES[row.level])}"

    def when_words(rule: Refinement) -> str:
        said = [say(park_name(rule.park))] if rule.park else []
        return " + ".join([*said, *(["、".join(rule.words)] if rule.words else [])])

    def department(code: str) -> str:
        return say(department_name(code, rules.catalogue))

    def departments(codes: Sequence[str]) -> str:
        return say(department_names(codes, rules.catalogue))

    return {
        "row_words": row_words, "when_words": when_words, "department": department,
        "departments": departments, "level_names": LEVEL_NAMES,
    }  # fmt: skip

"""Publish the draft as the next routing set; tickets dispatched before keep the set they were routed by."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.refusals import NotPossible, Stale
from service_desk.domain.routing_sets import RoutingSet, as_stored, differences, digest_of
from service_desk.persistence.tables import RoutingSetRow
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.zone.edit_routing import drafted_set, drafting
from service_desk.usecases.zone.entitlement import demand_administrator

MAX_NOTE = 200
NO_CHANGE = Bilingual("草稿和现行的一样，没有可发布的。", "The draft is the same as the set in force.")


def publish_routing(note: str, *, by: Actor, now: datetime, seen_revision: int) -> int:
    """Put the draft into force as a new set, complete, and return its version; the draft is gone.

    Raises Stale where the draft was changed meanwhile or another set was published since it was begun, NotPossible
    where nothing differs or a lead has been closed meanwhile.
    """
    demand_administrator(by)
    inputs = Inputs()
    words = inputs.text("note", note, MAX_NOTE)
    inputs.finish()
    with drafting(seen_revision) as (session, draft):
        rules = rules_in_force(session)
        if draft is None or draft.based_on != rules.routing.version:
            raise Stale(seen_revision)
        wanted = drafted_set(draft, rules.routing).completed(load_catalogue())
        if not differences(rules.routing, wanted, load_catalogue()):
            raise NotPossible(NO_CHANGE)
        _demand_open_leads(wanted, rules)
        version, content = rules.routing.version + 1, as_stored(wanted)
        session.add(
            RoutingSetRow(
                version=version, published_at=now, by_user_id=by.user_id, by_name=by.name, note=words,
                restored_from=draft.restored_from, content=content, digest=digest_of(content, version),
            )
        )  # fmt: skip
        session.delete(draft)
        return version


def _demand_open_leads(rules: RoutingSet, now: Rules) -> None:
    leads = {row.lead for row in rules.rows.values()} | {each.lead for each in rules.refinements}
    shut = {now.catalogue.departments[code].name for code in leads if code not in now.receiving_departments}
    if shut:
        names = sorted(shut)
        zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
        raise NotPossible(
            Bilingual(
                f"{zh}已停用，还有事项由它主办；请先改这些事项。",
                f"{en} is closed and still leads some request types; change these first.",
            )
        )

"""Edit the draft of the next routing set: one request type at a time, from an earlier set, or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.refusals import NotFound, Stale
from service_desk.domain.routing_sets import (
    MAX_REFINEMENTS,
    PACKAGED,
    Refinement,
    RoutingRow,
    RoutingSet,
    as_stored,
    from_stored,
    problems_of,
)
from service_desk.persistence.database import IntegrityError, Session, transaction
from service_desk.persistence.routing_sets import DRAFT, content_of_set, newest_set, routing_draft
from service_desk.persistence.tables import RoutingDraftRow
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.rules import Rules, rules_in_force
from service_desk.usecases.zone.entitlement import demand_administrator

UNKNOWN_TYPE = Bilingual("没有这个事项。", "There is no such request type.")
UNKNOWN_SET = Bilingual("没有这一版。", "There is no such version.")


def edit_routing(
    request_type: str,
    row: RoutingRow,
    refinements: Sequence[Refinement],
    *,
    by: Actor,
    now: datetime,
    seen_revision: int,
) -> bool:
    """Give a request type another row and other refinements in the draft; returns whether anything changed.

    The first edit begins the draft with the set in force. Raises Stale where the draft was changed after `seen_revision`
    (0: there was none), InvalidInput, NotFound.
    """
    demand_administrator(by)
    with drafting(seen_revision) as (session, draft):
        rules = rules_in_force(session)
        if request_type not in rules.catalogue.request_types:
            raise NotFound(UNKNOWN_TYPE)
        _check(row, refinements, rules)
        before = drafted_set(draft, rules.routing)
        after = before.with_type(request_type, row, tuple(refinements))
        kind = rules.catalogue.request_types[request_type]
        same = (before.row_of(kind), before.refinements_of(request_type))
        if same == (row, tuple(refinements)):
            return False
        _keep(session, draft, after, by, now)
        return True


def restore_routing(version: int, *, by: Actor, now: datetime, seen_revision: int) -> None:
    """Take an earlier set as the draft, in the place of whatever stood there; version 0 is the packaged table.

    Raises Stale, NotFound.
    """
    demand_administrator(by)
    with drafting(seen_revision) as (session, draft):
        _keep(session, draft, stored_set(session, version), by, now, restored_from=version)


def discard_routing(*, by: Actor, seen_revision: int) -> None:
    """Throw the draft away; raises Stale."""
    demand_administrator(by)
    with drafting(seen_revision) as (session, draft):
        if draft is not None:
            session.delete(draft)


@contextlib.contextmanager
def drafting(seen: int) -> Iterator[tuple[Session, RoutingDraftRow | None]]:
    """Open the transaction of an act on the draft, locked; raises Stale where it is not as it was seen.

    Two who begin a draft, or publish one, at the same moment: the second is as late as if he had come after.
    """
    try:
        with transaction() as session:
            draft = routing_draft(session, lock=True)
            if revision_of(draft) != seen:
                raise Stale(seen)
            yield session, draft
    except IntegrityError:
        raise Stale(seen) from None


def stored_set(session: Session, version: int) -> RoutingSet:
    """Return a published set, or the packaged table for version 0. Raises NotFound."""
    if version == 0:
        return PACKAGED
    content = content_of_set(session, version)
    if content is None:
        raise NotFound(UNKNOWN_SET)
    return from_stored(version, content)


def drafted_set(draft: RoutingDraftRow | None, present: RoutingSet) -> RoutingSet:
    """Return what the draft says; the set in force where there is none."""
    return present if draft is None else from_stored(draft.based_on, draft.content)


def revision_of(draft: RoutingDraftRow | None) -> int:
    """Return what a page of the draft is known by; 0 where there is none."""
    return draft.revision if draft is not None else 0


def _keep(
    session: Session,
    draft: RoutingDraftRow | None,
    rules: RoutingSet,
    by: Actor,
    now: datetime,
    restored_from: int | None = None,
) -> None:
    content, newest = as_stored(rules.completed(load_catalogue())), newest_set(session)[0]
    if draft is None:
        draft = RoutingDraftRow(id=DRAFT, revision=0, based_on=newest)
    if restored_from is not None:
        draft.based_on, draft.restored_from = newest, restored_from
    draft.revision += 1
    draft.content, draft.edited_at, draft.by_name = content, now, by.name
    session.add(draft)
    session.flush()


def _check(row: RoutingRow, refinements: Sequence[Refinement], rules: Rules) -> None:
    inputs, known, receiving = Inputs(), rules.catalogue.departments, rules.receiving_departments
    for words in problems_of(row, receiving, known):
        inputs.fail("lead", *words)
    if len(refinements) > MAX_REFINEMENTS:
        inputs.fail(
            "refinements", f"最多{MAX_REFINEMENTS}条细分。", f"At most {MAX_REFINEMENTS} refinements."
        )
    for place, each in enumerate(refinements, start=1):
        for words in problems_of(each, receiving, known):
            inputs.fail("refinements", f"第{place}条：{words.zh}", f"No. {place}: {words.en}")
    inputs.finish()

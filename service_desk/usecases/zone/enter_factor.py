"""Enter an energy factor in the zone's book: a new year's equal value, a new edition, a correction, with its reason."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from service_desk.domain.actors import Actor
from service_desk.domain.factor_book import FactorEntry, check_entry
from service_desk.domain.refusals import Stale
from service_desk.persistence.database import transaction
from service_desk.persistence.zone import keep_setting, settings_of_zone
from service_desk.persistence.zone_log import Subject, log_change, version_of
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.rules import FACTORS_SETTING
from service_desk.usecases.zone.entitlement import demand_administrator

MAX_SOURCE = 100
MAX_REASON = 200


def enter_factor(
    code: str,
    *,
    year: int,
    kgce: Decimal,
    source: str,
    valid_from: date,
    reason: str,
    by: Actor,
    now: datetime,
    seen_version: int | None = None,
) -> None:
    """Append an entry; forms filed from `valid_from` on are reckoned with it, tickets there are keep their factors.

    Raises InvalidInput, NotEntitled, and Stale where somebody has entered something since `seen_version`.
    """
    demand_administrator(by)
    inputs = Inputs()
    words, said = inputs.line("source", source, MAX_SOURCE), inputs.line("reason", reason, MAX_REASON)
    entry = FactorEntry(code, year, kgce, words, valid_from, said, now, by.name)
    for finding in check_entry(entry):
        inputs.fail(finding.field, *finding.words)
    inputs.finish()
    with transaction() as session:
        if seen_version is not None and seen_version != version_of(session, Subject.SETTING, FACTORS_SETTING):
            raise Stale(seen_version)
        book = settings_of_zone(session).get(FACTORS_SETTING, {}).get("entries", [])
        keep_setting(session, FACTORS_SETTING, {"entries": [*book, entry.as_stored()]})
        log_change(session, Subject.SETTING, FACTORS_SETTING, "entered", by, now, entry.as_stored())

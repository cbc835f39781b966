"""Choose the zone's deadline policies and its way of calling back; tickets accepted before keep what they have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service_desk.domain.actors import Actor
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.policy import load_policies
from service_desk.domain.refusals import Stale
from service_desk.domain.zone_choices import CallbackMode
from service_desk.persistence.database import transaction
from service_desk.persistence.zone import keep_setting, settings_of_zone
from service_desk.persistence.zone_log import Subject, log_change, version_of
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.zone.entitlement import demand_administrator

POLICY, CALLBACK = "policy", "callback"


def choose_policies(
    default: str, by_type: Mapping[str, str], *, by: Actor, now: datetime, seen_version: int | None = None
) -> bool:
    """Choose which policy requests are accepted under from now on; returns whether anything changed.

    `by_type` names request types with a policy of their own; the empty code stands for the zone's.
    """
    inputs, policies, types = Inputs(), load_policies(), load_catalogue().request_types
    inputs.one_of("default", default, policies)
    chosen = {kind: code for kind, code in by_type.items() if code and code != default}
    for kind, code in chosen.items():
        inputs.one_of("by_type", kind, types)
        inputs.one_of("by_type", code, policies)
    inputs.finish()
    return _keep(POLICY, {"default": default, "by_type": chosen}, by, now, seen_version)


def choose_callbacks(
    mode: CallbackMode, percent: int | None, *, by: Actor, now: datetime, seen_version: int | None = None
) -> bool:
    """Choose whether every enterprise is called back or a sample; returns whether anything changed.

    Hard, late, redone and complaining tickets are called back whatever is chosen here.
    """
    inputs = Inputs()
    if percent is None or not 1 <= percent <= 100:
        inputs.fail("percent", "请填写1至100。", "Give 1 to 100.")
    inputs.finish()
    return _keep(CALLBACK, {"mode": mode.value, "percent": percent}, by, now, seen_version)


def _keep(key: str, value: dict[str, Any], by: Actor, now: datetime, seen_version: int | None) -> bool:
    demand_administrator(by)
    with transaction() as session:
        if seen_version is not None and seen_version != version_of(session, Subject.SETTING, key):
            raise Stale(seen_version)
        before = settings_of_zone(session).get(key)
        if before == value:
            return False
        keep_setting(session, key, value)
        log_change(session, Subject.SETTING, key, "chosen", by, now, {"before": before, "after": value})
        return True

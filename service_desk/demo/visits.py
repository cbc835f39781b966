"""The campaign of the demo zone: a few visits of the last days, with and without requests, some policies still owed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache, partial
from importlib import resources
from typing import Any

from service_desk.demo.drawn_photos import photographs_at
from service_desk.demo.firms import load_firms
from service_desk.demo.office_hours import OfficeHours
from service_desk.demo.people import Cast
from service_desk.domain.roles import Role
from service_desk.domain.visits import Asked, Firm, Handling, VisitReport
from service_desk.domain.zone_time import local_date
from service_desk.persistence.database import db
from service_desk.persistence.visits import campaigns
from service_desk.usecases.visits.record_visit import record_visit
from service_desk.usecases.visits.run_campaign import CampaignPlan, open_campaign

_OPENED_BEFORE = 38


@cache
def _read() -> dict[str, Any]:
    text = resources.files("service_desk.demo.data").joinpath("visits.toml").read_text("utf-8")
    return tomllib.loads(text)


def tickets_of_visits() -> int:
    """Return how many tickets the visits make."""
    return sum(len(row.get("asked", ())) for row in _read()["visit"])


def visit_appointments(
    cast: Cast, hours: OfficeHours, now: datetime
) -> Iterator[tuple[datetime, Callable[[datetime], object]]]:
    """Yield when the campaign is opened and each of its visits recorded."""
    yield hours.earlier(now, _OPENED_BEFORE), partial(_open, cast)
    for place, row in enumerate(_read()["visit"], start=1):
        yield hours.earlier(now, row["before"]), partial(_visit, cast, row, place, now)


def _open(cast: Cast, at: datetime) -> None:
    row = _read()["campaign"]
    day = local_date(at)
    plan = CampaignPlan(
        row["name"], row["group"], day, row["target"], ends_on=day + timedelta(days=30),
        departments=tuple(row["departments"]), policies=tuple(row["policies"]),
    )  # fmt: skip
    open_campaign(plan, cast.zone(Role.COMMISSIONER), at)


def _visit(cast: Cast, row: dict[str, Any], place: int, now: datetime, at: datetime) -> None:
    (campaign,) = campaigns(db.session(), is_over=False)
    policies, later = campaign.policies, row.get("follow_up_in")
    key, visitor = f"demo-visit-{place}", cast.zone(Role.COMMISSIONER)
    report = VisitReport(
        key=key,
        firm=_firm(row),
        visited_on=local_date(at),
        people=row["people"],
        campaign_id=campaign.id,
        handed=tuple(policies[number - 1] for number in row.get("handed", ())),
        seen=row.get("seen", ""),
        follow_up=row.get("follow_up", ""),
        follow_up_on=None if later is None else local_date(now) + timedelta(days=later),
        asked=tuple(_asked(each) for each in row.get("asked", ())),
        photos=photographs_at(place, key, visitor, at),
    )
    record_visit(report, visitor, at)


def _firm(row: dict[str, Any]) -> Firm:
    if "placeholder" in row:
        return Firm(row["placeholder"], is_placeholder=True)
    firm = load_firms()[row["firm"] - 1]
    return Firm(firm.name, firm.uscc, firm.park, firm.contact, firm.mobile)


def _asked(row: dict[str, Any]) -> Asked:
    answer = row.get("answer", "")
    return Asked(row["text"], Handling.ON_SITE if answer else Handling.LISTED, answer)

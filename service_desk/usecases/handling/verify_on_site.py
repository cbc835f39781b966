"""Record an on-site verification: when, who, what the meters say against what was claimed, and the conclusion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.readings import difference_percent
from service_desk.domain.requests import MAX_NOTE
from service_desk.domain.zone_time import local_date
from service_desk.persistence.tables import Ticket
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import perform
from service_desk.usecases.files.attach import attaching

MAX_READINGS = 12
_LARGEST = Decimal(10) ** 12


@dataclass(frozen=True)
class Reading:
    """One meter read on site: its name and unit, what the enterprise had claimed and what was found."""

    meter: str
    unit: str
    claimed: Decimal | None
    measured: Decimal | None


def verify_on_site(
    ticket_no: str,
    actor: Actor,
    now: datetime,
    *,
    on: date | None,
    people: str,
    conclusion: str,
    readings: Sequence[Reading] = (),
    files: Sequence[str] = (),
    seen_version: int | None = None,
) -> Ticket:
    """Record a verification; it is a public entry and counts as speaking to the enterprise.

    `files` are photographs of the meters and the place. The difference of each reading is in per cent of what was
    claimed, None where nothing was claimed.
    """
    inputs = Inputs()
    who, words = inputs.line("people", people, 200), inputs.text("conclusion", conclusion, MAX_NOTE)
    if on is None:
        inputs.fail("on", "请填写核查日期。", "Please give the day of the visit.")
    elif on > local_date(now):
        inputs.fail("on", "核查日期不能晚于今天。", "The day of the visit cannot lie in the future.")
    kept = [_reading(inputs, reading) for reading in readings[:MAX_READINGS]]
    inputs.finish()
    data: dict[str, Any] = {
        "on": on.isoformat() if on else None, "people": who, "conclusion": words, "readings": kept,
    }  # fmt: skip
    return perform(
        ticket_no, Action.VERIFY_ON_SITE, actor, now,
        seen_version=seen_version, data=data, check=attaching(files, data),
    )  # fmt: skip


def _reading(inputs: Inputs, reading: Reading) -> dict[str, str | None]:
    meter = inputs.line("readings", reading.meter, 60, required=False)
    unit = inputs.line("readings", reading.unit, 12, required=False)
    if not meter or not unit:
        inputs.fail("readings", "每行读数请填写表计和单位。", "Give the meter and the unit of every reading.")
    for figure in (reading.claimed, reading.measured):
        if figure is not None and not (figure.is_finite() and 0 <= figure <= _LARGEST):
            inputs.fail("readings", "读数应是不小于0的数。", "A reading is a number not below 0.")
            return {}
    if reading.measured is None:
        inputs.fail("readings", "请填写实测值。", "Please give what was measured.")
        return {}
    percent = difference_percent(reading.claimed, reading.measured)
    return {
        "meter": meter,
        "unit": unit,
        "claimed": str(reading.claimed) if reading.claimed is not None else None,
        "measured": str(reading.measured),
        "difference": str(percent) if percent is not None else None,
    }

"""Form C beside its years: industry, sites, forecast, and what the bills say (domain notes §4.5–4.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.energy_evidence import check_against_bills
from service_desk.domain.energy_factors import load_energy_factors
from service_desk.domain.figures import written
from service_desk.domain.findings import Finding, error, warning
from service_desk.domain.request_forms.fields import Answers

BILLS = {"billed_electricity": "y1_electricity_bought", "billed_gas": "y1_natural_gas_bought"}
"""What the bills of the newest year add up to, and the quantity that is declared for it."""


def check_industry(answers: Answers, today: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Yield an industry code of another form than GB/T 4754's four digits."""
    industry = answers.get("industry") or ""
    if industry and not re.fullmatch(r"[A-Ta-t]?\d{4}", industry, re.ASCII):
        yield error(
            "industry", "行业代码应为 4 位数字，如 3714。", "The industry code has four digits, like 3714."
        )


def check_forecast(answers: Answers, today: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Yield a forecast that does not lie below the threshold, for those who want to leave the list."""
    low, _high = load_energy_factors().thresholds
    if answers.get("direction") != "out":
        return
    for name in ("forecast_1", "forecast_2"):
        expected = answers.get(name)
        if expected is not None and expected >= low:
            yield warning(
                name,
                f"预计 {written(expected)} tce，不低于 {written(low)} tce 的门槛，请在情况说明里写明理由。",
                f"{written(expected)} tce is not below the threshold of {written(low)} tce; please explain why.",
            )


def check_bills(answers: Answers, today: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Yield quantities that depart from the bills by more than 2 % where the difference is not explained."""
    if answers.get("difference_reason"):
        return
    for name, declared_name in BILLS.items():
        billed, declared = answers.get(name), answers.get(declared_name)
        if billed is not None and declared is not None:
            yield from check_against_bills(name, declared, billed)

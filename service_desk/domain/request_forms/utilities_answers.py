"""Form B filled in: amounts that contradict each other, and a title made of what is wanted (domain notes §3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.calendar import WorkingCalendar
from service_desk.domain.figures import written
from service_desk.domain.findings import Finding, error, warning
from service_desk.domain.request_forms.fields import Answers

_PROJECT_CODE = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}", re.ASCII)


def check_project_code(answers: Answers, today: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Yield a project code of an unusual form."""
    code = answers.get("project_code") or ""
    if code and not _PROJECT_CODE.fullmatch(code):
        yield warning(
            "project_code",
            "项目代码一般形如 2105-421200-04-01-123456，请核对。",
            "A project code usually looks like 2105-421200-04-01-123456; please check.",
        )


def check_water(answers: Answers, today: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Yield a peak that does not fit the day, and more discharged than used."""
    daily, peak = answers.get("water_daily"), answers.get("water_peak")
    if daily and peak and (peak * 24 < daily or peak > daily):
        yield warning(
            "water_peak",
            f"高峰 {written(peak)} m³/h 与日用水 {written(daily)} m³/d 不相称，请核对单位。",
            f"A peak of {written(peak)} m³/h does not fit {written(daily)} m³/d; please check the units.",
        )
    discharge = answers.get("sewer_daily")
    if daily and discharge and discharge > daily:
        yield warning(
            "sewer_daily",
            f"日排水 {written(discharge)} m³ 多于日用水 {written(daily)} m³，请核对。",
            f"More is discharged ({written(discharge)} m³) than used ({written(daily)} m³) a day; please check.",
        )


def check_steam(answers: Answers, today: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Yield a mean amount of steam above the peak."""
    mean, most = answers.get("steam_mean"), answers.get("steam_peak")
    if mean is not None and most is not None and mean > most:
        yield error(
            "steam_mean",
            "平均用汽量不能大于最大用汽量。",
            "The mean amount of steam cannot exceed the peak.",
        )


def check_gas(answers: Answers, today: date, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Yield more gas a year than the peak could ever draw."""
    gas_hour, gas_year = answers.get("gas_peak"), answers.get("gas_year")
    if gas_hour and gas_year and gas_year * 10_000 > gas_hour * 8784:
        yield warning(
            "gas_year",
            f"年用气 {written(gas_year)} 万Nm³ 超过高峰 {written(gas_hour)} Nm³/h 全年不停的用量，请核对单位。",
            f"{written(gas_year)} × 10⁴ Nm³ a year is more than {written(gas_hour)} Nm³/h without a stop; "
            "please check the units.",
        )


UTILITY_NAMES = {
    "power": Bilingual("供电", "Power"),
    "water": Bilingual("供水", "Water"),
    "sewer": Bilingual("排水", "Sewer"),
    "gas": Bilingual("燃气", "Gas"),
    "heat": Bilingual("供热、蒸汽", "Heat or steam"),
    "telecom": Bilingual("通信", "Telecom"),
}
"""What one application can ask for, in the words of a title."""


def utilities_title(answers: Answers) -> Bilingual:
    """Return a title made of the project and the utilities wanted, cut to what a title may hold."""
    wanted = [name for code, name in UTILITY_NAMES.items() if code in (answers.get("utilities") or ())]
    names_zh, names_en = "、".join(name.zh for name in wanted), ", ".join(name.en.lower() for name in wanted)
    project = (answers.get("project_name") or "")[:20]
    return Bilingual(
        f"{project}联合报装：{names_zh}"[:50], f"{project} joint connection: {names_en}".strip()[:50]
    )

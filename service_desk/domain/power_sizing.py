"""Arithmetic of power capacity: kVA from kW, standard transformers, and how long a connection takes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from service_desk.domain.bilingual import Bilingual


class Voltage(StrEnum):
    """Supply voltages in kV."""

    KV_0_22 = "0.22"
    KV_0_38 = "0.38"
    KV_10 = "10"
    KV_20 = "20"
    KV_35 = "35"
    KV_110 = "110"


class SourceCount(StrEnum):
    """From how many sources the site is supplied."""

    SINGLE = "single"
    DOUBLE = "double"
    MULTIPLE = "multiple"


SOURCE_COUNT_NAMES: dict[SourceCount, Bilingual] = {
    SourceCount.SINGLE: Bilingual("单电源", "Single source"),
    SourceCount.DOUBLE: Bilingual("双电源", "Double source"),
    SourceCount.MULTIPLE: Bilingual("多电源", "Multiple sources"),
}


class Equipment(NamedTuple):
    """One row of the equipment list; `demand_factor` 需用系数 is the share of the rated load used at once."""

    name: str
    rated_kw: Decimal
    quantity: int = 1
    demand_factor: Decimal = Decimal(1)


class TransformerSuggestion(NamedTuple):
    """A standard transformer for a need; `load_rate` is the need's share of it, `fits_well` whether that is 60–85 %."""

    kva: int
    load_rate: Decimal
    fits_well: bool


class ConnectionTime(NamedTuple):
    """How many working days the utility's own steps take, in words that say what does not count."""

    working_days: int
    words: Bilingual


@dataclass(frozen=True)
class PowerTables:
    """The packaged figures of power.toml; amounts are kVA, rates are shares of one."""

    standard_kva: tuple[int, ...]
    load_rate_band: tuple[Decimal, Decimal]
    lowest_power_factor: Decimal
    default_power_factor: Decimal
    required_power_factor: Decimal
    required_from_kva: Decimal
    temporary_months: tuple[tuple[date, int], ...]
    connection_times: dict[Voltage, dict[str, Any]]


@cache
def load_power_tables() -> PowerTables:
    """Read the packaged figures."""
    text = resources.files("service_desk.domain.data").joinpath("power.toml").read_text("utf-8")
    page = tomllib.loads(text, parse_float=Decimal)
    factor = page["power_factor"]
    return PowerTables(
        standard_kva=tuple(page["standard_transformer_kva"]),
        load_rate_band=(page["load_rate_low"], page["load_rate_high"]),
        lowest_power_factor=factor["lowest"],
        default_power_factor=factor["default"],
        required_power_factor=factor["required"],
        required_from_kva=Decimal(factor["required_from_kva"]),
        temporary_months=tuple(
            sorted((row.get("from", date.min), row["months"]) for row in page["temporary_limit"])
        ),
        connection_times={Voltage(kv): row for row in page["connection_time"] for kv in row["voltages"]},
    )


def required_kva(load_kw: Decimal, power_factor: Decimal) -> Decimal:
    """Return S = P / cosφ in kVA, rounded up to 0.01 so that it is never short.

    Raises ValueError for a power factor outside 0 to 1.
    """
    if not 0 < power_factor <= 1:
        raise ValueError(f"no power factor: {power_factor}")
    return (load_kw / power_factor).quantize(Decimal("0.01"), ROUND_UP)


def total_kva(existing_kva: Decimal, add_kva: Decimal) -> Decimal:
    """Return the capacity after an enlargement, in kVA."""
    return existing_kva + add_kva


def demand_kw(equipment: Iterable[Equipment]) -> Decimal:
    """Return the load that the listed equipment draws at once: Σ rated kW × quantity × demand factor."""
    return sum((row.rated_kw * row.quantity * row.demand_factor for row in equipment), Decimal(0))


def next_standard_kva(kva: Decimal) -> int | None:
    """Return the smallest standard transformer that carries a need, None where one alone cannot."""
    return next((size for size in load_power_tables().standard_kva if size >= kva), None)


def suggest_transformer(kva: Decimal) -> TransformerSuggestion | None:
    """Return the smallest standard transformer that a need loads to at most 85 %, None where one alone cannot."""
    tables = load_power_tables()
    low, high = tables.load_rate_band
    for size in tables.standard_kva:
        if kva <= size * high:
            rate = (kva / size).quantize(Decimal("0.0001"))
            return TransformerSuggestion(size, rate, fits_well=kva >= size * low)
    return None


def temporary_limit_months(first_day: date) -> int:
    """Return for how many months temporary supply that begins on a day may last."""
    months = load_power_tables().temporary_months
    return next(limit for since, limit in reversed(months) if since <= first_day)


def connection_time(voltage: Voltage, sources: SourceCount = SourceCount.SINGLE) -> ConnectionTime:
    """Return the utility's realistic working days for a voltage, with the words to show beside the wished date."""
    row = load_power_tables().connection_times[voltage]
    days: int = row["single" if sources is SourceCount.SINGLE else "double"]
    zh = f"{voltage} kV {SOURCE_COUNT_NAMES[sources].zh}：供电企业自身环节一般不超过 {days} 个工作日"
    en = f"{voltage} kV, {SOURCE_COUNT_NAMES[sources].en.lower()}: "
    en += f"the utility's own steps usually take up to {days} working days"
    if seen := row.get("plan_reply_seen"):
        zh += f"（该电压等级仅答复供电方案曾见 {seen} 个工作日）"
        en += f" (at this voltage the supply plan alone has been seen to take {seen})"
    return ConnectionTime(
        days,
        Bilingual(
            f"{zh}，不含您方设计、施工和设备到货时间，以供电企业答复为准。",
            f"{en}, without your own design, works and deliveries; the utility's answer decides.",
        ),
    )

"""The zone's book of energy factors: what the administrator added or corrected, from which day it holds, and why.

Nothing in it is rewritten. A form is reckoned with what was known when it was filed, so that a later entry changes no ticket.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from service_desk.domain.energy_factors import EnergyFactors, load_energy_factors
from service_desk.domain.findings import Finding, error

EQUAL_VALUE = "equal_value"
"""Stands for electricity's equal value of a year, where others name an energy."""

LARGEST = Decimal(10)
MOST_DECIMALS = 6


@dataclass(frozen=True)
class FactorEntry:
    """One factor as it was entered: kgce per unit, the standard's edition or the calendar year, source, day it holds from."""

    code: str
    year: int
    kgce: Decimal
    source: str
    valid_from: date
    reason: str
    at: datetime
    by: str

    def as_stored(self) -> dict[str, Any]:
        """Return the entry as JSON."""
        return {
            "code": self.code, "year": self.year, "kgce": str(self.kgce), "source": self.source,
            "valid_from": self.valid_from.isoformat(), "reason": self.reason, "at": self.at.isoformat(), "by": self.by,
        }  # fmt: skip


def entry_of(stored: Mapping[str, Any]) -> FactorEntry:
    """Return an entry as it was stored."""
    return FactorEntry(
        stored["code"], int(stored["year"]), Decimal(stored["kgce"]), stored["source"],
        date.fromisoformat(stored["valid_from"]), stored["reason"], datetime.fromisoformat(stored["at"]), stored["by"],
    )  # fmt: skip


@dataclass(frozen=True)
class FactorBook:
    """Every entry, in the order in which they were made."""

    entries: tuple[FactorEntry, ...] = ()

    @classmethod
    def of(cls, stored: Iterable[Mapping[str, Any]]) -> FactorBook:
        """Return the book as it was stored."""
        return cls(tuple(entry_of(each) for each in stored))

    def in_force(self, on: date, *, known_at: datetime | None = None) -> EnergyFactors:
        """Return the table that holds on a local day, of what had been entered by a moment (None: all of it)."""
        table = load_energy_factors()
        holding = [
            (entry.valid_from, place, entry)
            for place, entry in enumerate(self.entries, start=1)
            if entry.valid_from <= on and (known_at is None or entry.at <= known_at)
        ]
        for _day, _place, entry in sorted(holding, key=lambda each: each[:2]):
            table = _with(table, entry)
        if not holding:
            return table
        return replace(table, version=f"{table.version}+{max(place for _day, place, _entry in holding)}")

    def entries_of(self, code: str) -> tuple[FactorEntry, ...]:
        """Return what was entered for an energy or for the equal values, newest first."""
        return tuple(entry for entry in reversed(self.entries) if entry.code == code)


def _with(table: EnergyFactors, entry: FactorEntry) -> EnergyFactors:
    if entry.code == EQUAL_VALUE:
        return table.with_electricity(entry.year, entry.kgce, entry.source)
    known = table.factors.get(entry.code)
    if known is None:  # an energy that this program no longer knows
        return table
    changed = replace(
        known, kgce=entry.kgce, source=entry.source, edition=entry.year, note=None, is_verified=True
    )
    return replace(table, factors={**table.factors, entry.code: changed})


def check_entry(entry: FactorEntry) -> tuple[Finding, ...]:
    """Return what keeps an entry from being made."""
    found = []
    if not (entry.kgce.is_finite() and 0 < entry.kgce <= LARGEST):
        found.append(
            error("kgce", f"系数应大于 0，不大于 {LARGEST}。", f"A factor lies above 0, at most {LARGEST}.")
        )
    elif -int(entry.kgce.as_tuple().exponent) > MOST_DECIMALS:
        found.append(error("kgce", f"最多 {MOST_DECIMALS} 位小数。", f"At most {MOST_DECIMALS} decimals."))
    if not 1980 <= entry.year <= 2100:
        found.append(error("year", "请核对年份。", "Please check the year."))
    known = load_energy_factors().factors.get(entry.code)
    if entry.code != EQUAL_VALUE and (known is None or not known.is_counted):
        found.append(error("", "没有这种能源。", "There is no such energy."))
    return tuple(found)

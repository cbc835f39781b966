"""The figures of a power capacity request, form A (domain notes §3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.power_sizing import SourceCount, Voltage, total_kva


class ApplyKind(StrEnum):
    """What is applied for (业务类型)."""

    NEW = "new"
    INCREASE = "increase"
    TEMPORARY = "temporary"
    BORROW = "borrow"
    DUAL_SOURCE = "dual_source"
    DECREASE = "decrease"
    QUALITY = "quality"


APPLY_KIND_NAMES: dict[ApplyKind, Bilingual] = {
    ApplyKind.NEW: Bilingual("新装", "New connection"),
    ApplyKind.INCREASE: Bilingual("增容", "Capacity increase"),
    ApplyKind.TEMPORARY: Bilingual("临时用电", "Temporary supply"),
    ApplyKind.BORROW: Bilingual("借用（转供）变压器", "Borrowing a transformer"),
    ApplyKind.DUAL_SOURCE: Bilingual("双电源", "Second source"),
    ApplyKind.DECREASE: Bilingual("减容或暂停", "Decrease or suspension"),
    ApplyKind.QUALITY: Bilingual("供电质量", "Supply quality"),
}


@dataclass(frozen=True)
class PowerRequest:
    """The figures of form A (domain notes §3.5); None is a field left empty, capacities are kVA, loads kW.

    `transformers` are rows of how many and kVA each. `has_utility_consent` tells whether the supply enterprise's
    written consent to passing power on is attached.
    """

    apply_kind: ApplyKind
    account_no: str = ""
    existing_kva: Decimal | None = None
    add_kva: Decimal | None = None
    est_load_kw: Decimal | None = None
    power_factor: Decimal | None = None
    voltage: Voltage | None = None
    source_count: SourceCount = SourceCount.SINGLE
    transformers: tuple[tuple[int, Decimal], ...] = ()
    needed_by: date | None = None
    temp_from: date | None = None
    temp_to: date | None = None
    lender_rated_kva: Decimal | None = None
    lender_keep_kva: Decimal | None = None
    borrow_kva: Decimal | None = None
    has_utility_consent: bool = False

    @property
    def total_kva(self) -> Decimal:
        """The capacity the site will have: existing plus added, or the borrowed share."""
        if self.apply_kind is ApplyKind.BORROW:
            return self.borrow_kva or Decimal(0)
        return total_kva(self.existing_kva or Decimal(0), self.add_kva or Decimal(0))

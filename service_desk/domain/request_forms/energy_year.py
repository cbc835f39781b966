"""The fields of one year of form C, made of the table of energies (domain notes §4.6)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms.energy_table import (
    ENERGY_TABLE,
    NEEDED_SLOTS,
    OTHER,
    OTHER_NAME,
    SLOTS,
    energy_unit,
    other_energies,
    quantity_label,
    quantity_name,
)
from service_desk.domain.request_forms.fields import FieldKind, FormField

ENERGY_YEAR = "energy_year"
"""The layout of a section that is one year of the table; its code is one of `SLOTS`."""

ZERO = Decimal(0)


def year_fields(slot: str) -> Iterator[FormField]:
    """Yield the fields of one year; the first two years are required, the third is welcome."""
    place = SLOTS.index(slot) + 1
    needed = place <= NEEDED_SLOTS

    def label(words: Bilingual) -> Bilingual:
        return Bilingual(f"年度 {place} {words.zh}", f"Year {place}: {words.en}")

    yield FormField(
        f"{slot}_year",
        FieldKind.SELECT,
        Bilingual(f"年度 {place} 是哪一年", f"Which year is year {place}"),
        needed=needed,
    )
    for row in ENERGY_TABLE:
        if row.code == OTHER:
            yield FormField(
                f"{slot}_{OTHER}_code",
                FieldKind.SELECT,
                label(OTHER_NAME),
                needed=False,
                choices=other_energies(),
            )
        for column in row.columns:
            yield FormField(quantity_name(slot, row.code, column), FieldKind.NUMBER, label(quantity_label(row.code, column)), needed=False,
                            unit=energy_unit(row.code), low=ZERO)  # fmt: skip
    yield FormField(f"{slot}_output_value", FieldKind.NUMBER, label(Bilingual("工业总产值", "Gross output value")),
                    needed=needed, unit=Bilingual("万元", "×10⁴ CNY"), low=ZERO)  # fmt: skip
    yield FormField(f"{slot}_product_qty", FieldKind.LINE, label(Bilingual("主要产品产量", "Main product output")),
                    needed=False, longest=60)  # fmt: skip

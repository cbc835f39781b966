"""The fields of one year of form C, made of the table of energies (domain notes §4.6)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.request_forms.energy_table import (
    AMOUNTS,
    COLUMN_NAMES,
    ENERGY_TABLE,
    HEATING_VALUE,
    NEEDED_SLOTS,
    SLOTS,
    column_unit,
    other_energies,
    others_name,
    quantity_label,
    quantity_name,
)
from service_desk.domain.request_forms.fields import Column, ColumnKind, FieldKind, FormField

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
        for column in row.columns:
            yield FormField(quantity_name(slot, row.code, column), FieldKind.NUMBER, label(quantity_label(row.code, column)), needed=False,
                            unit=column_unit(row.code, column), low=ZERO, above=column == HEATING_VALUE)  # fmt: skip
    yield FormField(
        others_name(slot),
        FieldKind.ROWS,
        label(Bilingual("其他能源", "Other energies")),
        needed=False,
        words=Bilingual("上面没有的能源，每种一行。", "Energies that have no place above, one a row."),
        rows=3,
        longest=4000,
        columns=_other_columns(),
        example=Bilingual("液化石油气, 12", "Liquefied petroleum gas, 12"),
    )
    yield FormField(f"{slot}_output_value", FieldKind.NUMBER, label(Bilingual("工业总产值", "Gross output value")),
                    needed=needed, unit=Bilingual("万元", "×10⁴ CNY"), low=ZERO)  # fmt: skip
    yield FormField(f"{slot}_product_qty", FieldKind.LINE, label(Bilingual("主要产品产量", "Main product output")),
                    needed=False, longest=60)  # fmt: skip


def _other_columns() -> tuple[Column, ...]:
    energy = Column("code", ColumnKind.CHOICE, Bilingual("品种", "Energy"), choices=other_energies())
    amounts = (
        Column(name, ColumnKind.NUMBER, COLUMN_NAMES[name], needed=name == "bought", low=ZERO)
        for name in AMOUNTS
    )
    value = Column(
        HEATING_VALUE,
        ColumnKind.NUMBER,
        COLUMN_NAMES[HEATING_VALUE],
        needed=False,
        unit=Bilingual("kJ/kg 或 kJ/m³", "kJ/kg or kJ/m³"),
        low=ZERO,
        above=True,
    )
    return energy, *amounts, value
